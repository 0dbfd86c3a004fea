/**
 * What sections, standing pages and authors have in common: a name and an address in one language, perhaps translations
 * that share a group. Rules; pure.
 */
import * as z from "zod";
import { ProblemError } from "../http/problem";
import { slugify, slugKey } from "../text/slug";

/** The id of a translation, as the three take it. */
export const translationOf = z.int().positive().nullable();

const position = z.int().min(0).max(999);
/** The place of a section or page in its list. */
export const positionField = position.describe("Where it stands among the others, smallest first.");

/** Fields of a new section or page besides its text. The last two come with a site that moves here. */
export const newResourceFields = (kind: "section" | "page") => ({
  position: position.default(0).describe("Where it stands among the others, smallest first."),
  translation_of: translationOf
    .default(null)
    .describe(`The id of the ${kind} in another language that this one translates.`),
  id: z
    .int()
    .positive()
    .max(1_000_000_000)
    .optional()
    .describe("Its id in the site that it comes from, by which articles name it; taken if it is free here."),
  formerly: z
    .array(z.string().min(1).max(300))
    .max(100)
    .default([])
    .describe("Addresses that it had in the site that it comes from: they redirect here too."),
});

/** The slug that a name makes, and the key by which any spelling of it is found. */
export function addressFrom(name: string): { readonly slug: string; readonly key: string } {
  const slug = slugify(name);
  return { slug, key: slugKey(slug) };
}

/** The keys of some slugs, each once. */
export const keysOf = (slugs: readonly string[]) => [
  ...new Set(slugs.map(slug => addressFrom(slug).key).filter(key => key !== "")),
];

/** One thing that is wrong with what was sent. */
export const invalid = (code: string, field: string, message: string) =>
  new ProblemError({ code: "invalid", faults: [{ code, field, message }] });
