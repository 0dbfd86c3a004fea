/** The SQL of what a list's address names: the tag or author, in the spelling that D1 has of it. */
import { type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import { isListed } from "../../db/visible";
import { LANGS, type Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import type { ListOf } from "../list";

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
 * The id of whoever readers find at a name: at their address, or by a name that readers had while they are on show.
 * What only finds bylines leads nowhere, as if it were nobody's: it may be the name that somebody hides.
 */
const authorAt = (lang: Lang, key: string, now: number) =>
  sql`coalesce((SELECT id FROM authors WHERE lang = ${lang} AND key = ${key} AND merged_into IS NULL),
    (SELECT author_id FROM author_names n WHERE lang = ${lang} AND key = ${key} AND is_public = 1
      AND EXISTS (SELECT 1 FROM listings WHERE list = 'author:' || n.author_id AND ${isListed(now)})))`;

/**
 * The tag or author that an address names; sections stand in the site's contents. A row for a tag; for an author
 * three, two more at a former name of theirs, and two for each language of theirs.
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
        FROM authors a WHERE a.id = ${authorAt(of.lang, slugKey(of.slug), now)})`;
    default:
      return sql`NULL`;
  }
}
