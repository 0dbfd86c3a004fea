/** The dataset that ships, imported through its door; and a newer one that meets what editors have changed. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import shipped from "../../packs/observances.json";
import { LANGS } from "../../src/text/languages";
import { TestWorker } from "../worker";
import { faults, type Preview } from "./days";

interface Report {
  added: { key: string }[];
  changed: {
    key: string;
    changes: { field: string; from: unknown; to: unknown; outcome: string }[];
    faults: { code: string; field: string }[];
  }[];
  unchanged: number;
  edition: number | null;
}

interface Kept {
  id: number;
  key: string;
  mode: string;
  names: Record<string, string>;
  name_reviews: Record<string, { status: string }>;
  rule: unknown;
  source: string;
  needs_approver: boolean;
  next: { local_date: string } | null;
}

const HALABJA = "kurd.halabja";
const BRAILLE = "un.world-braille-day";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function bring(file: unknown, query = ""): Promise<Report> {
  const response = await worker.send("POST", `/api/observances/import${query}`, file);
  if (response.status !== 200) throw new Error(await response.text());
  return await response.json<Report>();
}

async function kept(): Promise<Kept[]> {
  return (await (await worker.asEditor("/api/observances")).json<{ observances: Kept[] }>()).observances;
}

async function one(key: string): Promise<Kept> {
  const found = (await kept()).find(observance => observance.key === key);
  if (found === undefined) throw new Error(`${key} is not there`);
  return found;
}

/** The shipped file with one entry changed, of a later day. */
function updated(key: string, change: Record<string, unknown>) {
  const observances = shipped.observances.map(entry => (entry.id === key ? { ...entry, ...change } : entry));
  return { ...shipped, as_of: "2027-01-15", observances };
}

describe("the pack that ships", () => {
  it("comes in whole, all of it off; a dry run before it tells the same and writes nothing", async () => {
    const dry = await bring(shipped, "?dry_run=true");
    expect([dry.added.length, dry.edition, (await kept()).length]).toEqual([296, null, 0]);
    const report = await bring(shipped);
    expect(report.added).toEqual(dry.added);
    const all = await kept();
    expect([all.length, ...new Set(all.map(observance => observance.mode))]).toEqual([296, "off"]);
    expect(await bring(shipped)).toMatchObject({ added: [], changed: [], unchanged: 296, edition: null });
    await worker.tick();
    expect(await env.DB.prepare("SELECT count(*) AS n FROM articles").first("n")).toBe(0);
  });

  it("names keep their review status, and the date's source is told", async () => {
    await bring(shipped);
    const halabja = await one(HALABJA);
    expect(halabja).toMatchObject({ needs_approver: true, next: { local_date: "2027-03-16" } });
    const statuses = (await kept()).flatMap(({ name_reviews }) =>
      Object.values(name_reviews).map(review => review.status),
    );
    const told = shipped.observances.flatMap(({ name_status }) => Object.values(name_status));
    expect(statuses.toSorted()).toEqual(told.toSorted());
    expect((await one(BRAILLE)).source).toBe("A/RES/73/161 · UN list 2026 · UN list 2022");
  });

  it("every day of it has a next date, but the one whose dates nobody has listed", async () => {
    await bring(shipped);
    const silent = (await kept())
      .filter(observance => observance.next === null)
      .map(observance => observance.key);
    expect(silent).toEqual(["un.vesak-the-day-of-the-full-moon"]);
  });
});

describe("a name that nobody has checked", () => {
  const day = "un.international-day-for-countering-hate-speech";
  const whole = (observance: Kept, more: object) => ({
    names: observance.names,
    rule: observance.rule,
    mode: "auto",
    templates: { ar: { title: "{name}", body: "{date}" }, en: { title: "{name}", body: "{date}" } },
    ...more,
  });

  it("cannot go out until an editor has confirmed it, and then who and when is kept", async () => {
    await bring(shipped);
    const { id } = await one(day);
    const put = async () =>
      await worker.send("PUT", `/api/observances/${id}`, whole(await one(day), {}), { "If-Match": "*" });
    expect(await faults(await put())).toEqual(["names.ar: name-unconfirmed"]);
    const confirmed = await worker.send("PUT", `/api/observances/${id}/names/ar`, {});
    expect(await confirmed.json()).toMatchObject({
      name_reviews: { ar: { status: "confirmed", by: expect.any(String), at: "2026-11-23T07:00:00.000Z" } },
    });
    expect((await put()).status).toBe(200);
  });

  it("corrected by an editor, it is confirmed", async () => {
    await bring(shipped);
    const { id } = await one(day);
    const named = await worker.send("PUT", `/api/observances/${id}/names/kmr`, {
      name: "Roja li dijî axaftina nefretê",
    });
    expect(await named.json()).toMatchObject({ name_reviews: { kmr: { status: "confirmed" } } });
    const missing = await worker.send("PUT", `/api/observances/${id}/names/ckb`, {});
    expect(await faults(missing)).toEqual(["name: missing"]);
  });

  it("a date that nobody has checked cannot be switched on either", async () => {
    await bring(shipped);
    const unsure = await one("un.world-statistics-day");
    const sent = whole(unsure, { templates: {}, mode: "remind" });
    const path = `/api/observances/${unsure.id}`;
    expect(await faults(await worker.send("PUT", path, sent, { "If-Match": "*" }))).toEqual([
      "date_status: date-unconfirmed",
    ]);
    expect(
      (await worker.send("PUT", path, { ...sent, date_status: "confirmed" }, { "If-Match": "*" })).status,
    ).toBe(200);
  });
});

describe("a newer pack", () => {
  const newRule = { rule: { type: "fixed", month: 1, day: 5 } };

  it("is followed where no editor was, and says so field by field", async () => {
    await bring(shipped);
    const report = await bring(updated(BRAILLE, newRule));
    expect(report.changed).toMatchObject([
      {
        key: BRAILLE,
        changes: [{ field: "rule", from: { day: 4 }, to: { day: 5 }, outcome: "updated" }],
      },
    ]);
    expect(await one(BRAILLE)).toMatchObject({ rule: { month: 1, day: 5 }, mode: "off" });
    expect((await bring(updated(BRAILLE, newRule))).unchanged).toBe(296);
  });

  it("never overwrites what an editor has changed or confirmed, and says what it would have", async () => {
    await bring(shipped);
    const { id, names } = await one(BRAILLE);
    const own = { names, rule: { type: "fixed", month: 1, day: 6 }, mode: "remind" };
    expect((await worker.send("PUT", `/api/observances/${id}`, own, { "If-Match": "*" })).status).toBe(200);
    await worker.send("PUT", `/api/observances/${id}/names/ar`, { name: "يوم برايل العالمي" });
    const name = { en: "World Braille Day", ar: "اليوم العالمي لبرايل" };
    const report = await bring(updated(BRAILLE, { ...newRule, name }));
    expect(report.changed[0]?.changes.map(({ field, outcome }) => `${field} ${outcome}`)).toEqual([
      "rule kept",
      "names.ar kept",
    ]);
    expect(await one(BRAILLE)).toMatchObject({
      names: { ar: "يوم برايل العالمي" },
      rule: { month: 1, day: 6 },
      mode: "remind",
    });
  });

  it("meets an observance that an editor had made under the same key, and takes nothing from it", async () => {
    const made = { key: BRAILLE, names: { ar: "يوم برايل" }, rule: { type: "fixed", month: 1, day: 6 } };
    await worker.send("POST", "/api/observances", made);
    await bring(shipped);
    expect(await one(BRAILLE)).toMatchObject({
      names: { ar: "يوم برايل", en: "World Braille Day" },
      rule: { month: 1, day: 6 },
    });
  });

  it("makes a text unfit, says so, and what it made unfit can be switched off and lose its approval", async () => {
    await bring(shipped);
    const { id, names, rule } = await one(BRAILLE);
    const sent = { names, rule, tone: "awareness", sensitivity: "high", mode: "auto", approver: "ليلى حسن" };
    const templates = { en: { title: "{name}!", body: "Today." } };
    const path = `/api/observances/${id}`;
    expect((await worker.send("PUT", path, { ...sent, templates }, { "If-Match": "*" })).status).toBe(200);
    const report = await bring(updated(BRAILLE, { tone: "remembrance" }));
    expect(report.changed.flatMap(one => one.faults).map(one => `${one.field} ${one.code}`)).toEqual([
      "templates.en unfit-text",
      "approver approver-needed",
    ]);
    const taken = await worker.asEditor(`${path}/approval`, { method: "DELETE" });
    expect([taken.status, (await one(BRAILLE)).mode]).toEqual([200, "draft"]);
    expect((await worker.send("PUT", `${path}/mode`, { mode: "off" })).status).toBe(200);
    const on = await worker.send("PUT", `${path}/mode`, { mode: "draft" });
    expect(await faults(on)).toEqual(["templates.en: unfit-text"]);
  });

  it("two imports at once make each observance once", async () => {
    const other = new TestWorker();
    await Promise.all([bring(shipped), other.send("POST", "/api/observances/import", shipped)]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM observances").first("n")).toBe(296);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM observance_versions").first("n")).toBe(296);
  });

  it("1,500 days at once are no more than one of them", async () => {
    const [first] = shipped.observances;
    const many = Array.from({ length: 1_500 }, (_, place) => ({ ...first, id: `test.many-${place}` }));
    const report = await bring({ ...shipped, observances: many });
    expect(report.added).toHaveLength(1_500);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM observance_versions").first("n")).toBe(1_500);
  });

  it("422 with every fault for one that is no pack", async () => {
    const broken = updated(BRAILLE, { rule: { type: "fixed", month: 2, day: 30 }, tone: "merry" });
    const response = await worker.send("POST", "/api/observances/import", broken);
    expect(await faults(response)).toEqual([
      "observances.0.rule.day: not-valid",
      "observances.0.tone: not-valid",
    ]);
  });
});

describe("an observance of a pack can be looked at before it is switched on", () => {
  it("shows what it would say, held because it is off", async () => {
    await bring(shipped);
    const { id } = await one(HALABJA);
    const response = await worker.asEditor(`/api/commemorations/preview?observance=${id}`);
    expect((await response.json<Preview>()).occurrences).toEqual([]);
    const found = await one(HALABJA);
    const templates = Object.fromEntries(
      LANGS.map(lang => [lang, { title: "{name}", body: "{ordinal:obl} {date}" }]),
    );
    const sent = { names: found.names, rule: found.rule, origin_year: 1988, templates };
    expect((await worker.send("PUT", `/api/observances/${id}`, sent, { "If-Match": "*" })).status).toBe(200);
    const shown = await (
      await worker.asEditor(`/api/commemorations/preview?observance=${id}`)
    ).json<Preview>();
    expect(shown.occurrences.map(({ lang, body, holds }) => [lang, body, holds[0]?.code])).toEqual([
      ["ar", "التاسعة والثلاثين 16 آذار 2027", "switched-off"],
      ["ckb", "39هەمین 16ی ئازاری 2027", "switched-off"],
      ["kmr", "39’emîn 16ê adara 2027an", "switched-off"],
      ["en", "39th 16 March 2027", "switched-off"],
    ]);
  });
});
