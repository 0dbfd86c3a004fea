/**
 * What was previewed is what the clock then publishes: a whole year, 296 observances, four languages, six zones. Of
 * its 525,600 minutes the clock is run in each in which the plan has something, the minutes beside them and some
 * others at random; that the rest have nothing is asked of the plan, minute by minute.
 */
import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import shipped from "../../packs/observances.json";
import { type PlannedOccurrence, planBetween } from "../../src/commemorations/occurrence";
import { claimedSince } from "../../src/commemorations/occurrence-queries";
import { openAt } from "../../src/commemorations/publish/publish-due";
import { activeObservances } from "../../src/commemorations/queries";
import { runQueries } from "../../src/db/client";
import { tick } from "../../src/scheduled";
import { currentSettings } from "../../src/settings/queries";
import { LANGS } from "../../src/text/languages";
import { MONDAY_MORNING, TestWorker } from "../worker";
import { preview, type Shown } from "./days";

const MINUTE_MS = 60_000;
const YEAR_MINUTES = 365 * 24 * 60;
const FROM = "2026-11-23";
const TO = "2027-11-22";

const ZONES = ["Asia/Damascus", "Asia/Beirut", "Africa/Cairo", "Europe/Berlin", "America/New_York", "UTC"];
const HOURS = ["08:00", "00:00", "02:30", "23:30", "12:15", "07:59", "16:45"];

/** Switches all of the pack on: a name and a template in each language, every hour and zone, every fifth as a draft. */
async function switchAllOn(worker: TestWorker): Promise<void> {
  expect((await worker.send("POST", "/api/observances/import", shipped)).status).toBe(200);
  const { results } = await env.DB.prepare("SELECT id, names FROM observances").all<{
    id: number;
    names: string;
  }>();
  const set = env.DB.prepare(
    `UPDATE observances SET mode = ?, names = ?, name_reviews = '{}', templates = ?, zone = ?, local_time = ?, days_ahead = 3,
      date_status = 'confirmed', approval = ?, adjustments = '{"1448":0,"1449":1}', origin_year = coalesce(origin_year, 1400) WHERE id = ?`,
  );
  const approval = JSON.stringify({ approver: "ليلى حسن", tokenId: "t", at: 0 });
  const body = "{weekday} {date} · {ordinal:nom} {years_phrase} {origin_year} · {newsroom}\n{name}";
  const templates = JSON.stringify(
    Object.fromEntries(LANGS.map(lang => [lang, { title: "{name}: {ordinal:obl}", body, format: "text" }])),
  );
  await env.DB.batch(
    results.map(({ id, names }) => {
      const given = JSON.parse(names) as Record<string, string>;
      const all = Object.fromEntries(LANGS.map(lang => [lang, given[lang] ?? given.en ?? "—"]));
      const mode = id % 5 === 0 ? "draft" : "auto";
      return set.bind(mode, JSON.stringify(all), templates, ZONES[id % 6], HOURS[id % 7], approval, id);
    }),
  );
}

async function read(worker: TestWorker) {
  const { db, waits } = worker.runtime();
  const questions = [currentSettings(db), activeObservances(db), claimedSince(db, "2026-01-01")] as const;
  const [settings, observances, claims] = await runQueries(db, questions, waits.d1Ms);
  return { settings, observances, claims, switches: [] };
}

/**
 * The tick as it is, but for what comes after it: the search index is tested elsewhere, and the ledger's copy, which
 * waits its turn, is waited for at the end, so that nothing of this year reaches into another test.
 */
async function tickOnly(worker: TestWorker, at: number, left: Promise<unknown>[]): Promise<void> {
  worker.now = at;
  const waitUntil = (work: Promise<unknown>) => void left.push(work);
  await tick({ ...worker.runtime(createExecutionContext()), waitUntil, followers: [] }, at);
}

/** @see Numerical Recipes, section 7.1: a linear congruential generator, so that a failure comes again. */
function* randomMinutes(count: number): Generator<number> {
  let seed = 20_261_123;
  for (let drawn = 0; drawn < count; drawn++) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    yield seed % YEAR_MINUTES;
  }
}

const nameOf = (one: { key: string; local_date: string; lang: string }) =>
  `${one.key} ${one.local_date} ${one.lang}`;
const planName = ({ observance, dates }: PlannedOccurrence) => `${observance.key} ${dates.localDate}`;

it("a whole year comes as it was previewed", async () => {
  const worker = new TestWorker();
  await switchAllOn(worker);
  const { occurrences } = await preview(worker);
  const expected = occurrences.filter(one => one.holds.length === 0);
  expect(expected.length).toBeGreaterThan(1_100);
  expect(occurrences.length - expected.length).toBe(0);

  // The pure plan, minute by minute: the minutes in which the clock has anything to do.
  const standing = await read(worker);
  const plan = standing.observances.active
    .flatMap(observance => planBetween(observance, FROM, TO))
    .toSorted((one, other) => one.actAt - other.actAt);
  const busy = new Map<number, PlannedOccurrence[]>();
  let next = 0;
  for (let minute = 0; minute <= YEAR_MINUTES; minute++) {
    const at = MONDAY_MORNING + minute * MINUTE_MS;
    const due: PlannedOccurrence[] = [];
    for (let one = plan[next]; one !== undefined && one.actAt <= at; one = plan[next]) {
      due.push(one);
      next += 1;
    }
    if (due.length > 0) busy.set(minute, due);
  }
  expect(next).toBe(plan.length);
  expect(busy.size).toBeGreaterThan(200);

  // That plan is what the tick's own decision finds, at minutes of every kind.
  const beside = [...busy.keys()]
    .filter((_, place) => place % 16 === 0)
    .flatMap(minute => [minute - 1, minute]);
  for (const minute of [...beside, ...randomMinutes(40)].filter(one => one >= 0)) {
    const at = MONDAY_MORNING + minute * MINUTE_MS;
    const open = new Set(openAt(standing, at).ready.map(({ planned }) => planName(planned)));
    const planned = plan.filter(one => one.actAt <= at && at - one.dueAt < 29 * 24 * 60 * MINUTE_MS);
    for (const one of planned) expect(open).toContain(planName(one));
    for (const name of open) expect(plan.some(one => planName(one) === name && one.actAt <= at)).toBe(true);
  }

  const idle = [...randomMinutes(60)].filter(minute => !busy.has(minute));
  const ticks = [...new Set([0, ...busy.keys(), ...[...busy.keys()].map(minute => minute + 1), ...idle])];
  const left: Promise<unknown>[] = [];
  for (const minute of ticks.toSorted((one, other) => one - other))
    await tickOnly(worker, MONDAY_MORNING + minute * MINUTE_MS, left);
  await Promise.allSettled(left);

  const { results } = await env.DB.prepare(
    `SELECT o.key, c.local_date, c.lang, c.outcome, a.title, a.status, a.publish_at, r.body FROM occurrences c
      JOIN observances o ON o.id = c.observance_id JOIN articles a ON a.id = c.article_id
      JOIN revisions r ON r.article_id = a.id AND r.number = a.revision WHERE c.local_date <= ?`,
  )
    .bind(TO)
    .all<Made>();
  const made = new Map(results.map(one => [nameOf(one), one]));
  expect(made.size).toBe(results.length);
  expect([...made.keys()].toSorted()).toEqual(expected.map(nameOf).toSorted());
  for (const one of expected) expect(asMade(made.get(nameOf(one)))).toEqual(asShown(one));
}, 600_000);

interface Made {
  key: string;
  local_date: string;
  lang: string;
  outcome: string;
  title: string;
  status: string;
  publish_at: number | null;
  body: string;
}

function asMade(made: Made | undefined) {
  const { outcome, title, body, publish_at } = made ?? { outcome: "", title: "", body: "", publish_at: null };
  return { outcome, title, body, publishAt: publish_at };
}

/** Published in the very minute that was told, or with the first tick where that was past already. */
function asShown({ action, title, body, at }: Shown) {
  const minute = Math.ceil(Math.max(Date.parse(at), MONDAY_MORNING) / MINUTE_MS) * MINUTE_MS;
  const outcome = action === "publish" ? "published" : "drafted";
  return { outcome, title, body, publishAt: action === "publish" ? minute : null };
}
