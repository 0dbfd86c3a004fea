/** Whoever signs articles, in one language. Types and rules; pure. Who may write is a matter of tokens. */
import * as z from "zod";
import { cleanLine, cleanParagraphs } from "../../text/clean";
import { LANGS, type Lang } from "../../text/languages";
import { slugify, slugKey } from "../../text/slug";

const authorName = z
  .string()
  .overwrite(cleanLine)
  .refine(name => slugify(name) !== "" && name.length <= 100, "must have 1 to 100 letters");

const about = z
  .string()
  .overwrite(text => cleanParagraphs(text).join("\n"))
  .refine(text => text.length <= 2_000, "must have at most 2000 letters");

const link = z
  .string()
  .max(500)
  .refine(isPublicLink, "is no address that readers may be led to; give one that begins with https://");

/** By https, to a host, without a name or password in it. */
function isPublicLink(href: string): boolean {
  if (!/^https:\/\/[^\s\\]+$/.test(href) || !URL.canParse(href)) return false;
  const { username, password } = new URL(href);
  return username === "" && password === "";
}

const translationOf = z.int().positive().nullable();

/** The JSON form in which an editor makes one. A byline makes authors too: this is for those who say more of them. */
export const authorShape = z.strictObject({
  lang: z.enum(LANGS),
  name: authorName,
  /** An address other than the name's; it stays for ever. */
  slug: authorName.optional(),
  /** More names by which bylines find them: they had one before, or it is spelled in two ways. */
  other_names: z.array(authorName).max(20).default([]),
  /** Those under which readers had them: their addresses lead here. */
  former_names: z.array(authorName).max(20).default([]),
  about: about.default(""),
  link: link.nullable().default(null),
  /** The id of the same author in another language. */
  translation_of: translationOf.default(null),
});
export type SentAuthor = z.output<typeof authorShape>;

/** What may change of one; what is left out stays. */
export const authorChange = z
  .strictObject({ name: authorName, about, link: link.nullable(), translation_of: translationOf })
  .partial();
export type AuthorChange = z.output<typeof authorChange>;

/** Which author becomes this one. */
export const mergerShape = z.strictObject({
  other: z.int().positive().describe("The id of an author of the same language, who is found no more."),
});

export interface Author {
  readonly id: number;
  readonly groupId: number | null;
  readonly lang: Lang;
  readonly slug: string;
  readonly name: string;
  readonly about: string;
  readonly link: string | null;
  readonly otherNames: readonly Name[];
  /** The same author in every language of theirs, this one too; empty for one who is in this language only. */
  readonly kin: readonly { readonly lang: Lang; readonly key: string }[];
}

export interface Name {
  readonly key: string;
  readonly name: string;
  /** Whether readers had it, and are led by it. */
  readonly isPublic: boolean;
}

/** The key by which a byline of this name finds its author. */
export const nameKey = (name: string) => slugKey(slugify(name));

export const authorPath = ({ lang, slug }: Pick<Author, "lang" | "slug">) =>
  `/${lang}/author/${encodeURIComponent(slug)}/`;

/** Names that are not its own yet, each once; public if it comes as one first. @param own the key of its address. */
export function furtherNames(
  own: string,
  known: readonly Pick<Name, "key">[],
  names: readonly Pick<Name, "name" | "isPublic">[],
): Name[] {
  const taken = new Set([own, ...known.map(({ key }) => key)]);
  return names.flatMap(({ name, isPublic }) => {
    const key = nameKey(name);
    if (taken.has(key)) return [];
    taken.add(key);
    return [{ key, name, isPublic }];
  });
}
