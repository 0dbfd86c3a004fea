import { beforeEach, describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

interface Made {
  id: number;
  slug: string;
  url: string;
  edition: number;
}

const make = async (section: Record<string, unknown>) =>
  await worker.send("POST", "/api/sections", { lang: "ar", ...section });
const made = async (section: Record<string, unknown>) => await (await make(section)).json<Made>();

describe("a section", () => {
  it("201 with its address, kept in the script of its name", async () => {
    const response = await make({ name: "حقوق الإنسان" });
    expect(response.status).toBe(201);
    const { slug, url } = await response.json<Made>();
    expect(slug).toBe("حقوق-الإنسان");
    expect(url).toBe(`http://localhost:8787/ar/${encodeURIComponent(slug)}/`);
  });

  it("409 when another spelling of its name has the address", async () => {
    await make({ name: "كلمات" });
    const response = await make({ name: "کلمات" });
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "section-taken" });
  });

  it("422 for a name that stands for something else in addresses", async () => {
    for (const slug of ["tag", "search", "on", "2021", "feed", "pages", "Commemorations", "calendar"]) {
      const response = await make({ lang: "en", name: "A name", slug });
      expect([slug, response.status]).toEqual([slug, 422]);
    }
  });

  it("joins its translation, once in each language", async () => {
    const arabic = await made({ name: "سياسة" });
    const sorani = await make({ lang: "ckb", name: "سیاسەت", translation_of: arabic.id });
    expect(await sorani.json()).toMatchObject({ group: (arabic as unknown as { group: number }).group });
    const again = await make({ lang: "ckb", name: "سیاسەتی تر", translation_of: arabic.id });
    expect(await again.json()).toMatchObject({ code: "translation-exists" });
    const unknown = await make({ name: "ثقافة", translation_of: 999 });
    expect(await unknown.json()).toMatchObject({ faults: [{ code: "translation-unknown" }] });
  });

  it("has a new name at its old address, and articles follow at once", async () => {
    const { id, slug } = await made({ name: "ثقافة" });
    const changed = await worker.send("PATCH", `/api/sections/${id}`, { name: "ثقافة وفن" });
    expect(await changed.json()).toMatchObject({ id, slug, name: "ثقافة وفن" });
    const { sections } = await (await worker.fetch("/api/sections")).json<{ sections: { name: string }[] }>();
    expect(sections.map(one => one.name)).toEqual(["ثقافة وفن"]);
    expect((await worker.send("PATCH", "/api/sections/99", { name: "لا شيء" })).status).toBe(404);
  });

  it("is found by its own address, whatever another one is called since", async () => {
    const news = await made({ lang: "en", name: "News" });
    const world = await made({ lang: "en", name: "World" });
    await worker.send("PATCH", `/api/sections/${world.id}`, { name: "International" });
    await worker.send("PATCH", `/api/sections/${news.id}`, { name: "World" });
    const text = "23 November 2026\n\nA harbour opens\n\nIt opened today.\n";
    const filed = await worker.upload(text, "lang=en&status=published&section=world");
    expect(await filed.json()).toMatchObject({ section_id: world.id });
    worker.now += 21_000;
    const page = await worker.fetch("/en/world/");
    expect([page.status, (await page.text()).includes("A harbour opens")]).toEqual([200, true]);
    expect((await worker.fetch("/en/international/")).status).toBe(404);
  });

  it("401 without a token", async () => {
    expect((await worker.fetch("/api/sections", { method: "POST", body: "{}" })).status).toBe(401);
  });
});

describe("an article in a section", () => {
  beforeEach(async () => {
    await make({ name: "محليات" });
    await make({ name: "ثقافة" });
  });

  const upload = async (title: string, more: string) =>
    await worker.upload(shortArticle(title), `lang=ar&status=published${more}`);

  it("says its section and byline, however they were spelled", async () => {
    const response = await upload("افتتاح المكتبة", "&section=ثقافه&authors=هيفاء خليل، آزاد");
    const article = await response.json<{ section_id: number; authors: { name: string }[] }>();
    expect(article.section_id).toBe(2);
    expect(article.authors.map(author => author.name)).toEqual(["هيفاء خليل", "آزاد"]);
  });

  it("422 for a section that there is not, with those that there are", async () => {
    const response = await upload("افتتاح المكتبة", "&section=رياضة");
    expect(response.status).toBe(422);
    const { faults } = await response.json<{ faults: { code: string; message: string }[] }>();
    expect(faults).toMatchObject([{ code: "section-unknown", field: "section" }]);
    expect(faults[0]?.message).toContain("'ثقافة'");
  });

  it("keeps both when it comes again without a word of them, and leaves them when told", async () => {
    await upload("افتتاح المكتبة", "&section=ثقافة&authors=آزاد");
    const same = await upload("افتتاح المكتبة", "");
    expect(await same.json()).toMatchObject({ outcome: "unchanged", section_id: 2 });
    const moved = await upload("افتتاح المكتبة", "&section=محليات&authors=");
    expect(await moved.json()).toMatchObject({ outcome: "revised", section_id: 1, authors: [] });
    const none = await upload("افتتاح المكتبة", "&section=");
    expect(await none.json()).toMatchObject({ outcome: "revised", section_id: null });
  });

  it("is found by a search in its section, and by none in another", async () => {
    await upload("افتتاح المكتبة", "&section=ثقافة");
    await upload("افتتاح الجسر", "&section=محليات");
    const titles = async (section: string) => {
      const response = await worker.fetch(`/api/search?q=افتتاح&lang=ar&section=${section}`);
      const { results } = await response.json<{ results: { title: { text: string }[] }[] }>();
      return results.map(result => result.title.map(segment => segment.text).join(""));
    };
    expect(await titles("ثقافة")).toEqual(["افتتاح المكتبة"]);
    expect(await titles("محليات")).toEqual(["افتتاح الجسر"]);
    await upload("افتتاح الجسر", "&section=ثقافة");
    expect(await titles("ثقافة")).toHaveLength(2);
    expect(await titles("محليات")).toEqual([]);
    const unknown = await worker.fetch("/api/search?q=افتتاح&lang=ar&section=رياضة");
    expect(await unknown.json()).toMatchObject({ faults: [{ code: "section-unknown" }] });
  });

  it("loses nothing when a section is excluded words and all", async () => {
    await upload("افتتاح المكتبة", "&section=ثقافة");
    await upload("افتتاح المكتبة الثانية", "&section=ثقافة");
    const response = await worker.fetch("/api/search?q=افتتاح -الثانية&lang=ar&section=ثقافة");
    const { results } = await response.json<{ results: unknown[] }>();
    expect(results).toHaveLength(1);
  });
});

describe("a correction", () => {
  it("is told with its date, once, and survives what comes after it", async () => {
    const first = await worker.upload(shortArticle("أرقام السدّ"));
    const { id } = await first.json<{ id: number }>();
    worker.now += 60_000;
    const note = "ذكرت نسخة سابقة أن السدّ بُني عام 1975، والصواب 1973.";
    const corrected = `${shortArticle("أرقام السدّ")}والصواب 1973.\n`;
    const query = `lang=ar&status=published&correction=${encodeURIComponent(note)}`;
    expect(await (await worker.upload(corrected, query)).json()).toMatchObject({ outcome: "revised" });
    expect(await (await worker.upload(corrected, query)).json()).toMatchObject({ outcome: "unchanged" });
    worker.now += 60_000;
    await worker.upload(`${corrected}وسطر آخر.\n`);
    const article = await (await worker.fetch(`/api/articles/${id}`)).json();
    expect(article).toMatchObject({
      revision: 3,
      corrections: [{ at: "2026-11-23T07:01:00.000Z", note }],
    });
  });
});

describe("a retraction that a law demands", () => {
  it("451 with the note, on the page and as JSON, and 410 no more", async () => {
    const uploaded = await worker.upload(shortArticle("خبر ممنوع"));
    const { id, url } = await uploaded.json<{ id: number; url: string }>();
    await worker.send("DELETE", `/api/articles/${id}/publication`, { note: "بأمر من المحكمة.", legal: true });
    worker.now += 21_000;
    const page = await worker.fetch(new URL(url).pathname);
    expect([page.status, page.headers.get("Cache-Control")]).toEqual([
      451,
      expect.stringContaining("public"),
    ]);
    expect(await page.text()).toContain("بأمر من المحكمة.");
    expect((await worker.fetch(`${new URL(url).pathname}.json`)).status).toBe(451);
    expect((await worker.fetch(`/api/articles/${id}`)).status).toBe(451);
  });
});
