/** Hubs and search engines that the settings name are told where something has changed, and nobody else is told anything. */
import { beforeEach, describe, expect, it } from "vitest";
import { TestWorker } from "../worker";
import { Outside, post } from "./outside";

const SITE = "http://localhost:8787";
const MINUTE_MS = 60_000;

let worker: TestWorker;
let outside: Outside;
beforeEach(() => {
  worker = new TestWorker();
  outside = new Outside(worker);
});

/** A service rests for a minute after each ping; then the tick tells it what happened meanwhile. */
const minuteLater = async () => {
  worker.now += MINUTE_MS + 1;
  await worker.tick();
};

const set = async (settings: object) => {
  expect((await worker.send("PATCH", "/api/settings", settings)).status).toBe(200);
};

it("nothing is told to anybody unless the settings say so", async () => {
  await post(worker, "خبر");
  await worker.tick();
  expect(outside.take()).toEqual([]);
});

describe("WebSub", () => {
  const HUB = "https://hub.example/";
  const feeds = () =>
    outside.take().map(({ body }) => {
      const fields = new URLSearchParams(body);
      expect(fields.get("hub.mode")).toBe("publish");
      return fields.getAll("hub.url").map(decodeURI);
    });
  const all = (list: string) => ["rss.xml", "atom.xml", "feed.json"].map(file => `${SITE}${list}${file}`);

  it("tells the hub of each feed beside a list that was touched, in every format", async () => {
    await worker.send("POST", "/api/sections", { lang: "ar", name: "محليات" });
    await set({ websub_hub: HUB });
    await post(worker, "خبر القناة", { section: "محليات", tags: ["مياه"], authors: ["هيفاء"] });
    const [sent] = outside.received;
    expect(sent).toMatchObject({
      url: HUB,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(sent?.headers).not.toHaveProperty("webhook-signature");
    const [told = []] = feeds();
    const lists = ["/ar/", "/ar/محليات/", "/ar/tag/مياه/", "/ar/author/هيفاء/"];
    expect(told.toSorted()).toEqual(lists.flatMap(all).toSorted());
    // Each of them is there, and under no other address.
    for (const feed of told)
      expect((await worker.fetch(encodeURI(feed.slice(SITE.length)))).status).toBe(200);
  });

  it("tells of both lists when an article leaves a tag for another, of a retraction, and not of a draft", async () => {
    await set({ websub_hub: HUB });
    const id = await post(worker, "خبر", { tags: ["قديم"] });
    feeds();
    const change = { lang: "ar", title: "خبر", body: "نصّ.", tags: ["جديد"] };
    worker.now += MINUTE_MS + 1;
    await worker.send("PUT", `/api/articles/${id}`, change, { "If-Match": "*" });
    expect(feeds()).toEqual([["/ar/", "/ar/tag/قديم/", "/ar/tag/جديد/"].flatMap(all)]);
    worker.now += MINUTE_MS + 1;
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    expect(feeds()).toEqual([["/ar/", "/ar/tag/جديد/"].flatMap(all)]);
    worker.now += MINUTE_MS + 1;
    await post(worker, "مسودّة", { status: "draft" });
    await minuteLater();
    expect(feeds()).toEqual([]);
  });

  it("is told at once, and then once a minute of all that happened meanwhile", async () => {
    await set({ websub_hub: HUB });
    await post(worker, "خبر");
    expect(feeds()).toEqual([all("/ar/")]);
    worker.now += 1_000;
    await post(worker, "News", { lang: "en" });
    worker.now += 1_000;
    await post(worker, "Nûçe", { lang: "kmr" });
    await worker.tick();
    expect(feeds()).toEqual([]);
    await minuteLater();
    expect(feeds().map(told => told.toSorted())).toEqual([["/en/", "/kmr/"].flatMap(all).toSorted()]);
    await minuteLater();
    expect(feeds()).toEqual([]);
  });

  it("is told again when it does not answer, once for all that happened meanwhile", async () => {
    await set({ websub_hub: HUB });
    outside.answer = () => new Response(null, { status: 503 });
    await post(worker, "خبر");
    outside.take();
    outside.answer = () => new Response(null, { status: 204 });
    worker.now += 2 * MINUTE_MS;
    await worker.tick();
    await worker.tick();
    expect(feeds()).toEqual([all("/ar/")]);
  });

  it("ends with the setting, with what was still to be told, and begins with it from then on", async () => {
    await set({ websub_hub: HUB });
    outside.answer = () => new Response(null, { status: 503 });
    await post(worker, "خبر");
    outside.take();
    await set({ websub_hub: null });
    worker.now += 2 * MINUTE_MS;
    await worker.tick();
    await post(worker, "News", { lang: "en" });
    expect(outside.take()).toEqual([]);
    await set({ websub_hub: "https://other.example/hub" });
    await worker.tick();
    expect(outside.take()).toEqual([]);
    await post(worker, "Nûçe", { lang: "kmr" });
    expect(outside.received.map(({ url }) => url)).toEqual(["https://other.example/hub"]);
    expect(feeds()).toEqual([all("/kmr/")]);
  });

  it("a hub inside a network is not called", async () => {
    await set({ websub_hub: "http://10.0.0.7/hub" });
    await post(worker, "خبر");
    expect(outside.take()).toEqual([]);
  });
});

describe("IndexNow", () => {
  const KEY = "5f2e1c0a9b8d7e6f";
  const told = () => outside.take().map(({ body }) => JSON.parse(body));

  it("is told the addresses of what appeared, changed or went, with the key and where it can be read", async () => {
    await set({ indexnow_key: KEY });
    const id = await post(worker, "خبر القناة");
    const url = `${SITE}/ar/2026/11/23/${encodeURIComponent("خبر-القناة")}`;
    const submission = {
      host: "localhost:8787",
      key: KEY,
      keyLocation: `${SITE}/${KEY}.txt`,
      urlList: [url],
    };
    expect(outside.received).toMatchObject([
      {
        url: "https://api.indexnow.org/indexnow",
        headers: { "content-type": "application/json; charset=utf-8" },
      },
    ]);
    expect(told()).toEqual([submission]);
    worker.now += MINUTE_MS + 1;
    const change = { lang: "ar", title: "خبر القناة", body: "نصّ آخر." };
    await worker.send("PUT", `/api/articles/${id}`, change, { "If-Match": "*" });
    expect(told()).toEqual([submission]);
    worker.now += MINUTE_MS + 1;
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    expect(told()).toEqual([submission]);
    await set({ websub_hub: null });
    await minuteLater();
    expect(told()).toEqual([]);
  });

  it("learns nothing of what waits for its hour", async () => {
    await set({ indexnow_key: KEY });
    await post(worker, "محظور", { publish_at: "2026-11-23T07:10:00Z" });
    await worker.tick();
    expect(outside.take()).toEqual([]);
    worker.now = Date.parse("2026-11-23T07:10:00Z");
    await worker.tick();
    expect(told().flatMap(({ urlList }) => urlList.map(decodeURI))).toEqual([`${SITE}/ar/2026/11/23/محظور`]);
  });

  it("reads the key at the site's root, and no other file there", async () => {
    expect((await worker.fetch(`/${KEY}.txt`)).status).toBe(404);
    await set({ indexnow_key: KEY });
    worker.now += 21_000;
    const response = await worker.fetch(`/${KEY}.txt`);
    expect([response.status, await response.text()]).toEqual([200, KEY]);
    expect(response.headers.get("Content-Type")).toBe("text/plain; charset=utf-8");
    for (const path of [`/${KEY}0.txt`, `/${KEY.toUpperCase()}.txt`, "/llms-full.txt"])
      expect((await worker.fetch(path)).status).toBe(404);
    expect((await worker.fetch("/robots.txt")).status).toBe(200);
  });

  it("takes no key that is none", async () => {
    for (const key of ["short", "x".repeat(129), "نعم-نعم-نعم", "../../etc/passwd"])
      expect((await worker.send("PATCH", "/api/settings", { indexnow_key: key })).status).toBe(422);
  });
});

it("a service that is gone is left alone until the setting is given again", async () => {
  await set({ websub_hub: "https://hub.example/" });
  outside.answer = () => new Response(null, { status: 410 });
  await post(worker, "خبر");
  outside.take();
  await post(worker, "خبر آخر");
  expect(outside.take()).toEqual([]);
  const health = await (await worker.asEditor("/api/health")).json();
  expect(health).toMatchObject({ status: "ok", followers: { webhooks: { paused: ["websub"] } } });
  outside.answer = () => new Response();
  await set({ websub_hub: "https://hub.example/" });
  await post(worker, "خبر ثالث");
  expect(outside.take()).toHaveLength(1);
});
