/** A site that is running keeps everything when a new version migrates its database. */
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { MONDAY_MORNING, TestWorker } from "../worker";

const named = (name: string) => env.DB_MIGRATIONS.findIndex(migration => migration.name.includes(name));

it("tags, references and articles of before the lists were tables are shown as they were", async () => {
  await reset();
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS.slice(0, named("site_lists")));
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
  const at = MONDAY_MORNING - 3_600_000;
  const article = (id: number, title: string, tags: string) =>
    env.DB.prepare(`INSERT INTO articles (id, group_id, lang, status, publish_at, published_on, slug, title, title_key, lead, tags,
      revision, created_at, revised_at) VALUES (?, ?, 'ar', 'published', ?, '2026-11-23', ?, ?, ?, 'نصّ', ?, 1, ?, ?)`).bind(
      ...[id, id, at, title.replaceAll(" ", "-"), title, title, tags, at, at],
    );
  const revision = (id: number) =>
    env.DB.prepare(`INSERT INTO revisions (article_id, number, at, reason, status, title, body_format, body, content_hash,
      chain_hash, warnings) SELECT id, 1, ?, 'created', 'published', title, 'text', 'نصّ', 'x', 'x', '[]' FROM articles WHERE id = ?`).bind(
      ...[at, id],
    );
  await env.DB.batch([
    env.DB.prepare("INSERT INTO tags (id, lang, key, slug, name) VALUES (7, 'ar', 'مياه', 'مياه', 'مياه')"),
    article(1, "خبر قديم", '[{"id":7,"slug":"مياه","name":"مياه"}]'),
    article(2, "خبر آخر", "[]"),
    revision(1),
    revision(2),
    env.DB.prepare("INSERT INTO article_tags (tag_id, publish_at, article_id) VALUES (7, ?, 1)").bind(at),
    env.DB.prepare(`INSERT INTO see_also (article_id, revision, position, title, title_key, excerpt) VALUES
      (1, 1, 0, 'خبر آخر', 'خبر آخر', NULL), (1, 1, 1, 'خبر لم يُنشر', 'خبر لم ينشر', 'مقتطف…')`),
    env.DB.prepare(
      "INSERT INTO slugs (lang, day, key, slug, article_id) VALUES ('ar', '2026-11-23', 'خبر-قديم', 'خبر-قديم', 1)",
    ),
    env.DB.prepare("INSERT INTO editions (at, cause, tags, article_id) VALUES (?, 'upload', '[]', 1)").bind(
      at,
    ),
  ]);

  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  const worker = new TestWorker();
  const read = await (await worker.fetch("/api/articles/1")).json();
  expect(read).toMatchObject({
    tags: [{ slug: "مياه", name: "مياه" }],
    authors: [],
    section_id: null,
    see_also: [
      { title: "خبر آخر", excerpt: null, article: { id: 2 } },
      { title: "خبر لم يُنشر", excerpt: "مقتطف…", article: null },
    ],
  });
  const list = await (await worker.fetch(encodeURI("/ar/tag/مياه.json"))).json();
  expect(list).toMatchObject({
    title: "مياه",
    articles: [{ id: 1, title: "خبر قديم", published_on: "2026-11-23" }],
  });
  const day = await (await worker.fetch("/ar/on/11-23.json")).json<{ articles: unknown[] }>();
  expect(day.articles).toHaveLength(2);
});

it("a hub that the settings named before there were receivers is told of what happens from then on", async () => {
  await reset();
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS.slice(0, named("receivers")));
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
  await env.DB.batch([
    env.DB.prepare(`UPDATE site SET settings = '{"websub_hub":"https://hub.example/"}'`),
    env.DB.prepare("INSERT INTO editions (at, cause, tags) VALUES (0, 'upload', '[]')"),
  ]);
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  const { results } = await env.DB.prepare("SELECT kind, url, followed FROM receivers").all();
  expect(results).toEqual([{ kind: "websub", url: "https://hub.example/", followed: 1 }]);
});

it("names that an author has now or was printed with stay those that readers had, and others are none of them", async () => {
  await reset();
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS.slice(0, named("former_names")));
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
  const name = (key: string) =>
    env.DB.prepare("INSERT INTO author_names (lang, key, name, author_id) VALUES ('ar', ?, ?, 3)").bind(
      ...[key, key],
    );
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO authors (id, lang, key, slug, name) VALUES (3, 'ar', 'سعاد', 'سعاد', 'المراد')",
    ),
    ...["المراد", "حسن", "هارون"].map(name),
    env.DB.prepare(`INSERT INTO articles (id, group_id, lang, status, publish_at, published_on, slug, title, title_key, lead, tags, authors,
      revision, created_at, revised_at) VALUES (1, 1, 'ar', 'published', 1, '1970-01-01', 'خبر', 'خبر', 'خبر', 'نص', '[]',
      '[{"id":3,"slug":"سعاد","name":"حسن"}]', 1, 1, 1)`),
  ]);
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  const { results } = await env.DB.prepare("SELECT name, is_public FROM author_names ORDER BY name").all();
  expect(results).toEqual([
    { name: "المراد", is_public: 1 },
    { name: "حسن", is_public: 1 },
    { name: "هارون", is_public: 0 },
  ]);
});
