/** The corpus in D1: published articles with an edition each, and once more in a plain FTS5 table beside the index. */
import { env } from "cloudflare:workers";
import { titleKey } from "../../../src/text/fold";
import { slugify, slugKey } from "../../../src/text/slug";
import type { CorpusArticle } from "./corpus";

const HOUR = 3_600_000;
const NEWEST = Date.parse("2026-11-22T07:00:00Z");
/** The articles of a topic lie apart in time, so that newness tells nothing about it. */
const STRIDE = 97;

interface Row {
  readonly id: number;
  readonly lang: string;
  readonly title: string;
  readonly body: string;
  readonly lead: string;
  readonly titleKey: string;
  readonly slug: string;
  readonly slugKey: string;
  readonly at: number;
  readonly day: string;
}

/** Published in D1, and nothing more: the index is still to be built. */
export async function layDown(corpus: readonly CorpusArticle[]): Promise<void> {
  const rows = JSON.stringify(corpus.map(article => rowOf(article, corpus.length)));
  const inserts = [
    `INSERT INTO articles (id, group_id, lang, status, publish_at, published_on, slug, title, title_key, lead, tags, authors,
      revision, created_at, revised_at)
      SELECT v->>'id', v->>'id', v->>'lang', 'published', v->>'at', v->>'day', v->>'slug', v->>'title', v->>'titleKey',
      v->>'lead', '[]', '[]', 1, v->>'at', v->>'at' FROM given`,
    `INSERT INTO revisions (article_id, number, at, reason, status, title, body_format, body, content_hash, chain_hash,
      warnings, see_also, particulars)
      SELECT v->>'id', 1, v->>'at', 'created', 'published', v->>'title', 'text', v->>'body', 'x', 'x', '[]', '[]', '{}' FROM given`,
    `INSERT INTO slugs (lang, day, key, slug, article_id)
      SELECT v->>'lang', v->>'day', v->>'slugKey', v->>'slug', v->>'id' FROM given`,
    `INSERT INTO editions (at, cause, article_id, tags) SELECT v->>'at', 'import', v->>'id', '[]' FROM given`,
  ];
  await env.DB.batch(inserts.map(insert => given(env.DB, insert, rows)));
}

/** What a site gets that does nothing but switch FTS5 on: the raw texts under its default tokenizer. */
export async function layDownPlain(corpus: readonly CorpusArticle[]): Promise<void> {
  const insert =
    "INSERT INTO plain (rowid, lang, title, body) SELECT v->>'id', v->>'lang', v->>'title', v->>'body' FROM given";
  await env.SEARCH.batch([
    env.SEARCH.prepare(
      "CREATE VIRTUAL TABLE plain USING fts5(title, body, lang UNINDEXED, tokenize='unicode61')",
    ),
    given(env.SEARCH, insert, JSON.stringify(corpus)),
  ]);
}

function given(db: D1Database, insert: string, rows: string): D1PreparedStatement {
  return db.prepare(`WITH given(v) AS (SELECT value FROM json_each(?)) ${insert}`).bind(rows);
}

function rowOf({ id, lang, title, body }: CorpusArticle, count: number): Row {
  const at = NEWEST - ((id * STRIDE) % count) * HOUR;
  const slug = slugify(title);
  return {
    ...{ id, lang, title, body, slug, at },
    lead: body.split("\n")[0] ?? "",
    titleKey: titleKey(title),
    slugKey: slugKey(slug),
    day: new Date(at).toISOString().slice(0, 10),
  };
}
