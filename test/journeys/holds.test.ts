/** What holds a commemoration, and what comes of it when nothing does any more. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { faults, make, outcomes, preview, springsDay, titles } from "./days";

const DAY_MS = 86_400_000;

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const holdsOf = async (id: number, lang = "ar") =>
  (await preview(worker, `months=12&observance=${id}`)).occurrences
    .filter(one => one.lang === lang)
    .slice(0, 1)
    .flatMap(one => one.holds.map(hold => hold.code));

describe("a kill switch", () => {
  it.each([
    ["everything", { scope: "all" }],
    ["its observance", { scope: "observance", subject: "test.springs" }],
    ["a range of dates", { from: "2026-11-22", to: "2026-11-23" }],
  ])("of %s holds it within one tick; lifted the same day, it is published late", async (_, wish) => {
    await make(worker, springsDay);
    const put = await worker.send("POST", "/api/commemorations/switches", { ...wish, reason: "حداد" });
    const { switches } = await put.json<{ switches: { id: number }[] }>();
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
    worker.now += 60_000;
    await worker.asEditor(`/api/commemorations/switches/${switches[0]?.id}`, { method: "DELETE" });
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual(["يوم الينابيع: الذكرى الحادية والعشرون"]);
  });

  const waiting = async (observance: object) => {
    await make(worker, {
      ...springsDay,
      rule: { type: "fixed", month: 11, day: 26 },
      mode: "draft",
      tone: "celebration",
      ...observance,
    });
    await worker.tick();
    const { articles } = await (await worker.asEditor("/api/articles?status=draft")).json<{
      articles: { id: number; lang: string }[];
    }>();
    const id = articles.find(one => one.lang === "ar")?.id ?? 0;
    const publish = () => worker.send("PUT", `/api/articles/${id}/publication`, {});
    const status = async () =>
      (await (await worker.asEditor(`/api/articles/${id}`)).json<{ status: string }>()).status;
    return { id, publish, status };
  };

  it.each([
    ["of everything", { scope: "all" }],
    ["of mourning", { from: "2026-11-26", to: "2026-11-28", tone: "celebration" }],
  ])("%s makes what was approved and waits for its hour a draft again, at once", async (_, wish) => {
    const { id, publish, status } = await waiting({});
    expect((await publish()).status).toBe(200);
    const put = await worker.send("POST", "/api/commemorations/switches", wish);
    expect(await put.json()).toMatchObject({ recalled: [id] });
    expect(await status()).toBe("draft");
    worker.now = Date.parse("2026-11-26T09:00:00Z");
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
    // Lifted, it waits for an editor again.
    await worker.asEditor("/api/commemorations/switches/1", { method: "DELETE" });
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
    await publish();
    expect(await titles(worker, "ar")).toEqual(["يوم الينابيع: الذكرى الحادية والعشرون"]);
  });

  it("recalls with the next tick what is approved while it stands; a switch of other days recalls nothing", async () => {
    const { publish, status } = await waiting({});
    await publish();
    const other = { from: "2026-11-23", to: "2026-11-25" };
    const put = await worker.send("POST", "/api/commemorations/switches", other);
    expect([await put.json(), await status()]).toMatchObject([{ recalled: [] }, "scheduled"]);
    await worker.tick();
    expect(await status()).toBe("scheduled");
    await worker.send("POST", "/api/commemorations/switches", { scope: "language", subject: "ar" });
    await publish();
    expect(await status()).toBe("scheduled");
    await worker.tick();
    expect(await status()).toBe("draft");
  });

  it("leaves an article of the newsroom's own that stands for the day", async () => {
    const id = await make(worker, { ...springsDay, rule: { type: "fixed", month: 11, day: 26 } });
    const scheduled = "lang=ar&status=published&publish_at=2026-11-26T05:00:00Z";
    const { id: articleId } = await (await worker.upload(shortArticle("ماء القرى"), scheduled)).json<{
      id: number;
    }>();
    await worker.send("PUT", `/api/observances/${id}/occurrences/2026-11-26/ar`, { article_id: articleId });
    const put = await worker.send("POST", "/api/commemorations/switches", { scope: "all" });
    expect(await put.json()).toMatchObject({ recalled: [] });
    worker.now = Date.parse("2026-11-26T05:00:00Z");
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual(["ماء القرى"]);
  });

  it("of one language leaves the others", async () => {
    await make(worker, springsDay);
    await worker.send("POST", "/api/commemorations/switches", { scope: "language", subject: "ar" });
    await worker.tick();
    expect([await titles(worker, "ar"), await titles(worker, "en")]).toEqual([[], ["Day of the Springs"]]);
  });

  it("lifted after the day, it leaves a draft marked missed, and nothing for readers", async () => {
    await make(worker, springsDay);
    await worker.send("POST", "/api/commemorations/switches", { scope: "all" });
    await worker.tick();
    worker.now += DAY_MS;
    await worker.asEditor("/api/commemorations/switches/1", { method: "DELETE" });
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
    expect((await outcomes()).map(one => one.outcome)).toEqual(["missed", "missed"]);
    const { articles } = await (await worker.asEditor("/api/articles?status=draft")).json<{
      articles: { id: number; published_on: string | null }[];
    }>();
    expect(articles.map(one => one.published_on)).toEqual([null, null]);
    const published = await worker.send("PUT", `/api/articles/${articles[0]?.id}/publication`, {});
    expect(await published.json()).toMatchObject({ status: "published", published_on: "2026-11-24" });
  });

  it("in a range of mourning, what celebrates is held and what remembers is not", async () => {
    const feast = {
      ...springsDay,
      key: "test.feast",
      names: { ar: "عيد الكرمة", en: "Vine Feast" },
      tone: "celebration",
    };
    await make(worker, feast);
    await make(worker, { ...springsDay, tone: "remembrance" });
    await worker.send("POST", "/api/commemorations/switches", {
      from: "2026-11-23",
      to: "2026-11-25",
      tone: "celebration",
    });
    await worker.tick();
    expect(await titles(worker, "en")).toEqual(["Day of the Springs"]);
    worker.now += DAY_MS;
    await worker.tick();
    expect((await outcomes()).map(one => one.key)).not.toContain("test.feast");
  });

  it("422 for one of a day or pack that is not there, and 404 for lifting one that does not stand", async () => {
    await make(worker, springsDay);
    const put = (wish: object) => worker.send("POST", "/api/commemorations/switches", wish);
    for (const scope of ["observance", "pack"])
      expect(await faults(await put({ scope, subject: "test.spring" }))).toEqual(["subject: not-valid"]);
    expect((await put({ scope: "observance", subject: "test.springs" })).status).toBe(201);
    const lift = (id: number) => worker.asEditor(`/api/commemorations/switches/${id}`, { method: "DELETE" });
    expect([(await lift(999)).status, (await lift(1)).status, (await lift(1)).status]).toEqual([
      404, 200, 404,
    ]);
  });

  it("the same again is one switch; an unknown language and a range that ends before it begins are refused", async () => {
    await worker.send("POST", "/api/commemorations/switches", { scope: "all" });
    const again = await worker.send("POST", "/api/commemorations/switches", {
      scope: "all",
      reason: "again",
    });
    expect(await again.json()).toMatchObject({ switches: [{ id: 1, kind: "kill-switch", reason: "again" }] });
    for (const unsaid of [{}, { reason: "حداد" }, { tone: "celebration" }, { from: "2026-12-01" }])
      expect(await faults(await worker.send("POST", "/api/commemorations/switches", unsaid))).toEqual([
        "scope: missing",
      ]);
    const bad = { scope: "language", subject: "fr" };
    expect(await faults(await worker.send("POST", "/api/commemorations/switches", bad))).toEqual([
      "subject: not-valid",
    ]);
    const backwards = { from: "2026-12-02", to: "2026-12-01" };
    expect(await faults(await worker.send("POST", "/api/commemorations/switches", backwards))).toEqual([
      "to: not-valid",
    ]);
  });
});

describe("what must be confirmed", () => {
  it("a sensitive day goes out by itself only when somebody answers for it by name", async () => {
    const sensitive = { ...springsDay, sensitivity: "high" };
    const refused = await worker.send("POST", "/api/observances", sensitive);
    expect([refused.status, await faults(refused)]).toEqual([422, ["approver: approver-needed"]]);
    const id = await make(worker, { ...sensitive, mode: "draft" });
    const auto = { mode: "auto" };
    expect((await worker.send("PUT", `/api/observances/${id}/mode`, auto)).status).toBe(422);
    await worker.send("PUT", `/api/observances/${id}/approval`, { approver: "ليلى حسن" });
    expect((await worker.send("PUT", `/api/observances/${id}/mode`, auto)).status).toBe(200);
  });

  it("422 when it has changed since the approver read it", async () => {
    const id = await make(worker, { ...springsDay, sensitivity: "high", mode: "draft" });
    await worker.send("PUT", `/api/observances/${id}/names/en`, { name: "Springs Day" });
    const approve = (version: number) =>
      worker.send("PUT", `/api/observances/${id}/approval`, { approver: "ليلى حسن", version });
    expect(await faults(await approve(1))).toEqual(["version: other-version"]);
    expect((await approve(2)).status).toBe(200);
  });

  it("two editors at once lose nothing: both changes stand, one version after the other", async () => {
    const id = await make(worker, { ...springsDay, mode: "draft" });
    const other = new TestWorker();
    await Promise.all([
      worker.send("PUT", `/api/observances/${id}/names/en`, { name: "Springs Day" }),
      other.send("PUT", `/api/observances/${id}/dates/2030`, { date: "2030-11-20" }),
    ]);
    const stands = await (await worker.asEditor(`/api/observances/${id}`)).json();
    expect(stands).toMatchObject({
      names: { en: "Springs Day" },
      overrides: { "2030": "2030-11-20" },
      version: 3,
    });
    const { versions } = await (await worker.asEditor(`/api/observances/${id}/versions`)).json<{
      versions: { version: number; token_id: string }[];
    }>();
    expect(versions.map(one => one.version)).toEqual([3, 2, 1]);
    expect(new Set(versions.map(one => one.token_id)).size).toBe(2);
  });

  it("an approval lapses when what was approved changes under it", async () => {
    const id = await make(worker, { ...springsDay, sensitivity: "high", mode: "auto", approver: "ليلى حسن" });
    const templates = { ar: { title: "{name}", body: "كلام آخر." } };
    const changed = { ...springsDay, sensitivity: "high", templates };
    expect(
      await faults(await worker.send("PUT", `/api/observances/${id}`, changed, { "If-Match": "*" })),
    ).toEqual(["approver: approver-needed"]);
    const again = await worker.send(
      "PUT",
      `/api/observances/${id}`,
      { ...changed, approver: "روجين علي" },
      { "If-Match": "*" },
    );
    expect(await again.json()).toMatchObject({ approval: { approver: "روجين علي" }, version: 2 });
    const taken = await worker.asEditor(`/api/observances/${id}/approval`, { method: "DELETE" });
    expect(await taken.json()).toMatchObject({ approval: null, mode: "draft" });
  });

  it("an approval falls when the day moves, and the clock holds it until somebody answers for it again", async () => {
    const id = await make(worker, { ...springsDay, sensitivity: "high", approver: "ليلى حسن" });
    const dated = await worker.send("PUT", `/api/observances/${id}/dates/2026`, { date: "2026-11-24" });
    expect(await dated.json()).toMatchObject({ approval: null, mode: "auto", version: 2 });
    worker.now += DAY_MS;
    await worker.tick();
    expect([await holdsOf(id), await outcomes()]).toEqual([["approver-needed"], []]);
    await worker.send("PUT", `/api/observances/${id}/approval`, { approver: "روجين علي" });
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual(["يوم الينابيع: الذكرى الحادية والعشرون"]);
  });

  it("an approval that was given for round years only falls when it is to speak in every one", async () => {
    const rounds = { ...springsDay, sensitivity: "high", mode: "draft", round_years_only: true };
    const id = await make(worker, { ...rounds, approver: "ليلى حسن" });
    const everyYear = { ...rounds, round_years_only: false };
    const changed = await worker.send("PUT", `/api/observances/${id}`, everyYear, { "If-Match": "*" });
    expect(await changed.json()).toMatchObject({ approval: null });
  });

  it("a Hijri day is held until an editor has confirmed the date of that year, and follows them by a day", async () => {
    const ramadan = {
      ...springsDay,
      key: "test.ramadan",
      names: { ar: "أول رمضان", en: "First of Ramadan" },
      rule: { type: "hijri", month: 9, day: 1 },
      origin_year: null,
      templates: { ar: { title: "{name}", body: "{weekday} {date}" } },
      approver: "ليلى حسن",
    };
    const id = await make(worker, ramadan);
    // 1 Ramadan 1448 is 8 February 2027 by the table.
    worker.now = Date.parse("2027-02-08T06:00:00Z");
    await worker.tick();
    expect(await holdsOf(id)).toEqual(["date-unconfirmed"]);
    expect(await titles(worker, "ar")).toEqual([]);
    const bad = await worker.send("PUT", `/api/observances/${id}/dates/1448`, { date: "2027-02-09" });
    expect(await faults(bad)).toEqual(["date: not-valid"]);
    await worker.send("PUT", `/api/observances/${id}/dates/1448`, { adjust: 1 });
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
    worker.now += DAY_MS;
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual(["2027-02-09"]);
    expect(await titles(worker, "ar")).toEqual(["أول رمضان"]);
  });

  it("moved after it was published, it is not published again", async () => {
    const id = await make(worker, springsDay);
    await worker.tick();
    await worker.send("PUT", `/api/observances/${id}/dates/2026`, { date: "2026-11-24" });
    worker.now += DAY_MS;
    expect(await holdsOf(id)).toEqual(["already-commemorated"]);
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual(["2026-11-23", "2026-11-23"]);
  });

  it.each([
    ["weeks later, when its old date is long past", "2026-11-01", "2026-11-26", "2026-12-03"],
    ["by months", "2026-03-01", "2026-11-26", "2026-11-26"],
  ])("moved %s, it is not published again that year, and is the next", async (_, first, moved, then) => {
    const [month, day] = [Number(first.slice(5, 7)), Number(first.slice(8))];
    worker.now = Date.parse(`${first}T08:00:00Z`);
    const id = await make(worker, { ...springsDay, rule: { type: "fixed", month, day } });
    await worker.tick();
    await worker.send("PUT", `/api/observances/${id}/dates/2026`, { date: moved });
    worker.now = Date.parse(`${then}T08:00:00Z`);
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual([first, first]);
    const next = `2027${first.slice(4)}`;
    worker.now = Date.parse(`${next}T08:00:00Z`);
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual([first, first, next, next]);
  });

  it("422 for a year that no rule can be reckoned for, and 400 dates of its own are the most", async () => {
    const dates = Array.from({ length: 400 }, (_, place) => `${1600 + place}-05-06`);
    const overrides = Object.fromEntries(dates.map(date => [date.slice(0, 4), date]));
    const id = await make(worker, { ...springsDay, mode: "off", overrides });
    const settle = (year: string) =>
      worker.send("PUT", `/api/observances/${id}/dates/${year}`, { date: `${year}-12-31` });
    for (const year of ["0001", "0999", "9999"]) {
      expect(await faults(await settle(year))).toEqual(["year: not-valid"]);
      const unsettled = await worker.asEditor(`/api/observances/${id}/dates/${year}`, { method: "DELETE" });
      expect(await faults(unsettled)).toEqual(["year: not-valid"]);
    }
    expect(await faults(await settle("2026"))).toEqual(["date: not-valid"]);
    expect((await settle("1650")).status).toBe(200);
    expect((await worker.asEditor(`/api/observances/${id}`)).status).toBe(200);
  });

  it("a day held on another date one year is commemorated on that one", async () => {
    const id = await make(worker, { ...springsDay, rule: { type: "fixed", month: 11, day: 30 } });
    await worker.send("PUT", `/api/observances/${id}/dates/2026`, { date: "2026-11-26" });
    worker.now = Date.parse("2026-11-26T05:00:00Z");
    await worker.tick();
    worker.now = Date.parse("2026-11-30T05:00:00Z");
    await worker.tick();
    expect((await outcomes()).map(one => one.local_date)).toEqual(["2026-11-26", "2026-11-26"]);
  });
});

describe("an editor comes first", () => {
  it.each([
    ["its title names the day", shortArticle("تقرير عن يوم الينابيع في القرى")],
    ["it names it with other letters, a day earlier", shortArticle("تقرير عن يَوْم اليَنابيع", "22/11/2026")],
  ])(
    "an article of the day holds the automatic one when %s, for ever, and gets its text as an offer",
    async (_, text) => {
      const id = await make(worker, springsDay);
      const uploaded = await worker.upload(text);
      const { id: articleId } = await uploaded.json<{ id: number }>();
      await worker.tick();
      expect(await titles(worker, "ar")).toHaveLength(1);
      const { occurrences } = await (await worker.asEditor(`/api/observances/${id}/occurrences`)).json<{
        occurrences: {
          lang: string;
          outcome: string;
          article: { id: number };
          offer: { see_also: unknown[] };
        }[];
      }>();
      expect(occurrences.find(one => one.lang === "ar")).toMatchObject({
        outcome: "held",
        article: { id: articleId },
        offer: { title: "يوم الينابيع: الذكرى الحادية والعشرون" },
      });
      await worker.send("DELETE", `/api/articles/${articleId}/publication`, {});
      await worker.tick();
      expect(await titles(worker, "ar")).toEqual([]);
    },
  );

  it("one that is scheduled for later that day holds it too", async () => {
    await make(worker, springsDay);
    await worker.upload(
      shortArticle("يوم الينابيع كما عشناه"),
      "lang=ar&status=published&publish_at=2026-11-23T18:00:00Z",
    );
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual([]);
  });

  it("an article of another day, or in another language, holds nothing", async () => {
    await make(worker, springsDay);
    await worker.upload(shortArticle("يوم الينابيع في الربيع", "01/04/2026"));
    await worker.tick();
    expect(await titles(worker, "ar")).toHaveLength(2);
  });

  it("one that is linked stands for it whatever its title says; a second link is refused", async () => {
    const id = await make(worker, { ...springsDay, rule: { type: "fixed", month: 11, day: 30 } });
    const { id: articleId } = await (await worker.upload(shortArticle("ماء القرى"))).json<{ id: number }>();
    const link = (lang: string) =>
      worker.send("PUT", `/api/observances/${id}/occurrences/2026-11-30/${lang}`, { article_id: articleId });
    expect((await link("ar")).status).toBe(200);
    expect((await link("ar")).status).toBe(409);
    expect(await faults(await link("en"))).toEqual(["article_id: other-language"]);
    worker.now = Date.parse("2026-11-30T05:00:00Z");
    await worker.tick();
    expect((await outcomes()).map(one => `${one.lang} ${one.outcome}`)).toEqual(["ar held", "en published"]);
  });

  it("422 for a link on a date at either end of time, and for an article that was retracted", async () => {
    const id = await make(worker, { ...springsDay, rule: { type: "span", month: 1, day: 1, days: 366 } });
    const { id: articleId } = await (await worker.upload(shortArticle("ماء القرى"))).json<{ id: number }>();
    const link = async (date: string) =>
      await faults(
        await worker.send("PUT", `/api/observances/${id}/occurrences/${date}/ar`, { article_id: articleId }),
      );
    for (const date of ["0001-01-01", "1000-12-31", "9998-12-31", "9999-12-31"])
      expect([date, ...(await link(date))]).toEqual([date, "date: no-such-day"]);
    await worker.asEditor(`/api/articles/${articleId}/publication`, { method: "DELETE" });
    expect(await link("2027-01-01")).toEqual(["article_id: article-retracted"]);
  });

  it("a translation that is a draft still stands for it too, and health is green", async () => {
    await worker.send("POST", "/api/commemorations/switches", { scope: "language", subject: "en" });
    await make(worker, springsDay);
    await worker.tick();
    const { articles } = await (await worker.fetch("/api/articles?lang=ar")).json<{
      articles: { id: number }[];
    }>();
    const translated = `lang=en&status=draft&translation_of=${articles[0]?.id}`;
    await worker.upload("23 November 2026\n\nWhat the water said\n\nA text.\n", translated);
    await worker.asEditor("/api/commemorations/switches/1", { method: "DELETE" });
    await worker.tick();
    expect((await outcomes()).map(one => `${one.lang} ${one.outcome}`)).toEqual(["ar published", "en held"]);
    worker.now += 10 * 60_000;
    await worker.tick();
    expect((await worker.fetch("/api/health")).status).toBe(200);
  });

  it("the newest of thousands of articles around the day is seen", async () => {
    await make(worker, { ...springsDay, templates: { ar: springsDay.templates.ar } });
    const { id } = await (await worker.upload(shortArticle("خبر"))).json<{ id: number }>();
    const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info('articles')").all<{
      name: string;
    }>();
    const names = results.map(({ name }) => name);
    const copied = names.map(
      name => ({ id: "NULL", group_id: "-i", publish_at: "publish_at - i" })[name] ?? name,
    );
    await env.DB.prepare(
      `INSERT INTO articles (${names.join(", ")}) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
        SELECT ${copied.join(", ")} FROM articles, n WHERE id = ?`,
    )
      .bind(id)
      .run();
    worker.now += 60_000;
    await worker.upload(shortArticle("يوم الينابيع كما عشناه"));
    await worker.tick();
    expect((await outcomes()).map(one => one.outcome)).toEqual(["held"]);
  });

  it("a translation that an editor made of the commemoration stands for it", async () => {
    await make(worker, { ...springsDay, templates: { ar: springsDay.templates.ar } });
    await worker.tick();
    const { results } = { results: await outcomes() };
    expect(results).toHaveLength(1);
    const { articles } = await (await worker.fetch("/api/articles?lang=ar")).json<{
      articles: { id: number }[];
    }>();
    await worker.upload(
      "23 November 2026\n\nWhat the water said\n\nA text.\n",
      `lang=en&status=published&translation_of=${articles[0]?.id}`,
    );
    const all = await (await worker.asEditor("/api/observances")).json<{ observances: { id: number }[] }>();
    await worker.send("PUT", `/api/observances/${all.observances[0]?.id}`, springsDay, { "If-Match": "*" });
    await worker.tick();
    expect((await outcomes()).map(one => `${one.lang} ${one.outcome}`)).toEqual(["ar published", "en held"]);
  });
});

describe("modes", () => {
  it("a draft is there days ahead, waits for its hour once approved, and never goes out unapproved", async () => {
    await make(worker, {
      ...springsDay,
      rule: { type: "fixed", month: 11, day: 26 },
      mode: "draft",
      days_ahead: 3,
    });
    await worker.tick();
    const { articles } = await (await worker.asEditor("/api/articles?status=draft")).json<{
      articles: { id: number; lang: string; published_on: string }[];
    }>();
    expect(articles.map(one => one.published_on)).toEqual(["2026-11-26", "2026-11-26"]);
    const arabic = articles.find(one => one.lang === "ar");
    const approved = await worker.send("PUT", `/api/articles/${arabic?.id}/publication`, {});
    expect(await approved.json()).toMatchObject({
      status: "scheduled",
      publish_at: "2026-11-26T05:00:00.000Z",
    });
    worker.now = Date.parse("2026-11-26T05:00:00Z");
    await worker.tick();
    expect([await titles(worker, "ar"), await titles(worker, "en")]).toEqual([
      ["يوم الينابيع: الذكرى الحادية والعشرون"],
      [],
    ]);
  });

  it("a reminder publishes nothing and drafts nothing", async () => {
    await make(worker, { ...springsDay, mode: "remind", templates: {} });
    expect((await preview(worker)).occurrences[0]).toMatchObject({ action: "remind", holds: [] });
    await worker.tick();
    expect(await outcomes()).toEqual([]);
  });

  it("in round years only, the 21st is silent and the 25th speaks", async () => {
    const id = await make(worker, { ...springsDay, round_years_only: true });
    expect(await holdsOf(id)).toEqual(["not-round"]);
    await worker.tick();
    expect(await outcomes()).toEqual([]);
    worker.now = Date.parse("2030-11-23T05:00:00Z");
    await worker.tick();
    expect(await titles(worker, "ar")).toEqual(["يوم الينابيع: الذكرى الخامسة والعشرون"]);
  });
});

describe("the tasks", () => {
  const tasks = async () =>
    (await (await worker.asEditor("/api/commemorations/tasks")).json<{ tasks: { kind: string }[] }>()).tasks;

  it("a reminder is one from days ahead until the newsroom has written", async () => {
    const soon = { rule: { type: "fixed", month: 11, day: 25 }, mode: "remind", templates: {} };
    await make(worker, { ...springsDay, ...soon, names: { ar: "يوم الينابيع" } });
    expect(await tasks()).toEqual([
      { kind: "write", key: "test.springs", lang: "ar", local_date: "2026-11-25" },
    ]);
    await worker.upload(shortArticle("يوم الينابيع يقترب", "24/11/2026"));
    expect(await tasks()).toEqual([]);
  });

  it("a draft is one until it is published, and a Hijri date until it is confirmed", async () => {
    await make(worker, { ...springsDay, mode: "draft", templates: { ar: springsDay.templates.ar } });
    const hijri = { key: "test.hijri", rule: { type: "hijri", month: 7, day: 1 }, mode: "draft" };
    const id = await make(worker, { ...springsDay, ...hijri, origin_year: 1400 });
    await worker.tick();
    expect((await tasks()).map(task => task.kind)).toEqual(["approve", "confirm-date"]);
    await worker.send("PUT", "/api/articles/1/publication", {});
    await worker.send("PUT", `/api/observances/${id}/dates/1448`, { adjust: 0 });
    expect(await tasks()).toEqual([]);
  });
});

describe("what a text may never say", () => {
  it.each([
    [
      "good wishes on a day of remembrance",
      { ar: { title: "{name}", body: "كل عام وأنتم بخير" } },
      "templates.ar: unfit-text",
    ],
    ["an exclamation mark on one", { ar: { title: "{name}!", body: "نص" } }, "templates.ar: unfit-text"],
    [
      "see also in the middle of a sentence",
      { ar: { title: "{name}", body: "انظر {related}" } },
      "templates.ar.body: bad-template",
    ],
  ])("422 for %s", async (_, templates, fault) => {
    const sent = { ...springsDay, tone: "remembrance", templates };
    expect(await faults(await worker.send("POST", "/api/observances", sent))).toEqual([fault]);
  });

  it("Markdown is read as in an article, and what a variable brings is never markup", async () => {
    const body = "**{name}**, {ordinal:nom}.\n\n- [{newsroom}](https://example.org/a)\n- {date}\n\n{related}";
    const templates = { en: { title: "{name}", body, format: "markdown" } };
    await make(worker, { ...springsDay, names: { en: "Day *of* the [Springs](x)" }, templates });
    const html =
      '<p><strong>Day *of* the [Springs](x)</strong>, 21st.</p><ul><li><a href="https://example.org/a">Dhikra</a></li><li>23 November 2026</li></ul>';
    const shown = (await preview(worker)).occurrences[0];
    expect(shown?.body?.replaceAll("\n", "")).toBe(html);
    await worker.tick();
    const article = await (await worker.fetch("/api/articles/1")).json<{
      title: string;
      body_html: string;
      lead: string;
    }>();
    expect([article.title, article.body_html, article.lead]).toEqual([
      "Day *of* the [Springs](x)",
      shown?.body,
      "Day *of* the [Springs](x), 21st.",
    ]);
  });

  it("422 for markup that an article may not have", async () => {
    const templates = { en: { title: "{name}", body: "Text <iframe src='x'></iframe>", format: "markdown" } };
    const response = await worker.send("POST", "/api/observances", { ...springsDay, templates });
    expect(await faults(response)).toEqual(["templates.en: unfit-text"]);
  });

  it("editions are counted from the first: a day first held in 2016 has its 11th in 2026", async () => {
    const templates = { en: { title: "{name}", body: "The {ordinal:nom}." } };
    await make(worker, { ...springsDay, origin_year: null, first_year: 2016, counts: "edition", templates });
    expect((await preview(worker)).occurrences[0]).toMatchObject({ body: "The 11th." });
  });

  it("Hijri years are counted in their own calendar", async () => {
    const templates = { en: { title: "{name}", body: "{years} since {origin_year}." } };
    const hijri = { ...springsDay, rule: { type: "hijri", month: 9, day: 1 }, origin_year: 1400, templates };
    await make(worker, { ...hijri, approver: "ليلى حسن" });
    expect((await preview(worker)).occurrences[0]).toMatchObject({
      local_date: "2027-02-08",
      body: "48 since 1400.",
    });
  });
});
