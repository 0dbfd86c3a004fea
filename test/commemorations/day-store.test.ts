/** What a day of all years commemorates, for the page of that day. */
import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import shipped from "../../packs/observances.json";
import { observancesOnDay } from "../../src/commemorations/calendar-queries";
import { openDb, runQueries } from "../../src/db/client";
import type { Lang } from "../../src/text/languages";
import { Counter } from "../counting";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(async () => {
  worker = new TestWorker();
  await worker.send("POST", "/api/observances/import", shipped);
  await env.DB.exec("UPDATE observances SET mode = 'remind' WHERE date_status <> 'unreviewed'");
});

async function on(lang: Lang, monthDay: string, year: number, d1 = env.DB): Promise<string[]> {
  const db = openDb(d1);
  const [found] = await runQueries(db, [observancesOnDay(db, lang, monthDay, year)], 3_000);
  return found.map(one => one.name);
}

it("the same day each year, in the languages whose names have been checked", async () => {
  expect(await on("ar", "03-21", 2027)).toContain("نوروز، السنة الكردية الجديدة");
  expect(await on("ckb", "03-21", 2027)).toEqual(["نەورۆز، ساڵی نوێی کوردی"]);
  expect(await on("kmr", "03-21", 2027)).toEqual([]);
  expect(await on("ar", "03-20", 2027)).not.toContain("نوروز، السنة الكردية الجديدة");
});

it("what moves, in the year that is asked for; what goes on, on each of its days", async () => {
  const western = "Easter Sunday (Western)";
  expect(
    [await on("en", "04-05", 2026), await on("en", "04-05", 2027)].map(all => all.includes(western)),
  ).toEqual([true, false]);
  const campaign = "16 Days of Activism against Gender-Based Violence";
  for (const day of ["11-25", "12-01", "12-10"]) expect(await on("en", day, 2026)).toContain(campaign);
  for (const day of ["11-24", "12-11"]) expect(await on("en", day, 2026)).not.toContain(campaign);
});

it("a day held on another date one year is there on that one", async () => {
  const day = "Day of Remembrance for all Victims of Chemical Warfare";
  expect(
    [await on("en", "11-26", 2018), await on("en", "11-30", 2018)].map(all => all.includes(day)),
  ).toEqual([true, false]);
});

it("29 February of any year, and nothing of what is switched off", async () => {
  const leap = {
    key: "test.leap",
    names: { en: "Leap Day" },
    rule: { type: "fixed", month: 2, day: 29 },
    mode: "remind",
  };
  await worker.send("POST", "/api/observances", leap);
  expect(await on("en", "02-29", 2027)).toEqual(["Leap Day"]);
  await env.DB.exec("UPDATE observances SET mode = 'off'");
  expect(await on("en", "02-29", 2027)).toEqual([]);
});

it("reads the rows of the day and of the few that move, whatever the size of the pack", async () => {
  const counter = new Counter();
  const d1 = counter.d1(env.DB);
  counter.take();
  await on("en", "03-21", 2027, d1);
  const { trips, rowsRead } = counter.take();
  expect(trips).toBe(1);
  expect(rowsRead).toBeLessThanOrEqual(60);
});
