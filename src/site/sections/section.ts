/** A section of the newspaper, in one language. Types and rules; pure. */
import * as z from "zod";
import type { Issue } from "../../http/problem";
import { type Contents, carriedFields, sectionCalled } from "../../settings/contents";
import { cleanLine } from "../../text/clean";
import { LANGS, type Lang } from "../../text/languages";
import { slugify, slugKey } from "../../text/slug";

/** What else stands at `/{lang}/…`, or stood there in WordPress: no section may take it. */
const RESERVED: readonly string[] = [
  ..."tag on search author feeds feed pages calendar commemorations category index rss atom".split(" "),
];

export const sectionName = z
  .string()
  .overwrite(cleanLine)
  .refine(name => slugify(name) !== "" && name.length <= 80, "must have 1 to 80 letters");

/** The JSON form in which an editor sends a new one. */
export const sectionShape = z.strictObject({
  lang: z.enum(LANGS),
  name: sectionName,
  slug: sectionName.optional().describe("An address other than the name's."),
  position: z.int().min(0).max(999).default(0).describe("Where it stands among the others, smallest first."),
  translation_of: z
    .int()
    .positive()
    .nullable()
    .default(null)
    .describe("The id of the section in another language that this one translates."),
  ...carriedFields,
});
export type SentSection = z.output<typeof sectionShape>;

/** What may change of one. */
export const sectionChange = z
  .strictObject({
    name: sectionName,
    /** Another address: the old one redirects for ever. */
    slug: sectionName,
    position: z.int().min(0).max(999),
  })
  .partial();
export type SectionChange = z.output<typeof sectionChange>;

export interface NewSection {
  /** Left out, the next. */
  readonly id?: number;
  readonly lang: Lang;
  readonly name: string;
  readonly slug: string;
  readonly key: string;
  readonly position: number;
}

/** What an editor sent, as a section. */
export function newSection({ id, lang, name, slug, position }: SentSection): NewSection {
  const own = slugify(slug ?? name);
  return { ...(id === undefined ? {} : { id }), lang, name, slug: own, key: slugKey(own), position };
}

export function sectionFaults({ key, slug }: Pick<NewSection, "key" | "slug">): Issue[] {
  if (!RESERVED.includes(key) && !/^\d{4}$/.test(slug)) return [];
  const message = `'${slug}' stands for something else in the site's addresses. Give the section another slug.`;
  return [{ code: "slug-reserved", field: "slug", message }];
}

/**
 * The section that an editor named, by its slug or name.
 * @returns its id, or the fault that says which there are.
 */
export function sectionNamed(contents: Contents, lang: Lang, named: string): number | Issue {
  const found = sectionCalled(contents, lang, named);
  if (found !== null) return found.id;
  const known = contents.sections.filter(one => one.lang === lang).map(one => `'${one.slug}'`);
  const choice = known.length === 0 ? "there is none in this language yet" : `there are ${known.join(", ")}`;
  const message = `There is no section '${named.slice(0, 80)}' in '${lang}': ${choice}. Make it with POST /api/sections.`;
  return { code: "section-unknown", field: "section", message };
}
