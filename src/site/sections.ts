/** A section of the newspaper, in one language. Types and rules; pure. */
import * as z from "zod";
import type { sections } from "../db/schema";
import type { Issue } from "../http/problem";
import { type Contents, sectionCalled } from "../settings/contents";
import { cleanLine } from "../text/clean";
import { LANGS, type Lang } from "../text/languages";
import { slugify } from "../text/slug";
import { addressFrom, newResourceFields, positionField } from "./resource";

export interface Section extends Readonly<typeof sections.$inferSelect> {
  /** Keys of the addresses that it had. */
  readonly formerly: readonly string[];
}

/** What else is at `/{lang}/…`, or was there in WordPress: no section may take it. */
const RESERVED: readonly string[] = [
  ..."tag on search author feeds feed pages calendar commemorations category index rss atom".split(" "),
];

const sectionName = z
  .string()
  .overwrite(cleanLine)
  .refine(name => slugify(name) !== "" && name.length <= 80, "must have 1 to 80 letters");

/** A new one, as an editor sends it. */
export const sectionInput = z.strictObject({
  lang: z.enum(LANGS),
  name: sectionName,
  slug: sectionName.optional().describe("An address other than the name's."),
  ...newResourceFields("section"),
});

/** What may change of one. With another slug, the old address redirects for ever. */
export const sectionChange = z
  .strictObject({ name: sectionName, slug: sectionName, position: positionField })
  .partial();

/** @returns the row of what an editor sent. */
export function newSection({ id, lang, name, slug, position }: z.output<typeof sectionInput>) {
  return { ...(id === undefined ? {} : { id }), lang, name, ...addressFrom(slug ?? name), position };
}

/** Addresses that the site uses for something else. */
export function sectionIssues({ key, slug }: Pick<Section, "key" | "slug">): Issue[] {
  if (!RESERVED.includes(key) && !/^\d{4}$/.test(slug)) return [];
  const message = `'${slug}' stands for something else in the site's addresses. Give the section another slug.`;
  return [{ code: "slug-reserved", field: "slug", message }];
}

/**
 * The section that an editor named, by its slug or name.
 * @returns its id, or the issue that says which there are.
 */
export function sectionNamed(contents: Contents, lang: Lang, named: string): number | Issue {
  const found = sectionCalled(contents, lang, named);
  if (found !== null) return found.id;
  const known = contents.sections.filter(one => one.lang === lang).map(one => `'${one.slug}'`);
  const choice = known.length === 0 ? "there is none in this language yet" : `there are ${known.join(", ")}`;
  const message = `There is no section '${named.slice(0, 80)}' in '${lang}': ${choice}. Make it with POST /api/sections.`;
  return { code: "section-unknown", field: "section", message };
}
