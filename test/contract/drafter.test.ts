/**
 * A draft-only token against the whole contract: whatever operation there is, or will be, readers see the same before
 * and after, byte for byte.
 */
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { addressOf, exampleOf } from "../../src/openapi/example";
import { shortArticle } from "../fixtures/articles";
import { png } from "../fixtures/media";
import { makeToken, TestWorker } from "../worker";
import { operations } from "./world";

/** Articles of every standing, by what they are. */
interface Desk {
  readonly ids: Readonly<Record<Standing, number>>;
  readonly own: number;
  readonly paths: readonly string[];
}
const STANDINGS = ["published", "retracted", "ended", "trashed", "scheduled"] as const;
type Standing = (typeof STANDINGS)[number];

interface Told {
  id: number;
  url: string;
  path: string;
}

const writes = operations.filter(({ method }) => method !== "GET");
const TITLES = {
  published: "جسر النهر",
  retracted: "خبر مسحوب",
  ended: "نداء منتهٍ",
  trashed: "خبر مرمي",
  scheduled: "خبر محظور",
};

async function posted(worker: TestWorker, article: object): Promise<Told> {
  const answer = await worker.send("POST", "/api/articles", { lang: "ar", body: "نصّ.", ...article });
  return await answer.json<Told>();
}

async function furnished(worker: TestWorker): Promise<Desk> {
  await worker.send("POST", "/api/sections", { lang: "ar", name: "محليات" });
  await worker.send("POST", "/api/authors", { lang: "ar", name: "سعاد عيسى", other_names: ["س. عيسى"] });
  await worker.send("POST", "/api/pages", { lang: "ar", title: "من نحن", body: "نصّ." });
  const medium = await (await worker.asEditor("/api/media", { method: "POST", body: png() })).json<Told>();
  const of = { tags: ["مياه"], authors: ["سعاد عيسى"], section: "محليات", published_on: "2026-11-20" };
  const body = `<p>فُتح الجسر.</p><img src="${new URL(medium.url).pathname}" alt="الجسر">`;
  const published = await posted(worker, {
    ...{ title: TITLES.published, body, body_format: "html", status: "published", ...of },
  });
  const moved = { lang: "ar", title: TITLES.published, body, body_format: "html", slug: "جسر", ...of };
  await worker.send("PUT", `/api/articles/${published.id}`, moved, { "If-Match": "*" });
  await posted(worker, {
    lang: "en",
    title: "The bridge",
    status: "published",
    translation_of: published.id,
  });
  const others: [Standing, Told][] = [["published", published]];
  for (const standing of STANDINGS.slice(1)) {
    const period =
      standing === "ended"
        ? { unpublish_at: "2026-11-23T07:00:01Z" }
        : standing === "scheduled"
          ? { publish_at: "2026-11-29T09:00:00+03:00", published_on: "2026-11-29" }
          : {};
    const title = TITLES[standing];
    others.push([standing, await posted(worker, { title, status: "published", ...of, ...period })]);
  }
  const ids = Object.fromEntries(others.map(([standing, { id }]) => [standing, id])) as Desk["ids"];
  const wish = { note: "سُحب بأمر المحكمة.", legal: true };
  await worker.send("DELETE", `/api/articles/${ids.retracted}/publication`, wish);
  await worker.asEditor(`/api/articles/${ids.trashed}`, { method: "DELETE" });
  worker.now += 60_000;
  await worker.tick();
  const own = await posted(worker, { lang: "kmr", title: "Reşnivîs" });
  const paths = [
    ...others.flatMap(([, { id, url }]) => {
      const path = new URL(url).pathname;
      return [path, `${path}.json`, `${path}.md`, `/api/articles/${id}`, `/s/${id}`];
    }),
    ...["/ar/", "/en/", "/ar/rss.xml", "/ar/atom.xml", "/ar/feed.json", "/ar/2026/11/20/", "/ar/on/11-20/"],
    ...["", ".json", ".md"].map(form => `/ar/2026/11/20/%D8%AC%D8%B3%D8%B1${form}`),
    ...["/ar/tag/%D9%85%D9%8A%D8%A7%D9%87/", "/sitemap.xml"],
    ...[`/ar/author/${encodeURIComponent("سعاد-عيسى")}/`, `/ar/${encodeURIComponent("محليات")}/`],
    ...[`/ar/pages/${encodeURIComponent("من-نحن")}/`, "/ar/search?q=%D8%AC%D8%B3%D8%B1", "/ar/calendar/"],
    ...[
      "/api/articles?lang=ar",
      "/api/authors?lang=ar",
      "/api/sections",
      "/api/pages",
      "/sitemaps/news.xml",
      "/sitemaps/2026-11.xml",
    ],
    ...["/api/search?q=%D8%AC%D8%B3%D8%B1&lang=ar", new URL(medium.url).pathname, "/ar/calendar.ics"],
  ];
  return { ids, own: own.id, paths };
}

/** What any reader is told now, by a Worker that has nothing on its shelves. */
async function face(worker: TestWorker, { paths }: Desk): Promise<Record<string, string>> {
  for (const { name } of (await env.CACHE.list()).keys) await env.CACHE.delete(name);
  const reader = new TestWorker();
  reader.now = worker.now;
  const seen: Record<string, string> = {};
  for (const path of paths) {
    const answer = await reader.fetch(path);
    const body = new TextDecoder().decode(await answer.arrayBuffer());
    seen[decodeURIComponent(path)] = [answer.status, answer.headers.get("Location"), body].join("\n");
  }
  return seen;
}

/** Every request that an operation is tried with: its example, aimed at an article, and what else could be slipped in. */
function requestsOf(id: string, { ids, own }: Desk, target: number) {
  const operation = operations.find(({ operationId }) => operationId === id);
  if (operation === undefined) throw new Error(`there is no operation ${id}`);
  const example = exampleOf(operation);
  const isOfArticle = operation.path.startsWith("/api/articles/{id}");
  const pair = operation.path.includes("{other}");
  const aimed = (article: number, other: number) =>
    operation.path
      .replace("{id}", String(article))
      .replace("{other}", String(other))
      .replace("{number}", "1");
  const addresses = isOfArticle
    ? [aimed(target, own), ...(pair ? [aimed(own, target), aimed(target, ids.published)] : [])]
    : [addressOf(example)];
  const bodies = [example.body, ...slipped(id, target)];
  return addresses.flatMap(address =>
    bodies.map(body => ({
      address: body !== null && id === "upload" ? `${address.split("?")[0]}?${queryOf(body)}` : address,
      init: { method: operation.method, headers: { ...example.headers, "If-Match": "*" }, body },
    })),
  );
}

const queryOf = (body: string) =>
  body.startsWith("﻿") ? "lang=ar&status=published" : "lang=ar&published_on=2026-11-20&tags=مياه&authors=سعاد";

/** What would change what readers see, if a field or an address could. */
function slipped(id: string, target: number): string[] {
  const article = { lang: "ar", title: TITLES.published, body: "دُسّ هنا.", published_on: "2026-11-20" };
  const wishes = [
    article,
    { ...article, status: "published" },
    { ...article, slug: "جسر", tags: ["مِياه"], authors: ["سُعاد عيسى", "س. عيسى"] },
    { ...article, translation_of: target, lang: "ckb" },
    { ...article, publish_at: "2026-11-20T09:00:00Z" },
    { ...article, unpublish_at: "2026-11-24T09:00:00Z" },
    { ...article, correction: "تصحيح مدسوس" },
  ].map(wish => JSON.stringify(wish));
  if (id === "createArticle" || id === "rewriteArticle") return wishes;
  if (id === "upload") return [`﻿${shortArticle(TITLES.published)}`, shortArticle(TITLES.published)];
  return [];
}

/** What a drafter's token came through with, of what is aimed at an article that was released. */
async function tried(worker: TestWorker, desk: Desk, id: string, drafter: string) {
  const passed: string[] = [];
  const taken: string[] = [];
  for (const standing of STANDINGS) {
    for (const { address, init } of requestsOf(id, desk, desk.ids[standing])) {
      const headers = { ...init.headers, Authorization: drafter };
      const { status } = await worker.fetch(address, { ...init, headers });
      if (status >= 400) continue;
      passed.push(address);
      const isAimed = address.startsWith(`/api/articles/${desk.ids[standing]}`);
      // A drafter's own text may become the translation of an article, and no longer be it.
      const isOwn = address.endsWith(`/translations/${desk.own}`);
      if (isAimed && !isOwn) taken.push(`${standing}: ${init.method} ${address} ${init.body}`);
    }
  }
  return { passed, taken };
}

const STATUSES = [
  ["200", 27],
  ["301", 7],
  ["404", 5],
  ["410", 8],
  ["451", 4],
];

it("a draft-only token changes nothing that readers see, by no operation and no field", async () => {
  const worker = new TestWorker();
  const drafter = `Bearer ${await makeToken(["articles:draft"])}`;
  const desk = await furnished(worker);
  const before = await face(worker, desk);
  const statuses = Object.groupBy(Object.values(before), told => told.slice(0, 3));
  // What is looked at is there, moved, withdrawn and still to come.
  expect(Object.entries(statuses).map(([status, all]) => [status, all?.length])).toEqual(STATUSES);
  const passed: string[] = [];
  for (const { operationId } of writes) {
    const { passed: some, taken } = await tried(worker, desk, operationId, drafter);
    expect([operationId, taken]).toEqual([operationId, []]);
    if (some.length > 0) expect([operationId, await face(worker, desk)]).toEqual([operationId, before]);
    if (some.length > 0) passed.push(operationId);
  }
  expect(await face(worker, desk)).toEqual(before);
  // What it may: so that this test tells when everything is refused for another reason.
  expect(passed).toEqual(["createArticle", "linkTranslation", "unlinkTranslation", "upload", "createMedium"]);
}, 60_000);
