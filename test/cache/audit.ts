/** Whether the database is whole: every article has its revision, its address and its edition, or does not exist. */
import { env } from "cloudflare:workers";

const TORN = {
  "articles without their revision": `SELECT count(*) FROM articles a WHERE NOT EXISTS
    (SELECT 1 FROM revisions r WHERE r.article_id = a.id AND r.number = a.revision)`,
  "articles without an address": `SELECT count(*) FROM articles a WHERE NOT EXISTS
    (SELECT 1 FROM slugs s WHERE s.article_id = a.id AND s.slug = a.slug)`,
  "revisions without an edition": `SELECT abs((SELECT count(*) FROM revisions) -
    (SELECT count(*) FROM editions WHERE article_id IS NOT NULL AND cause <> 'due'))`,
  "revisions beyond their article's": `SELECT count(*) FROM revisions r WHERE NOT EXISTS
    (SELECT 1 FROM articles a WHERE a.id = r.article_id AND r.number <= a.revision)`,
  "keys without their edition": `SELECT count(*) FROM idempotency_keys k WHERE NOT EXISTS
    (SELECT 1 FROM editions e WHERE e.number = k.edition AND e.article_id = k.article_id)`,
  "retractions without an edition that says so": `SELECT count(*) FROM articles a WHERE a.status = 'retracted' AND NOT EXISTS
    (SELECT 1 FROM editions e WHERE e.retracted_id = a.id)`,
} as const;

/** What is torn, with how often; empty when all is whole. */
export async function torn(): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const [what, query] of Object.entries(TORN)) {
    const count = await env.DB.prepare(`SELECT (${query}) AS n`).first<number>("n");
    if (count) found[what] = count;
  }
  return found;
}

export async function countOf(table: "articles" | "revisions" | "editions"): Promise<number> {
  return (await env.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>("n")) ?? 0;
}
