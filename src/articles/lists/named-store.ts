/** The SQL of what a list's address names: the tag or author, in the spelling that D1 has of it. */
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { LANGS } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { isListed } from "../visible-store";
import type { ListOf } from "./list";
import { authorNamed } from "./listing-store";

const person = z.object({
  about: z.string(),
  link: z.string().nullable(),
  otherKeys: z.array(z.string()),
  kin: z.array(
    z.object({ lang: z.enum(LANGS), slug: z.string(), isShown: z.int().transform(shown => shown === 1) }),
  ),
});

/** As `namedJson` tells it. */
export const namedShape = z
  .object({ id: z.int(), slug: z.string(), name: z.string(), person: person.optional() })
  .nullable();

/**
 * The tag or author that an address names; sections stand in the site's contents. A row for a tag; for an author
 * three, and two more for each language of theirs.
 * @param now epoch ms: a language in which readers see nothing of theirs yet is not shown.
 */
export function namedJson(of: ListOf, now: number): SQL<string | null> {
  switch (of.kind) {
    case "tag":
      return sql`(SELECT json_object('id', id, 'slug', slug, 'name', name) FROM tags
        WHERE lang = ${of.lang} AND key = ${slugKey(of.slug)})`;
    case "author":
      return sql`(SELECT json_object('id', a.id, 'slug', a.slug, 'name', a.name, 'person', json_object(
          'about', a.about, 'link', a.link,
          'otherKeys', (SELECT json_group_array(key) FROM author_names WHERE author_id = a.id),
          'kin', (SELECT json_group_array(json_object('lang', k.lang, 'slug', k.slug, 'isShown', EXISTS (
              SELECT 1 FROM listings WHERE list = 'author:' || k.id AND ${isListed(now)})))
            FROM authors k WHERE k.group_id = a.group_id)))
        FROM authors a WHERE a.id = ${authorNamed(of.lang, slugKey(of.slug))})`;
    default:
      return sql`NULL`;
  }
}
