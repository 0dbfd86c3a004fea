/** An article that ends: readers see it until its second, and not after it, whatever the clock does. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty, QUICK } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { MONDAY_MORNING, makeToken, TestWorker } from "../worker";

const HOUR = 3_600_000;
/** 21:00 in Damascus. */
const EVENING = MONDAY_MORNING + 11 * HOUR;
const instant = (ms: number) => new Date(ms).toISOString();

interface Told {
  id: number;
  url: string | null;
  status: string;
  revision: number;
  outcome: string;
  unpublish_at: string | null;
  code: string;
  faults: { code: string; field: string; message: string }[];
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();
const api = ({ id }: { id: number }) => `/api/articles/${id}`;
const THE_OFFER = { lang: "ar", title: "عرض كتب القرية", body: "العرض حتى المساء.", status: "published" };

async function posted(more: Record<string, unknown> = {}): Promise<Told & { page: string }> {
  const sent = { ...THE_OFFER, unpublish_at: instant(EVENING), ...more };
  const answer = await told(await worker.send("POST", "/api/articles", sent));
  return { ...answer, page: !answer.url ? "" : new URL(answer.url).pathname };
}

describe("at its second, though the clock never ticks", () => {
  it("its page, its other forms and its short link are there before, and gone after", async () => {
    const { id, page } = await posted();
    const paths = [page, `${page}.json`, `${page}.md`, `/api/articles/${id}`];
    worker.now = EVENING - 1;
    for (const path of paths) expect([path, (await worker.fetch(path)).status]).toEqual([path, 200]);
    worker.now = EVENING;
    for (const path of paths) expect([path, (await worker.fetch(path)).status]).toEqual([path, 410]);
    expect(await told(await worker.asEditor(api({ id })))).toMatchObject({ status: "retracted" });
  });

  it("it is in no list, feed, sitemap or search any more, and in each of them before", async () => {
    await worker.send("POST", "/api/sections", { lang: "ar", name: "ثقافة" });
    await posted({ tags: ["كتب"], authors: ["سلمى"], section: "ثقافة" });
    await worker.upload(
      shortArticle("خبر باق"),
      "lang=ar&status=published&tags=كتب&authors=سلمى&section=ثقافة",
    );
    const paths = [
      ...["/ar/", "/ar/tag/كتب/", "/ar/author/سلمى/", "/ar/ثقافة/", "/ar/2026/", "/ar/2026/11/23/"],
      ...["/ar/on/11-23/", "/ar/rss.xml", "/ar/tag/كتب/feed.json", "/api/articles?lang=ar"],
      ...["/sitemaps/2026-11.xml", "/sitemaps/news.xml", "/api/search?lang=ar&q=العرض"],
    ].map(encodeURI);
    const shown = async (path: string) =>
      /عرض|%D8%B9%D8%B1%D8%B6/.test(await (await worker.fetch(path)).text());
    worker.now = EVENING - 1;
    for (const path of paths) expect([path, await shown(path)]).toEqual([path, true]);
    worker.now = EVENING;
    // The words that a search was made of stand on its answer; its articles do not.
    for (const path of paths.slice(0, -1)) expect([path, await shown(path)]).toEqual([path, false]);
    const found = await worker.fetch(paths.at(-1) ?? "");
    expect((await found.json<{ results: unknown[] }>()).results).toEqual([]);
  });

  it("no other article names it: not as its translation, not as what to see also", async () => {
    const { id } = await posted();
    const translation = {
      lang: "en",
      title: "Books of the village",
      body: "Until the evening.",
      status: "published",
    };
    const english = await told(
      await worker.send("POST", "/api/articles", { ...translation, translation_of: id }),
    );
    const naming = {
      lang: "ar",
      title: "خبر",
      body: "نص.",
      status: "published",
      see_also: [{ title: THE_OFFER.title }],
    };
    const other = await told(await worker.send("POST", "/api/articles", naming));
    const names = async () => {
      const { translations } = await (await worker.fetch(api(english))).json<{ translations: unknown[] }>();
      const { see_also } = await (await worker.fetch(api(other))).json<{
        see_also: { article: unknown }[];
      }>();
      return [translations.length, see_also.filter(({ article }) => article !== null).length];
    };
    expect(await names()).toEqual([1, 1]);
    worker.now = EVENING;
    expect(await names()).toEqual([0, 0]);
  });

  it("a page that shows it is not served while D1 is down, though it was good a moment ago", async () => {
    const db = new Faulty(env.DB);
    worker = new TestWorker({ DB: db.binding, ...QUICK });
    const { page } = await posted();
    const front = "/ar/";
    for (const path of [page, front]) expect((await worker.fetch(path)).status).toBe(200);
    db.plan = () => "throw before";
    worker.now = EVENING - 1;
    expect([(await worker.fetch(page)).status, (await worker.fetch(front)).status]).toEqual([200, 200]);
    worker.now = EVENING;
    expect([(await worker.fetch(page)).status, (await worker.fetch(front)).status]).toEqual([503, 503]);
  });

  it("no cache in front keeps its page beyond it, and search engines are told beforehand", async () => {
    const { page } = await posted();
    worker.now = EVENING - 4_000;
    const response = await worker.fetch(page);
    expect(response.headers.get("Cache-Control")).toContain("max-age=4, stale-while-revalidate=0");
    expect(response.headers.get("X-Robots-Tag")).toBe(`unavailable_after: ${instant(EVENING)}`);
    expect(await response.text()).toContain(`"expires":"${instant(EVENING)}"`);
  });
});

describe("the tick carries it out", () => {
  it("once, as a revision of its own and one edition, however many tick", async () => {
    const article = await posted();
    const others = [new TestWorker(), new TestWorker()];
    for (const one of [worker, ...others]) one.now = EVENING;
    await Promise.all([worker.tick(), ...others.map(one => one.tick())]);
    await worker.tick();
    const editions = await env.DB.prepare(
      "SELECT cause, retracted_id, effect FROM editions WHERE cause = 'ended'",
    ).all();
    expect(editions.results).toEqual([{ cause: "ended", retracted_id: article.id, effect: "retracted" }]);
    const { revisions } = await (await worker.asEditor(`${api(article)}/revisions`)).json<{
      revisions: { reason: string; status: string }[];
    }>();
    expect(revisions.map(({ reason, status }) => [reason, status])).toEqual([
      ["ended", "retracted"],
      ["created", "published"],
    ]);
    const { acts } = await (await worker.asEditor(`/api/audit?subject=${article.id}`)).json<{
      acts: { action: string; token: unknown }[];
    }>();
    expect(acts[0]).toMatchObject({ action: "article.ended", token: null });
    expect(await (await worker.asEditor(`${api(article)}/revisions?verify=1`)).json()).toMatchObject({
      verified: true,
      revisions_checked: 2,
    });
  });

  it("one that was scheduled and has ended before any tick never comes out", async () => {
    const article = await posted({ publish_at: instant(EVENING - HOUR) });
    worker.now = EVENING + HOUR;
    await worker.tick();
    await worker.tick();
    expect(await told(await worker.asEditor(api(article)))).toMatchObject({ status: "retracted" });
    expect((await worker.fetch("/ar/")).status).toBe(200);
  });

  it("health goes red when no tick does", async () => {
    const { id } = await posted();
    await worker.tick();
    worker.now = EVENING + 4 * 60_000;
    await env.DB.prepare("UPDATE heartbeat SET ticked_at = ?").bind(worker.now).run();
    expect((await worker.asEditor("/api/health")).status).toBe(200);
    worker.now = EVENING + 6 * 60_000;
    const health = await worker.asEditor("/api/health");
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({ overdue: { articles: [id] } });
  });
});

describe("what an editor does after the end, before any tick", () => {
  it("a revision finds it retracted, and caches and followers hear of the end by it", async () => {
    const article = await posted();
    worker.now = EVENING;
    const text = { lang: "ar", title: THE_OFFER.title, body: "انتهى العرض." };
    const revised = await told(await worker.send("PUT", api(article), text, { "If-Match": '"r1"' }));
    expect(revised).toMatchObject({ status: "retracted", revision: 2 });
    const last = "SELECT retracted_id, tags FROM editions ORDER BY number DESC LIMIT 1";
    const edition = await env.DB.prepare(last).first<{ retracted_id: number; tags: string }>();
    expect(edition?.retracted_id).toBe(article.id);
    expect(edition?.tags).toContain("list:ar");
  });

  it("published again it has no end, unless another is given", async () => {
    const article = await posted();
    worker.now = EVENING;
    const again = await told(await worker.send("PUT", `${api(article)}/publication`, {}));
    expect(again).toMatchObject({ status: "published", unpublish_at: null });
    expect((await worker.fetch(article.page)).status).toBe(200);
  });
});

describe("the end is set", () => {
  it("by an upload, kept by one that leaves it out, and taken away by an empty one", async () => {
    const text = shortArticle("عرض");
    const upload = async (end: string) =>
      await told(await worker.upload(text, `lang=ar&status=published${end}`));
    const first = await upload(`&unpublish_at=${encodeURIComponent("2026-11-23T21:00:00+03:00")}`);
    expect(first).toMatchObject({ outcome: "created", unpublish_at: instant(EVENING) });
    expect(await upload("")).toMatchObject({ outcome: "unchanged", unpublish_at: instant(EVENING) });
    expect(await upload("&unpublish_at=")).toMatchObject({ outcome: "revised", unpublish_at: null });
  });

  it("by the front matter of a document", async () => {
    const text = `---\nunpublish_at: 2026-11-23T21:00:00+03:00\n---\n# عرض\n\nنصّ.\n`;
    const headers = { "Content-Type": "text/markdown" };
    const init = { method: "POST", body: text, headers };
    const query = "lang=ar&status=published&published_on=2026-11-23";
    expect(await told(await worker.asEditor(`/api/uploads?${query}`, init))).toMatchObject({
      unpublish_at: instant(EVENING),
    });
  });

  it("by the door of publication, alone or with an instant at which it appears", async () => {
    const { id } = await posted({ unpublish_at: null });
    const publication = `${api({ id })}/publication`;
    const set = await told(await worker.send("PUT", publication, { unpublish_at: instant(EVENING) }));
    expect(set).toMatchObject({ status: "published", revision: 2, unpublish_at: instant(EVENING) });
    const same = await told(await worker.send("PUT", publication, { unpublish_at: instant(EVENING) }));
    expect(same.revision).toBe(2);
    expect(await told(await worker.send("PUT", publication, {}))).toMatchObject({ revision: 2 });
    const none = await told(await worker.send("PUT", publication, { unpublish_at: null }));
    expect(none).toMatchObject({ revision: 3, unpublish_at: null });
  });

  it.each([
    ["is past", { unpublish_at: instant(MONDAY_MORNING - HOUR) }],
    ["is now", { unpublish_at: instant(MONDAY_MORNING) }],
    ["lies before its appearing", { unpublish_at: instant(EVENING), publish_at: instant(EVENING + HOUR) }],
  ])("422 when it %s, and nothing is written", async (_, more) => {
    const response = await worker.send("POST", "/api/articles", { ...THE_OFFER, ...more });
    expect(response.status).toBe(422);
    expect((await told(response)).faults).toMatchObject([{ code: "end-is-past", field: "unpublish_at" }]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM articles").first("n")).toBe(0);
  });

  it("422 with every fault at once when it is no instant", async () => {
    const response = await worker.upload("بلا تاريخ", "lang=ar&unpublish_at=غدا&status=nie");
    expect(response.status).toBe(422);
    const fields = (await told(response)).faults.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(["unpublish_at", "status"]));
  });

  it("403 for a token that may only draft, on what readers see", async () => {
    const article = await posted();
    const headers = {
      Authorization: `Bearer ${await makeToken(["articles:draft"])}`,
      "Content-Type": "application/json",
      "If-Match": '"r1"',
    };
    const body = JSON.stringify({
      lang: "ar",
      title: THE_OFFER.title,
      body: THE_OFFER.body,
      unpublish_at: null,
    });
    expect((await worker.fetch(api(article), { method: "PUT", headers, body })).status).toBe(403);
  });

  it("a draft keeps it, and what has passed over a draft does not stop work on it", async () => {
    const article = await posted({ status: "draft" });
    expect(article.unpublish_at).toBe(instant(EVENING));
    worker.now = EVENING + HOUR;
    const text = { lang: "ar", title: THE_OFFER.title, body: "نصّ آخر." };
    const revised = await worker.send("PUT", api(article), text, { "If-Match": '"r1"' });
    expect(await told(revised)).toMatchObject({ status: "draft", revision: 2 });
    const publication = await worker.send("PUT", `${api(article)}/publication`, {});
    expect(await told(publication)).toMatchObject({ status: "published", unpublish_at: null });
  });

  it("an archive carries it, and of what has ended the retraction", async () => {
    const article = await posted();
    const archived = async () => await (await worker.asEditor(`${api(article)}/archived`)).json();
    expect(await archived()).toMatchObject({ status: "published", unpublish_at: instant(EVENING) });
    worker.now = EVENING;
    expect(await archived()).toMatchObject({
      ...{ status: "retracted", publish_at: null, unpublish_at: null },
      retraction: { note: null, legal: false },
    });
  });
});
