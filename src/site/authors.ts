/** Who signs articles, in one language. Types and rules; pure. Who may write is a matter of tokens. */
import * as z from "zod";
import type { authors } from "../db/schema";
import { cleanLine, cleanParagraphs } from "../text/clean";
import { LANGS, type Lang } from "../text/languages";
import { slugify } from "../text/slug";
import { addressFrom, translationOf } from "./resource";

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
  .refine(isPublicLink, "is not an address that readers may be led to; give one that begins with https://");

/** By https, to a host, without a name or password in it. */
function isPublicLink(href: string): boolean {
  if (!/^https:\/\/[^\s\\]+$/.test(href) || !URL.canParse(href)) return false;
  const { username, password } = new URL(href);
  return username === "" && password === "";
}

/** A new one, as an editor sends it. A byline creates authors too: this is for saying more of them. */
export const authorInput = z.strictObject({
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

export type AuthorInput = z.output<typeof authorInput>;

/** What may change of one; what is left out stays. */
export const authorChange = z
  .strictObject({ name: authorName, about, link: link.nullable(), translation_of: translationOf })
  .partial();
export type AuthorChange = z.output<typeof authorChange>;

/** Which author becomes this one. */
export const mergerInput = z.strictObject({
  other: z.int().positive().describe("The id of an author of the same language, who is found no more."),
});

export interface Author extends Omit<Readonly<typeof authors.$inferSelect>, "mergedInto"> {
  readonly otherNames: readonly AuthorName[];
  /** The same author in every language of theirs, this one too; empty for one who is in this language only. */
  readonly kin: readonly { readonly lang: Lang; readonly key: string }[];
}

export interface AuthorName {
  readonly key: string;
  readonly name: string;
  /** Whether readers had it, so that its address redirects. */
  readonly isPublic: boolean;
}

/** The key by which a byline of this name finds its author. */
export const nameKey = (name: string) => addressFrom(name).key;

export const authorPath = ({ lang, slug }: Pick<Author, "lang" | "slug">) =>
  `/${lang}/author/${encodeURIComponent(slug)}/`;

/** Names that are not its own yet, each once; public if it comes as one first. @param own the key of its address. */
export function furtherNames(
  own: string,
  known: readonly Pick<AuthorName, "key">[],
  names: readonly Pick<AuthorName, "name" | "isPublic">[],
): AuthorName[] {
  const taken = new Set([own, ...known.map(({ key }) => key)]);
  return names.flatMap(({ name, isPublic }) => {
    const key = nameKey(name);
    if (taken.has(key)) return [];
    taken.add(key);
    return [{ key, name, isPublic }];
  });
}
