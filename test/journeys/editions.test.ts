import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { shortArticle, theWaterArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

interface Written {
  revision: number;
  id: number;
  url: string;
  edition: number;
  links: { html: string; json: string; markdown: string; front: string };
}

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;
const cacheOf = (response: Response) => response.headers.get("Dhikra-Cache");
const write = async (response: Response) => await response.json<Written>();

describe("an editor reads their own write at once", () => {
  it("in another isolate that holds the page as it was, by the links of the answer", async () => {
    const writer = new TestWorker();
    const reader = new TestWorker();
    const first = await write(await writer.upload(theWaterArticle));
    const path = pathOf(first.url);
    expect(await (await reader.fetch(path)).text()).toContain("مطلع الشهر");
    expect(await (await reader.fetch("/ar/")).text()).toContain("مجلس البلدة");
    const second = await write(await writer.upload(theWaterArticle.replace("مطلع الشهر", "منتصف الشهر")));
    for (const link of [second.links.html, second.links.json, second.links.markdown]) {
      const response = await reader.fetch(pathOf(link));
      expect(await response.text()).toContain("منتصف الشهر");
      expect(response.headers.get("Cache-Control")).toBe("private, no-store");
      expect(Number(cacheOf(response)?.split("edition=")[1])).toBeGreaterThanOrEqual(second.edition);
    }
  });

  it("on every page that shows it: the front page and the list, in every isolate", async () => {
    const writer = new TestWorker();
    const reader = new TestWorker();
    await reader.fetch("/ar/");
    await reader.fetch("/api/articles?lang=ar");
    const { edition } = await write(await writer.upload(shortArticle("خبر عاجل")));
    expect(await (await reader.fetch(`/ar/?edition=${edition}`)).text()).toContain("خبر عاجل");
    expect(await (await reader.fetch(`/api/articles?lang=ar&edition=${edition}`)).text()).toContain(
      "خبر عاجل",
    );
  });

  it("in the isolate that wrote, without asking for an edition", async () => {
    const worker = new TestWorker();
    await worker.fetch("/ar/");
    expect(cacheOf(await worker.fetch("/ar/"))).toBe("memory; edition=0");
    await worker.upload(shortArticle("خبر عاجل"));
    const front = await worker.fetch("/ar/");
    expect(cacheOf(front)).toBe("origin; edition=1");
    expect(await front.text()).toContain("خبر عاجل");
  });

  it("an edition that does not exist is answered from the newest there is", async () => {
    const worker = new TestWorker();
    await worker.upload(shortArticle("خبر"));
    const response = await worker.fetch("/ar/?edition=999999");
    expect([response.status, cacheOf(response)]).toEqual([200, "origin; edition=1"]);
  });
});

describe("what a change touches", () => {
  it("leaves every other page where it is", async () => {
    const worker = new TestWorker();
    // Two facts may share a slot of the ledger, at worst for a needless render: these two groups do not.
    let drawn = 0;
    worker.chance = bytes => new Uint8Array(bytes).fill(++drawn);
    const arabic = await write(await worker.upload(shortArticle("خبر أول")));
    await worker.fetch(pathOf(arabic.url));
    await worker.fetch("/en/");
    await worker.upload(shortArticle("خبر ثان"));
    expect(cacheOf(await worker.fetch(pathOf(arabic.url)))).toBe("memory; edition=2");
    expect(cacheOf(await worker.fetch("/en/"))).toBe("memory; edition=2");
    expect(cacheOf(await worker.fetch("/ar/"))).toBe("origin; edition=2");
  });

  it("a change of the newsroom's name touches every page", async () => {
    const worker = new TestWorker();
    const { url } = await write(await worker.upload(shortArticle("خبر")));
    await worker.fetch(pathOf(url));
    const changed = await worker.send("PATCH", "/api/settings", { name: { ar: "دفتر القرية" } });
    expect(await changed.json()).toMatchObject({ edition: 2, zone: "Asia/Damascus" });
    expect(await (await worker.fetch(pathOf(url))).text()).toContain("دفتر القرية");
  });

  it("a draft touches no page", async () => {
    const worker = new TestWorker();
    await worker.fetch("/ar/");
    await worker.upload(shortArticle("مسودة"), "lang=ar");
    expect(cacheOf(await worker.fetch("/ar/"))).toBe("memory; edition=1");
  });

  it("the cache in front is asked to drop the pages' tags, in ASCII, and its refusal harms nobody", async () => {
    const worker = new TestWorker();
    const page = await worker.fetch("/ar/");
    const tags = page.headers.get("Cache-Tag")?.split(",") ?? [];
    expect(tags.every(tag => /^[0-9a-z]+$/.test(tag))).toBe(true);
    worker.purge = async purged => {
      expect(purged).toContain(tags[1]);
      throw new Error("five a minute");
    };
    expect((await worker.upload(shortArticle("خبر"))).status).toBe(201);
    expect.assertions(3);
  });
});

describe("retraction", () => {
  it("410 with the newsroom's note on the page, as JSON and by id, and in no list", async () => {
    const worker = new TestWorker();
    const { id, url } = await write(await worker.upload(theWaterArticle));
    await worker.fetch(pathOf(url));
    const note = "سُحب الخبر لعدم دقّة مصدره.";
    const retracted = await worker.send("DELETE", `/api/articles/${id}/publication`, { note });
    expect(await retracted.json()).toMatchObject({
      status: "retracted",
      revision: 2,
      edition: 2,
      retraction_note: note,
    });
    const page = await worker.fetch(pathOf(url));
    expect(page.status).toBe(410);
    const html = await page.text();
    expect(html).toContain(note);
    expect(html).not.toContain("محطّات المياه");
    const json = await worker.fetch(`${pathOf(url)}.json`);
    expect([json.status, await json.json()]).toMatchObject([
      410,
      { code: "retracted", status: 410, id, note },
    ]);
    expect((await worker.fetch(`/api/articles/${id}`)).status).toBe(410);
    expect(await (await worker.fetch("/ar/")).text()).not.toContain("محطّات المياه");
  });

  it("has another note, or a law's 451, when it is sent again; what is left out stays, and the same is nothing", async () => {
    const worker = new TestWorker();
    const { id, url } = await write(await worker.upload(theWaterArticle));
    const retract = async (wish: object) =>
      await write(await worker.send("DELETE", `/api/articles/${id}/publication`, wish));
    const seen = async ({ edition }: { edition: number }) => {
      const page = await new TestWorker().fetch(`${pathOf(url)}.json?edition=${edition}`);
      return [page.status, (await page.json<{ note: string | null }>()).note];
    };
    expect(await seen(await retract({ note: "سُحب الخبر." }))).toEqual([410, "سُحب الخبر."]);
    expect((await worker.fetch(pathOf(url))).status).toBe(410);
    const mended = await retract({ note: "سُحب لخطأ في الاسم." });
    expect([mended.revision, ...(await seen(mended))]).toEqual([3, 410, "سُحب لخطأ في الاسم."]);
    expect(await (await worker.fetch(pathOf(url))).text()).toContain("سُحب لخطأ في الاسم.");
    expect(await seen(await retract({ legal: true }))).toEqual([451, "سُحب لخطأ في الاسم."]);
    expect((await retract({})).revision).toBe(4);
    expect(await seen(await retract({ note: null, legal: false }))).toEqual([410, null]);
  });

  it("an upload does not bring it back; only publishing it again does", async () => {
    const worker = new TestWorker();
    const { id, url } = await write(await worker.upload(theWaterArticle));
    await worker.send("DELETE", `/api/articles/${id}/publication`, {});
    expect(await (await worker.upload(theWaterArticle)).json()).toMatchObject({
      status: 409,
      code: "was-retracted",
    });
    const again = await worker.send("PUT", `/api/articles/${id}/publication`, {});
    expect(await again.json()).toMatchObject({
      status: "published",
      revision: 3,
      published_on: "2021-11-29",
    });
    expect((await worker.fetch(pathOf(url))).status).toBe(200);
  });

  it("409 for a draft, 404 for an article that there is not", async () => {
    const worker = new TestWorker();
    await worker.upload(shortArticle("مسودة"), "lang=ar");
    expect((await worker.send("DELETE", "/api/articles/1/publication", {})).status).toBe(409);
    expect((await worker.send("DELETE", "/api/articles/2/publication", {})).status).toBe(404);
  });
});

describe("POST /api/articles", () => {
  const article = {
    lang: "ar",
    title: "بيان",
    body: "فقرة أولى.\n\nفقرة ثانية.",
    status: "published",
    tags: ["قرى", "قـرى"],
  };

  it("201 with the article, dated today when it has no date; a second of the same title gets an address of its own", async () => {
    const worker = new TestWorker();
    const first = await worker.send("POST", "/api/articles", article);
    expect(first.status).toBe(201);
    expect(await first.json()).toMatchObject({
      slug: "بيان",
      published_on: "2026-11-23",
      tags: [{ slug: "قرى", name: "قرى" }],
    });
    const second = await worker.send("POST", "/api/articles", article);
    expect(await second.json()).toMatchObject({ slug: "بيان-2", status: "published" });
  });

  it("takes effect once for one Idempotency-Key, also when the first answer was lost", async () => {
    const worker = new TestWorker();
    const headers = { "Idempotency-Key": "a-key" };
    const answers = await Promise.all(
      [1, 2, 3].map(() => worker.send("POST", "/api/articles", article, headers)),
    );
    expect(answers.map(answer => answer.status).sort()).toEqual([200, 200, 201]);
    const ids = await Promise.all(answers.map(async answer => (await answer.json<Written>()).id));
    expect(new Set(ids)).toEqual(new Set([1]));
    const { results } = await env.DB.prepare("SELECT count(*) AS number FROM articles").all();
    expect(results).toEqual([{ number: 1 }]);
    const other = await worker.send("POST", "/api/articles", { ...article, title: "آخر" }, headers);
    expect(await other.json()).toMatchObject({ status: 422, code: "idempotency-key-reused" });
  });

  it("422 with every fault and its field, 400 for what is no JSON", async () => {
    const worker = new TestWorker();
    const response = await worker.send("POST", "/api/articles", {
      title: "…",
      body: " ",
      status: "live",
      colour: 1,
    });
    const { faults } = await response.json<{ faults: { field: string; code: string }[] }>();
    expect(faults.map(fault => `${fault.field}: ${fault.code}`).sort()).toEqual([
      "body: not-valid",
      "colour: unknown-field",
      "lang: missing",
      "status: not-valid",
      "title: not-valid",
    ]);
    const broken = await worker.asEditor("/api/articles", { method: "POST", body: "{" });
    expect([broken.status, await broken.json()]).toMatchObject([400, { code: "not-json" }]);
  });

  it("a hundred and one tags are more than D1 binds, and are kept all the same", async () => {
    const worker = new TestWorker();
    const tags = Array.from({ length: 101 }, (_, number) => `وسم ${number}`);
    const response = await worker.send("POST", "/api/articles", { ...article, tags });
    expect((await response.json<{ tags: unknown[] }>()).tags).toHaveLength(101);
  });
});
