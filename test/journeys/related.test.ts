/** What a commemoration refers to: earlier years, past coverage by tag, then by search; nothing that readers may not see. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { make, preview, springsDay } from "./days";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

interface Shown {
  id: number;
  title: string;
  published_on: string;
  see_also: { title: string; article: { id: number; url: string } | null }[];
  is_automatic: boolean;
  commemorates: { observance: string; local_date: string; years: number | null; date_source: string } | null;
}

/** The newest article of a language, as readers see it. */
async function newest(lang = "ar"): Promise<Shown> {
  const { articles } = await (await worker.fetch(`/api/articles?lang=${lang}`)).json<{
    articles: { id: number }[];
  }>();
  return await (await worker.fetch(`/api/articles/${articles[0]?.id}`)).json<Shown>();
}

const seen = (article: Shown) => article.see_also.map(one => [one.title, one.article?.id]);

async function upload(text: string, query = ""): Promise<number> {
  const response = await worker.upload(text, `lang=ar&status=published${query}`);
  return (await response.json<{ id: number }>()).id;
}

describe("the see-also of a commemoration", () => {
  it("leads to the years before it, newest first, by their ids: the same title each year is no matter", async () => {
    await make(worker, { ...springsDay, templates: { ar: { title: "{name}", body: "{ordinal:nom}" } } });
    const ids: number[] = [];
    for (const year of [2026, 2027, 2028]) {
      worker.now = Date.parse(`${year}-11-23T08:00:00Z`);
      await worker.tick();
      const article = await newest();
      expect(article.see_also.map(one => one.article?.id)).toEqual(ids.toReversed());
      ids.push(article.id);
    }
  });

  it("titles are shown as they are now; what is retracted is gone from it", async () => {
    await make(worker, springsDay);
    await worker.tick();
    const first = await newest();
    worker.now = Date.parse("2027-11-23T05:00:00Z");
    await worker.tick();
    const second = await newest();
    expect(seen(second)).toEqual([[first.title, first.id]]);
    await worker.send("DELETE", `/api/articles/${first.id}/publication`, {});
    const after = await (await worker.fetch(`/api/articles/${second.id}`)).json<Shown>();
    expect(after.see_also).toEqual([]);
    const page = await (await worker.fetch(`/s/${second.id}`)).headers.get("Location");
    for (const form of ["", ".json", ".md"])
      expect(await (await worker.fetch(`${page}${form}`)).text()).not.toContain(`${first.title}</`);
    await worker.send("PUT", `/api/articles/${first.id}/publication`, {});
    worker.now += 21_000;
    const again = await (await worker.fetch(`/api/articles/${second.id}`)).json<Shown>();
    expect(again.see_also.map(one => one.article?.id)).toEqual([first.id]);
    await worker.send("DELETE", `/api/articles/${first.id}/publication`, {});
    worker.now = Date.parse("2028-11-23T05:00:00Z");
    await worker.tick();
    expect((await newest()).see_also.map(one => one.article?.id)).toEqual([second.id]);
  });

  it("goes on with coverage under the day's tags, then with what the search finds by its name", async () => {
    const tagged = await upload(shortArticle("آبار القرى", "01/04/2024"), "&tags=مياه");
    const found = await upload(shortArticle("تقرير عن يوم الينابيع", "01/05/2025"));
    await upload(shortArticle("لا صلة له", "01/06/2025"));
    const embargoed = await worker.upload(
      shortArticle("ما سيأتي عن الماء"),
      "lang=ar&status=published&tags=مياه&publish_at=2026-12-23T07:00:00Z",
    );
    expect(embargoed.status).toBe(201);
    await make(worker, { ...springsDay, tags: { ar: ["مياه"] } });
    const shown = (await preview(worker)).occurrences.find(one => one.lang === "ar");
    await worker.tick();
    const article = await newest();
    expect(seen(article).map(([, id]) => id)).toEqual([tagged, found]);
    expect(shown?.see_also?.map(one => one.title)).toEqual(article.see_also.map(one => one.title));
  });

  it("an article that was linked to the day last year stands first", async () => {
    const id = await make(worker, springsDay);
    const linked = await upload(shortArticle("ماء القرى"));
    await worker.send("PUT", `/api/observances/${id}/occurrences/2026-11-23/ar`, { article_id: linked });
    worker.now = Date.parse("2027-11-23T05:00:00Z");
    await worker.tick();
    expect(seen(await newest())[0]).toEqual(["ماء القرى", linked]);
  });

  it("the search being down is no reason to fail", async () => {
    await make(worker, springsDay);
    const blind = new TestWorker({ SEARCH: new Faulty(env.SEARCH, () => "throw before").binding });
    await blind.tick().catch(() => undefined);
    expect((await newest()).title).toBe("يوم الينابيع: الذكرى الحادية والعشرون");
  });
});

describe("an automatic post says so", () => {
  it("with the day that it is for and where its date comes from, in JSON and on its page", async () => {
    await make(worker, { ...springsDay, source: "قرار مجلس القرى رقم 7" });
    await worker.tick();
    const article = await newest();
    expect(article).toMatchObject({
      is_automatic: true,
      commemorates: {
        observance: "test.springs",
        local_date: "2026-11-23",
        years: 21,
        date_source: "قرار مجلس القرى رقم 7",
      },
    });
    const { url } = await (await worker.fetch(`/api/articles/${article.id}`)).json<{ url: string }>();
    const page = await (await worker.fetch(new URL(url).pathname)).text();
    expect(page).toContain("نُشر هذا المقال آليًا");
    expect(page).toContain("مصدر التاريخ: <bdi>قرار مجلس القرى رقم 7</bdi>");
  });

  it("an article of an editor's has nothing of the kind", async () => {
    await upload(shortArticle("بيان"));
    expect(await newest()).toMatchObject({ is_automatic: false, commemorates: null });
  });

  it("what it was made from is kept for editors", async () => {
    const id = await make(worker, { ...springsDay, sensitivity: "high", approver: "ليلى حسن" });
    await worker.tick();
    const { occurrences } = await (await worker.asEditor(`/api/observances/${id}/occurrences`)).json<{
      occurrences: { provenance: object }[];
    }>();
    expect(occurrences[0]?.provenance).toMatchObject({
      key: "test.springs",
      rule: { type: "fixed", month: 11, day: 23 },
      basis: "rule",
      years: 21,
      version: 1,
      approver: "ليلى حسن",
    });
  });
});
