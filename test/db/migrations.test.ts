/** A site that is running keeps everything when a new version migrates its database. */
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { MONDAY_MORNING, TestWorker } from "../worker";

/** The databases as they were after the migration of that name, empty. */
async function migratedTo(name: string): Promise<void> {
  await reset();
  const last = env.DB_MIGRATIONS.findIndex(migration => migration.name.includes(name));
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS.slice(0, last + 1));
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS.slice(0, 1));
}

async function migrateOn(): Promise<void> {
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
}

const particulars = JSON.stringify({
  ...{ publishedOn: "2026-11-23", publishedTime: null, publishAt: null, unpublishAt: null },
  ...{ lang: "ar", slug: "خبر", tags: [], authors: [], sectionId: null },
  asked: { publishedOn: "2026-11-23", publishedTime: null, publishAt: null },
});

it("tags, references, addresses and names of authors of the first version are shown as they were", async () => {
  await migratedTo("0000_first");
  const at = MONDAY_MORNING - 3_600_000;
  const article = (id: number, title: string, tags: string, authors: string) =>
    env.DB.prepare(`INSERT INTO articles (id, group_id, lang, status, publish_at, published_on, slug, title, title_key, lead, tags,
      authors, revision, created_at, revised_at) VALUES (?, ?, 'ar', 'published', ?, '2026-11-23', ?, ?, ?, 'نصّ', ?, ?, 1, ?, ?)`).bind(
      ...[id, id, at, title.replaceAll(" ", "-"), title, title, tags, authors, at, at],
    );
  const revision = (id: number, seeAlso: unknown) =>
    env.DB.prepare(`INSERT INTO revisions (article_id, number, at, reason, status, title, body_format, body, content_hash,
      chain_hash, warnings, see_also, particulars) SELECT id, 1, ?, 'created', 'published', title, 'text', 'نصّ', 'x', 'x', '[]', ?, ?
      FROM articles WHERE id = ?`).bind(...[at, JSON.stringify(seeAlso), particulars, id]);
  const tag = '[{"id":7,"slug":"مياه","name":"مياه"}]';
  const author = '[{"id":3,"slug":"سعاد","name":"حسن"}]';
  await env.DB.batch([
    env.DB.prepare("INSERT INTO tags (id, lang, key, slug, name) VALUES (7, 'ar', 'مياه', 'مياه', 'مياه')"),
    env.DB.prepare(
      "INSERT INTO authors (id, lang, key, slug, name) VALUES (3, 'ar', 'سعاد', 'سعاد', 'المراد')",
    ),
    article(1, "خبر قديم", tag, author),
    article(2, "خبر آخر", "[]", "[]"),
    revision(1, [
      { title: "خبر آخر", titleKey: "خبر آخر", excerpt: null, articleId: null },
      { title: "خبر لم يُنشر", titleKey: "خبر لم ينشر", excerpt: "مقتطف…", articleId: null },
    ]),
    revision(2, []),
    env.DB.prepare(`INSERT INTO listings (list, publish_at, article_id, card)
      SELECT 'tag:7', publish_at, id, json_object('id', id, 'lang', lang, 'title', title, 'lead', lead, 'slug', slug,
        'publishedOn', published_on, 'publishAt', publish_at, 'unpublishAt', NULL, 'sectionId', NULL, 'isCommemoration', 0,
        'tags', json(tags), 'authors', json(authors)) FROM articles WHERE id = 1`),
    env.DB.prepare(
      "INSERT INTO slugs (lang, day, key, slug, article_id) VALUES ('ar', '2026-11-23', 'خبر-قديم', 'خبر-قديم', 1)",
    ),
    env.DB.prepare("INSERT INTO editions (at, cause, tags, article_id) VALUES (?, 'upload', '[]', 1)").bind(
      at,
    ),
  ]);

  await migrateOn();
  const worker = new TestWorker();
  const read = await (await worker.fetch("/api/articles/1")).json();
  expect(read).toMatchObject({
    tags: [{ slug: "مياه", name: "مياه" }],
    authors: [{ slug: "سعاد", name: "حسن" }],
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

it("receivers go on from the edition that they had reached", async () => {
  await migratedTo("0000_first");
  await env.DB.batch([
    env.DB.prepare("INSERT INTO editions (at, cause, tags) VALUES (0, 'upload', '[]')"),
    env.DB.prepare(
      "INSERT INTO receivers (kind, url, followed, created_at) VALUES ('websub', 'https://hub.example/', 1, 0)",
    ),
  ]);
  await migrateOn();
  const { results } = await env.DB.prepare("SELECT kind, url, followed FROM receivers").all();
  expect(results).toEqual([{ kind: "websub", url: "https://hub.example/", followed: 1 }]);
});

it("names of authors stay public or not", async () => {
  await migratedTo("0000_first");
  const name = (key: string, isPublic: number) =>
    env.DB.prepare(
      "INSERT INTO author_names (lang, key, name, author_id, is_public) VALUES ('ar', ?, ?, 3, ?)",
    ).bind(...[key, key, isPublic]);
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO authors (id, lang, key, slug, name) VALUES (3, 'ar', 'سعاد', 'سعاد', 'المراد')",
    ),
    ...[name("المراد", 1), name("حسن", 1), name("هارون", 0)],
  ]);
  await migrateOn();
  const { results } = await env.DB.prepare("SELECT name, is_public FROM author_names ORDER BY name").all();
  expect(results).toEqual([
    { name: "المراد", is_public: 1 },
    { name: "حسن", is_public: 1 },
    { name: "هارون", is_public: 0 },
  ]);
});

describe("the first migration", () => {
  it("draws an epoch and an identity of its own for each database", async () => {
    const drawn = async () => {
      await migratedTo("0000_first");
      return await env.DB.prepare("SELECT epoch, identity FROM site").first<Record<string, string>>();
    };
    const [one, other] = [await drawn(), await drawn()];
    expect(one).toEqual({
      epoch: expect.stringMatching(/^[0-9a-f]{16}$/),
      identity: expect.stringMatching(/^[0-9a-f]{18}$/),
    });
    expect(other?.epoch).not.toBe(one?.epoch);
    expect(other?.identity).not.toBe(one?.identity);
  });

  it("makes every table STRICT", async () => {
    const { results } = await env.DB.prepare(
      "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%d1\\_%' ESCAPE '\\' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    ).all<{ name: string; strict: number }>();
    expect(results.length).toBeGreaterThan(20);
    expect(results.filter(({ strict }) => strict !== 1)).toEqual([]);
  });
});
