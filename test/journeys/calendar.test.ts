/** The readers' calendars: a page, and files that other people's parsers read. */
import { env } from "cloudflare:workers";
import ICAL from "ical.js";
import { beforeEach, describe, expect, it } from "vitest";
import shipped from "../../packs/observances.json";
import { Faulty } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { make, springsDay, titles } from "./days";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const eid = {
  ...springsDay,
  key: "test.eid",
  names: { ar: "عيد الفطر", en: "Eid al-Fitr" },
  rule: { type: "hijri", month: 10, day: 1, days: 3 },
  origin_year: null,
  mode: "remind",
  templates: {},
};

async function calendar(path: string, of = worker) {
  const response = await of.fetch(path);
  const text = await response.text();
  const component = new ICAL.Component(ICAL.parse(text));
  const events = component.getAllSubcomponents("vevent").map(one => new ICAL.Event(one));
  return { response, text, component, events };
}

const property = (event: ICAL.Event | undefined, name: string) =>
  event?.component.getFirstPropertyValue(name);

describe("a calendar file", () => {
  it("is read by another parser: names in their language, whole days, the end not included", async () => {
    await make(worker, {
      ...springsDay,
      names: { ...springsDay.names, ar: "يوم الينابيع، والآبار؛ والأنهار" },
    });
    await make(worker, eid);
    const { response, component, events } = await calendar("/ar/calendar.ics");
    expect(response.headers.get("Content-Type")).toBe("text/calendar; charset=utf-8");
    expect(component.getFirstPropertyValue("x-wr-calname")).toBe("ذكرى: روزنامة أيام الذكرى");
    const day = events.find(event => event.startDate.toString() === "2026-11-23");
    expect(day?.summary).toBe("يوم الينابيع، والآبار؛ والأنهار");
    expect(day?.component.getFirstProperty("summary")?.getFirstParameter("language")).toBe("ar");
    expect([day?.startDate.isDate, day?.endDate.toString()]).toEqual([true, "2026-11-24"]);
    const feast = events.find(event => event.startDate.toString() === "2027-03-09");
    expect([feast?.summary, feast?.endDate.toString(), property(feast, "status")]).toEqual([
      "عيد الفطر",
      "2027-03-12",
      "TENTATIVE",
    ]);
  });

  it("lines end in CRLF and have at most 75 octets; no letter is torn", async () => {
    await make(worker, {
      ...springsDay,
      names: { ar: `يوم ${"الينابيع 🌊 والآبار ".repeat(8)}`.trim(), en: "x" },
    });
    const { text, events } = await calendar("/ar/calendar.ics");
    const lines = text.split("\r\n");
    expect(text).not.toMatch(/[^\r]\n/);
    const octets = (line: string) => new TextEncoder().encode(line).length;
    expect(Math.max(...lines.map(octets))).toBeLessThanOrEqual(75);
    expect(text).not.toContain("\uFFFD");
    expect(events[0]?.summary).toBe(`يوم ${"الينابيع 🌊 والآبار ".repeat(8)}`.trim());
  });

  it("every falling has its own lasting UID, over the year that was and two to come", async () => {
    const id = await make(worker, springsDay);
    const first = await calendar("/ar/calendar.ics");
    expect(first.events.map(event => event.uid)).toEqual(
      ["2025", "2026", "2027", "2028"].map(year => `${id}-${year}-11-23@localhost:8787`),
    );
    worker.now += 24 * 3_600_000;
    expect((await calendar("/ar/calendar.ics")).events.map(event => event.uid)).toEqual(
      first.events.map(event => event.uid),
    );
  });

  it("SEQUENCE rises with each change, the article joins it, and its retraction cancels the event", async () => {
    await make(worker, springsDay);
    const today = async () =>
      (await calendar("/ar/calendar.ics")).events.find(event => event.startDate.toString() === "2026-11-23");
    const before = await today();
    expect([before?.sequence, property(before, "url"), property(before, "status")]).toEqual([
      0,
      null,
      "CONFIRMED",
    ]);
    await worker.tick();
    const after = await today();
    expect([after?.sequence, property(after, "status")]).toEqual([1, "CONFIRMED"]);
    const url = String(property(after, "url"));
    expect(url).toMatch(/^http:\/\/localhost:8787\/ar\/2026\/11\/23\/%D9/);
    expect((await worker.fetch(new URL(url).pathname)).status).toBe(200);
    const { articles } = await (await worker.fetch("/api/articles?lang=ar")).json<{
      articles: { id: number }[];
    }>();
    await worker.send("DELETE", `/api/articles/${articles[0]?.id}/publication`, {});
    const cancelled = await today();
    expect([cancelled?.sequence, property(cancelled, "status"), property(cancelled, "url")]).toEqual([
      2,
      "CANCELLED",
      null,
    ]);
  });

  it("an article that was linked while it was a draft joins the event with the edition that publishes it", async () => {
    const id = await make(worker, { ...springsDay, rule: { type: "fixed", month: 11, day: 25 } });
    const uploaded = await worker.upload(shortArticle("ماء القرى"), "lang=ar&status=draft");
    const { id: articleId } = await uploaded.json<{ id: number }>();
    const link = { article_id: articleId };
    await worker.send("PUT", `/api/observances/${id}/occurrences/2026-11-25/ar`, link);
    const shown = async () => [
      (await (await worker.fetch("/ar/calendar/")).text()).includes("ماء القرى"),
      (await calendar("/ar/calendar.ics")).text.includes("URL"),
    ];
    expect(await shown()).toEqual([false, false]);
    await worker.send("PUT", `/api/articles/${articleId}/publication`, {});
    worker.now += 60_000;
    expect(await shown()).toEqual([true, true]);
  });

  it("holds only what is switched on and has a name in the language that somebody has checked", async () => {
    await worker.send("POST", "/api/observances/import", shipped);
    expect((await calendar("/ar/calendar.ics")).events).toEqual([]);
    const { observances } = await (await worker.asEditor("/api/observances")).json<{
      observances: { id: number; key: string }[];
    }>();
    const unreviewed = observances.find(one => one.key === "un.international-day-for-countering-hate-speech");
    const put = await worker.send("PUT", `/api/observances/${unreviewed?.id}/mode`, { mode: "remind" });
    expect(put.status).toBe(200);
    const summaries = async (lang: string) => [
      ...new Set((await calendar(`/${lang}/calendar.ics`)).events.map(event => event.summary)),
    ];
    expect([await summaries("ar"), await summaries("en")]).toEqual([
      [],
      ["International Day for Countering Hate Speech"],
    ]);
    await worker.send("PUT", `/api/observances/${unreviewed?.id}/names/ar`, {});
    expect(await summaries("ar")).toEqual(["اليوم الدولي لمكافحة خطاب الكراهية"]);
  });

  it("of one pack holds that pack alone; of one that has nothing there is none", async () => {
    await worker.send("POST", "/api/observances/import", shipped);
    const { observances } = await (await worker.asEditor("/api/observances")).json<{
      observances: { id: number; key: string }[];
    }>();
    for (const key of ["kurd.newroz", "un.world-braille-day"]) {
      const id = observances.find(one => one.key === key)?.id;
      await worker.send("PUT", `/api/observances/${id}/mode`, { mode: "remind" });
    }
    const { events } = await calendar("/ckb/calendar/kurdistan.ics");
    expect([...new Set(events.map(event => event.summary))]).toEqual(["نەورۆز، ساڵی نوێی کوردی"]);
    expect((await worker.fetch("/ckb/calendar/un.ics")).status).toBe(404);
    expect((await worker.fetch("/ar/calendar/un.ics")).status).toBe(200);
    expect((await worker.fetch("/ar/calendar/none.ics")).status).toBe(404);
  });
});

describe("the calendar page", () => {
  it("names the days of the coming year by month, with the way to each day in all years", async () => {
    await make(worker, springsDay);
    await make(worker, eid);
    const page = await (await worker.fetch("/ar/calendar/")).text();
    expect(page).toContain("<h2>تشرين الثاني 2026</h2>");
    expect(page).toContain('<a href="/ar/on/11-23/">يوم الينابيع</a>');
    expect(page).toContain("موعد تقديري قد يتغيّر يومًا");
    expect(page).toContain('href="/ar/calendar.ics"');
    expect((await worker.fetch("/ar/calendar")).status).toBe(308);
  });

  it("is hot, and shows at once what an editor changes, what the clock publishes, and that a day has passed", async () => {
    const id = await make(worker, springsDay);
    const read = async () => await (await worker.fetch("/ar/calendar/")).text();
    expect(await read()).not.toContain("الذكرى الحادية والعشرون");
    await worker.tick();
    expect(await titles(worker, "ar")).toHaveLength(1);
    expect(await read()).toContain("الذكرى الحادية والعشرون");
    expect((await worker.fetch("/ar/calendar/")).headers.get("Dhikra-Cache")).toMatch(/^memory/);
    worker.now += 24 * 3_600_000;
    expect(await read()).not.toContain("2026-11-23");
    await worker.send("PUT", `/api/observances/${id}/mode`, { mode: "off" });
    expect(await read()).toContain("لا أيام في هذه الروزنامة بعد.");
  });

  it.each(["/ar/calendar/", "/ar/calendar.ics", "/ar/calendar/none.ics"])(
    "with D1 down, %s is the last good one, marked stale, or an honest 503: never a false 404, never empty",
    async path => {
      await make(worker, springsDay);
      const before = await worker.fetch(path);
      const lost = new TestWorker({ DB: new Faulty(env.DB, () => "throw before").binding });
      lost.now = worker.now + 60_000;
      const without = await lost.fetch(path);
      if (before.status === 404) {
        expect(without.status).toBe(503);
        return;
      }
      expect([without.status, without.headers.get("Dhikra-Cache")?.split(";")[0]]).toEqual([200, "stale"]);
      expect(await without.text()).toBe(await before.text());
      const deaf = new TestWorker({ CACHE: new Faulty(env.CACHE, () => "throw before").binding });
      expect((await deaf.fetch(path)).status).toBe(200);
    },
  );

  it.each(["ar", "ckb", "kmr", "en"])("stands in %s, in its own direction", async lang => {
    const page = await (await worker.fetch(`/${lang}/calendar/`)).text();
    expect(page).toContain(`<html lang="${lang}" dir="${lang === "ar" || lang === "ckb" ? "rtl" : "ltr"}">`);
  });
});

describe("the preview for editors", () => {
  it("is a page and a calendar too, for those with a token alone", async () => {
    await make(worker, { ...springsDay, rule: { type: "fixed", month: 12, day: 10 }, source: "x" });
    const page = await worker.asEditor("/api/commemorations/preview.html?lang=ar");
    expect(page.headers.get("Cache-Control")).toBe("private, no-store");
    expect(await page.text()).toContain("يوم الينابيع: الذكرى الحادية والعشرون");
    const file = await worker.asEditor("/api/commemorations/preview.ics?months=1");
    const events = new ICAL.Component(ICAL.parse(await file.text())).getAllSubcomponents("vevent");
    expect(events.map(one => String(one.getFirstPropertyValue("dtstart")))).toEqual([
      "2026-12-10T05:00:00Z",
      "2026-12-10T05:00:00Z",
    ]);
    for (const ending of ["", ".ics", ".html"])
      expect((await worker.fetch(`/api/commemorations/preview${ending}`)).status).toBe(401);
  });

  it("flags a day with more than two commemorations", async () => {
    for (const key of ["test.a", "test.b", "test.c"]) await make(worker, { ...springsDay, key });
    const shown = await (await worker.asEditor("/api/commemorations/preview?months=1")).json();
    expect(shown).toMatchObject({ posts: 6, crowded_days: ["2026-11-23"] });
  });
});
