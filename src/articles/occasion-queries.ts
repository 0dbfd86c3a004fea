/** The SQL of the day that a commemoration is for, beside the article's own row. */
import { sql } from "drizzle-orm";
import * as z from "zod";
import { articles } from "../db/schema";
import type { Occasion } from "./article";

const occasionRow = z.object({
  key: z.string(),
  localDate: z.string(),
  years: z.int().nullable(),
  source: z.string(),
});

/** Of a commemoration: its day, as it was reckoned when it was made. */
export const occasionJson = sql<string | null>`CASE WHEN ${articles.observanceId} IS NULL THEN NULL ELSE
  (SELECT json_object('key', o.provenance->>'key', 'localDate', o.local_date, 'years', o.provenance->>'years',
    'source', coalesce(o.provenance->>'source', '')) FROM occurrences o WHERE o.article_id = ${articles.id} LIMIT 1) END`;

/** What a commemoration of an older version does not say is not known: it is no reason not to show it. */
export function readOccasion(json: string | null): Occasion | null {
  return json === null ? null : (occasionRow.safeParse(JSON.parse(json)).data ?? null);
}
