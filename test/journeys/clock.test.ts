import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { chemicalWarfareDay, shortArticle } from "../fixtures/articles";
import { MONDAY_MORNING, TestWorker } from "../worker";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A day that falls on 23 November, the day of these tests, with its hour already past. */
const todaysDay = {
  ...chemicalWarfareDay,
  key: "test.today",
  names: { ar: "يوم الينابيع", en: "Day of the Springs" },
  rule: { type: "fixed", month: 11, day: 23 },
};

interface Listed {
  id: number;
  title: string;
  lead: string;
  published_on: string;
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function list(path: string, from = worker): Promise<Listed[]> {
  const { articles } = await (await from.asEditor(path)).json<{ articles: Listed[] }>();
  return articles;
}

/** What readers of a language find listed. */
async function readersList(lang: string): Promise<Listed[]> {
  const { articles } = await (await worker.fetch(`/api/articles?lang=${lang}`)).json<{
    articles: Listed[];
  }>();
  return articles;
}

async function occurrences() {
  const { results } = await env.DB.prepare(
    "SELECT local_date, lang, outcome FROM occurrences ORDER BY local_date, lang",
  ).all();
  return results;
}

describe("an observance that falls today, its hour past", () => {
  it("is published at the next tick, in each language that has a template, in right words, on the front page at once", async () => {
    expect((await worker.fetch("/ar/")).status).toBe(200);
    expect((await worker.send("POST", "/api/observances", todaysDay)).status).toBe(201);
    expect(await readersList("ar")).toEqual([]);
    await worker.tick();
    expect(await readersList("ar")).toMatchObject([
      {
        title: "يوم الينابيع: الذكرى السنوية الحادية والعشرون",
        lead: "تصادف اليوم، الاثنين 23 تشرين الثاني 2026، الذكرى السنوية الحادية والعشرون لإقرار يوم الينابيع.",
        published_on: "2026-11-23",
      },
    ]);
    expect(await readersList("en")).toMatchObject([
      {
        title: "Day of the Springs",
        lead: "23 November 2026 is the 21st observance since 2005, after 21 years.",
      },
    ]);
    expect(await readersList("ckb")).toEqual([]);
    expect(await (await worker.fetch("/ar/")).text()).toContain("الحادية والعشرون");
  });

  it("appears once, however often and in whatever order the clock ticks", async () => {
    await worker.send("POST", "/api/observances", todaysDay);
    const others = [new TestWorker(), new TestWorker(), new TestWorker()];
    await Promise.all([worker, ...others].map(one => one.tick(MONDAY_MORNING)));
    await worker.tick(MONDAY_MORNING);
    await worker.tick(MONDAY_MORNING + HOUR_MS);
    await worker.tick(MONDAY_MORNING - HOUR_MS);
    const { results } = await env.DB.prepare(
      "SELECT lang, count(*) AS number FROM articles GROUP BY lang ORDER BY lang",
    ).all();
    expect(results).toEqual([
      { lang: "ar", number: 1 },
      { lang: "en", number: 1 },
    ]);
    expect(await occurrences()).toHaveLength(2);
  });

  it("its languages are translations of one another", async () => {
    await worker.send("POST", "/api/observances", todaysDay);
    await worker.tick();
    const [arabic] = await readersList("ar");
    const article = await (await worker.fetch(`/api/articles/${arabic?.id}`)).json<{
      translations: { lang: string }[];
    }>();
    expect(article.translations).toMatchObject([{ lang: "en" }]);
  });

  it("is not born again after it was retracted", async () => {
    await worker.send("POST", "/api/observances", todaysDay);
    await worker.tick();
    const [arabic] = await readersList("ar");
    await worker.send("DELETE", `/api/articles/${arabic?.id}/publication`, {});
    await worker.tick();
    expect(await readersList("ar")).toEqual([]);
  });

  it("waits for an editor when its mode is draft", async () => {
    await worker.send("POST", "/api/observances", { ...todaysDay, mode: "draft" });
    await worker.tick();
    expect(await readersList("ar")).toEqual([]);
    const [draft] = (await list("/api/articles?status=draft")).filter(article =>
      article.title.includes("الينابيع"),
    );
    const published = await worker.send("PUT", `/api/articles/${draft?.id}/publication`, {});
    expect(await published.json()).toMatchObject({ status: "published", published_on: "2026-11-23" });
    expect(await readersList("ar")).toHaveLength(1);
  });
});

describe("the day of remembrance, 30 November", () => {
  const atEight = Date.parse("2026-11-30T05:00:00Z");

  beforeEach(async () => {
    await worker.send("POST", "/api/observances", chemicalWarfareDay);
  });

  it("called ahead with that morning, it is there for an editor, and for readers only from that moment on", async () => {
    await worker.tick(atEight);
    const scheduled = await list("/api/articles?status=scheduled");
    expect(scheduled.map(article => article.title).sort()).toEqual([
      "Day of Remembrance for all Victims of Chemical Warfare",
      "يوم إحياء ذكرى جميع ضحايا الحرب الكيميائية: الذكرى السنوية الحادية والعشرون",
    ]);
    expect(await readersList("ar")).toEqual([]);
    const id = scheduled[0]?.id;
    expect((await worker.fetch(`/api/articles/${id}`)).status).toBe(404);
    expect((await worker.asEditor(`/api/articles/${id}`)).status).toBe(200);
    worker.now = atEight - 1;
    expect(await readersList("ar")).toEqual([]);
    // No tick between: visibility is the instant itself, on a page that was hot a moment ago.
    worker.now = atEight;
    expect(await readersList("ar")).toHaveLength(1);
    expect((await worker.fetch(`/api/articles/${id}`)).status).toBe(200);
  });

  it("is not there a minute early, and is there on the minute", async () => {
    worker.now = atEight - 60_000;
    await worker.tick();
    expect(await occurrences()).toEqual([]);
    worker.now = atEight;
    await worker.tick();
    expect(await readersList("ar")).toHaveLength(1);
  });

  it("is published late within its day when the clock was down that morning", async () => {
    worker.now = Date.parse("2026-11-30T20:59:00Z");
    await worker.tick();
    expect(await readersList("ar")).toMatchObject([{ published_on: "2026-11-30" }]);
  });

  it("becomes a draft marked missed when its whole day went by", async () => {
    worker.now = Date.parse("2026-11-30T21:01:00Z");
    await worker.tick();
    expect(await readersList("ar")).toEqual([]);
    expect(await occurrences()).toMatchObject([
      { local_date: "2026-11-30", lang: "ar", outcome: "missed" },
      { local_date: "2026-11-30", lang: "en", outcome: "missed" },
    ]);
    const drafts = await list("/api/articles?status=draft");
    const draft = await (await worker.asEditor(`/api/articles/${drafts[0]?.id}`)).json<{
      warnings: { code: string }[];
    }>();
    expect(draft.warnings).toMatchObject([{ code: "missed" }]);
  });

  it("comes again each year with the next ordinal", async () => {
    worker.now = atEight;
    await worker.tick();
    worker.now = Date.parse("2027-11-30T05:00:00Z");
    await worker.tick();
    expect((await readersList("ar")).map(article => article.title.replace(/.*: /, ""))).toEqual([
      "الذكرى السنوية الثانية والعشرون",
      "الذكرى السنوية الحادية والعشرون",
    ]);
  });

  it("one that breaks holds up no other, and is thrown at the end", async () => {
    await env.DB.prepare("UPDATE observances SET rule = '{}'").run();
    await worker.send("POST", "/api/observances", todaysDay);
    await expect(worker.tick()).rejects.toThrow("1 of the tick's tasks failed");
    expect(await readersList("ar")).toHaveLength(1);
  });
});

describe("nothing of the past is ever posted", () => {
  it("an observance that fell before it was made is not made up for", async () => {
    await worker.send("POST", "/api/observances", {
      ...todaysDay,
      rule: { type: "fixed", month: 11, day: 22 },
    });
    await worker.tick();
    worker.now += DAY_MS;
    await worker.tick();
    expect(await occurrences()).toEqual([]);
  });

  it("nor one that fell while it was switched off", async () => {
    const made = await worker.send("POST", "/api/observances", { ...todaysDay, mode: "off" });
    const { id } = await made.json<{ id: number }>();
    await worker.tick();
    worker.now += DAY_MS;
    expect((await worker.send("PUT", `/api/observances/${id}`, todaysDay, { "If-Match": "*" })).status).toBe(
      200,
    );
    await worker.tick();
    expect(await occurrences()).toEqual([]);
  });
});

describe("a scheduled article", () => {
  it("comes due by a tick as one edition, whoever ticks", async () => {
    const response = await worker.upload(
      shortArticle("بيان"),
      "lang=ar&status=published&publish_at=2026-11-23T09:00:00Z",
    );
    expect(await response.json()).toMatchObject({ status: "scheduled", edition: 1 });
    worker.now += 2 * HOUR_MS;
    const other = new TestWorker();
    other.now = worker.now;
    await Promise.all([worker.tick(), other.tick()]);
    await worker.tick();
    const { results } = await env.DB.prepare("SELECT number, cause FROM editions ORDER BY number").all();
    expect(results).toEqual([
      { number: 1, cause: "upload" },
      { number: 2, cause: "due" },
    ]);
  });
});

describe("an observance is checked when it is saved", () => {
  const faultsOf = async (value: unknown) => {
    const response = await worker.send("POST", "/api/observances", value);
    const body = await response.json<{ faults?: { code: string; field: string }[] }>();
    return {
      status: response.status,
      faults: (body.faults ?? []).map(fault => `${fault.field}: ${fault.code}`).sort(),
    };
  };

  it("422 for an unknown variable, a stray brace and a language without a name, all at once", async () => {
    const templates = { ar: { title: "{name} {age}", body: "{" }, ckb: { title: "x", body: "y" } };
    expect(await faultsOf({ ...todaysDay, templates })).toEqual({
      status: 422,
      faults: [
        "names.ckb: name-missing",
        "templates.ar.body: bad-template",
        "templates.ar.title: bad-template",
      ],
    });
  });

  it("422 when years are counted and there is no origin, or not one has passed", async () => {
    expect((await faultsOf({ ...todaysDay, origin_year: null })).faults).toContain(
      "templates.ar.title: bad-template",
    );
    expect((await faultsOf({ ...todaysDay, origin_year: 2027 })).faults).toContain(
      "templates.ar.body: nothing-to-count",
    );
  });

  it("422 for a day that no month has and a zone that no one knows", async () => {
    const impossible = { ...todaysDay, rule: { type: "fixed", month: 2, day: 30 }, zone: "Mars/Olympus" };
    expect((await faultsOf(impossible)).faults).toEqual(["rule.day: not-valid", "zone: not-valid"]);
  });

  it("422 when its key is to be changed: packs and logs know it by that", async () => {
    const { id } = await (await worker.send("POST", "/api/observances", todaysDay)).json<{ id: number }>();
    const renamed = await worker.send(
      "PUT",
      `/api/observances/${id}`,
      { ...todaysDay, key: "test.other" },
      { "If-Match": "*" },
    );
    expect(renamed.status).toBe(422);
    const { key: _, ...unnamed } = todaysDay;
    expect((await worker.send("PUT", `/api/observances/${id}`, unnamed, { "If-Match": "*" })).status).toBe(
      200,
    );
  });

  it("409 when its key is taken", async () => {
    await worker.send("POST", "/api/observances", todaysDay);
    expect((await faultsOf(todaysDay)).status).toBe(409);
  });
});
