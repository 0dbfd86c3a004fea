/// <reference types="vite/client" />
import { afterEach, describe, expect, it, vi } from "vitest";
import { brokenRules } from "./simulation/rules";
import { type Plan, Site, usualPlan } from "./simulation/site";
import type { Report } from "./simulation/watch";

/** More of them with `VITE_SEEDS=1000 npx vitest run --project worker test/cache/simulation.test.ts`. */
const SEEDS = Number(import.meta.env.VITE_SEEDS ?? 12);

type Conditions = Omit<Plan, "seed">;

afterEach(() => {
  vi.unstubAllGlobals();
});

/** Runs one seed: the code under test sees virtual time, and nothing else happens meanwhile. */
async function simulate(plan: Plan): Promise<Report> {
  const site = new Site(plan);
  const cancel = (due: Parameters<typeof site.clock.cancel>[0] | null) => due && site.clock.cancel(due);
  vi.stubGlobal("setTimeout", (run: () => void, ms = 0) => site.clock.after(ms, run));
  vi.stubGlobal("clearTimeout", cancel);
  try {
    return await site.run();
  } finally {
    vi.unstubAllGlobals();
    await scheduler.wait(0);
  }
}

/** Runs seeds until one breaks a law. */
async function runSeeds(conditions: Conditions, seeds: number) {
  const reports: Report[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const report = await simulate({ ...conditions, seed });
    if (report.violations.length > 0) return { seed, violations: report.violations, reports };
    reports.push(report);
  }
  return { seed: null, violations: [], reports };
}

const sum = (reports: readonly Report[], of: (report: Report) => number | undefined) =>
  reports.reduce((total, report) => total + (of(report) ?? 0), 0);

describe("three places, dying writers, outages of D1 and KV, and a KV that is late", () => {
  it("nothing old, false or retracted is served in any seed", { timeout: 1_000_000 }, async () => {
    const { seed, violations, reports } = await runSeeds(usualPlan, SEEDS);
    expect(violations, `seed ${seed}`).toEqual([]);
    expect(Math.max(...reports.map(report => report.worstMs))).toBeLessThanOrEqual(20_000);
    expect(Math.max(...reports.map(report => report.worstBehindFrontMs))).toBeLessThanOrEqual(40_000);
    // It is no proof unless every way was gone.
    expect(sum(reports, report => report.reads)).toBeGreaterThan(SEEDS * 1_000);
    for (const source of ["memory", "kv", "origin", "stale"]) {
      expect(
        sum(reports, report => report.sources[source]),
        source,
      ).toBeGreaterThan(SEEDS * 5);
    }
  });

  const hardships: readonly (readonly [string, Partial<Conditions>])[] = [
    ["2 slots: collisions cost renders, never truth", { slots: 2 }],
    ["the ledger's copy missing", { ledgerCopy: () => null }],
    ["the ledger's copy torn", { ledgerCopy: value => value?.subarray(0, value.length - 7) ?? null }],
    ["the ledger's copy never newer than the first", { ledgerCopy: (_, first) => first }],
    [
      "the ledger's copy of another size",
      { ledgerCopy: value => value && new Uint8Array([...value, 0, 0, 0, 0]) },
    ],
    ["the database restored on the way", { restores: true }],
  ];
  it.each(hardships)("the same with %s", { timeout: 1_000_000 }, async (_, hardship) => {
    const { seed, violations } = await runSeeds({ ...usualPlan, ...hardship }, Math.ceil(SEEDS / 2));
    expect(violations, `seed ${seed}`).toEqual([]);
  });

  it("one seed is one history, to the last read", async () => {
    const [first, second] = [
      await simulate({ ...usualPlan, seed: 5 }),
      await simulate({ ...usualPlan, seed: 5 }),
    ];
    expect(second).toEqual(first);
    expect(await simulate({ ...usualPlan, seed: 6 })).not.toEqual(first);
  });
});

describe("the simulation notices when", () => {
  it.each(Object.entries(brokenRules))("%s", async (_, rules) => {
    const { violations } = await runSeeds({ ...usualPlan, rules }, SEEDS);
    expect(violations).not.toEqual([]);
  });
});
