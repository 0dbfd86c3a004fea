/** The two searches that are compared: ours through the front door, and plain FTS5. Each gives ids, best first. */
import { env } from "cloudflare:workers";
import * as z from "zod";
import type { TestWorker } from "../../worker";
import type { Query } from "./queries";

/** As many results as a page shows: what recall@10 looks at. */
export const PAGE = 10;

const answer = z.object({ results: z.array(z.object({ id: z.number() })) });
const plainRow = z.array(z.object({ id: z.number() }));
const TERMS = /["“”«»]([^"“”«»]*)["“”«»]|[^\s"“”«»]+/gu;

export async function askOurs(worker: TestWorker, { q, lang }: Query): Promise<number[]> {
  const response = await worker.fetch(`/api/search?q=${encodeURIComponent(q)}&lang=${lang}&limit=${PAGE}`);
  if (response.status !== 200)
    throw new Error(`«${q}» is answered ${response.status}: ${await response.text()}`);
  return answer.parse(await response.json()).results.map(result => result.id);
}

/**
 * The terms as typed, each quoted, all of them wanted, by bm25. To be fair to it, what is quoted is a phrase, the
 * query's language is known, and where a beginning is asked for it is given as one.
 */
export async function askPlain({ q, lang, class: kind }: Query): Promise<number[]> {
  const terms = [...q.matchAll(TERMS)].map(([typed, quoted]) => `"${quoted ?? typed}"`);
  const match = terms.join(" AND ") + (kind === "prefix" ? " *" : "");
  const { results } = await env.SEARCH.prepare(
    "SELECT rowid AS id FROM plain WHERE plain MATCH ? AND lang = ? ORDER BY bm25(plain), rowid LIMIT ?",
  )
    .bind(match, lang, PAGE)
    .all();
  return plainRow.parse(results).map(row => row.id);
}
