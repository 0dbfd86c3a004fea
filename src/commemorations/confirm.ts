/** What an editor confirms of an observance, one thing at a time: a name, a date, who answers for it, whether it is on. */

import { type Issue, ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import type { Lang } from "../text/languages";
import { type Asker, change, type Kept } from "./keep";
import type { Observance, ObservanceWish } from "./observance";
import { datesByYear, FIRST_YEAR, LAST_YEAR } from "./rules/rule";

/** @param name  null for the one that stands. @throws ProblemError `not-found`, `invalid`, `busy` */
export async function confirmName(
  runtime: Runtime,
  id: number,
  lang: Lang,
  name: string | null,
  asker: Asker,
): Promise<Kept> {
  return await change(runtime, id, asker, "observance.name", (found, _, at) => {
    const confirmed = name ?? found.names[lang];
    if (confirmed === undefined) {
      const message = `It has no name in '${lang}' yet: give one.`;
      return refuse({ code: "missing", field: "name", message });
    }
    return {
      ...found,
      names: { ...found.names, [lang]: confirmed },
      nameReviews: { ...found.nameReviews, [lang]: { status: "confirmed", by: asker.tokenId, at } },
    };
  });
}

/**
 * Somebody answers by name for its going out by itself, as it stands.
 * @param version the one that they have read; null for whichever stands. @throws ProblemError `not-found`, `invalid`, `busy`
 */
export async function approve(
  runtime: Runtime,
  id: number,
  approver: string,
  version: number | null,
  asker: Asker,
): Promise<Kept> {
  return await change(runtime, id, asker, "observance.approval", (found, _, at) => {
    if (version !== null && version !== found.version) {
      const message = `It has changed: version ${found.version} stands. Read it, and approve that one.`;
      return refuse({ code: "other-version", field: "version", message });
    }
    return { ...found, approval: { approver, tokenId: asker.tokenId, at } };
  });
}

/** Nobody answers for it any more: it waits for an editor. */
export async function takeBackApproval(runtime: Runtime, id: number, asker: Asker): Promise<Kept> {
  const unapproved = (found: Observance): ObservanceWish => ({
    ...found,
    approval: null,
    mode: found.mode === "auto" ? "draft" : found.mode,
  });
  return await change(runtime, id, asker, "observance.approval", unapproved, () => true);
}

/** Off is never refused. @throws ProblemError `not-found`, `invalid`, `busy` */
export async function setMode(
  runtime: Runtime,
  id: number,
  mode: Observance["mode"],
  asker: Asker,
): Promise<Kept> {
  const inMode = (found: Observance) => ({ ...found, mode });
  return await change(runtime, id, asker, "observance.mode", inMode, () => mode === "off");
}

/** What an editor says of one year: a date of it; for a Hijri year by how many days it is moved; null takes it back. */
export type DateOfYear = { readonly date: string } | { readonly adjust: -1 | 0 | 1 } | null;

/**
 * An approval falls when the day moves: the clock holds it until somebody answers for it again.
 * @param year  of the Gregorian calendar, for a Hijri rule of the Hijri one. @throws ProblemError `not-found`, `invalid`, `busy`
 */
export async function settleDate(
  runtime: Runtime,
  id: number,
  year: number,
  of: DateOfYear,
  asker: Asker,
): Promise<Kept> {
  const settled = (found: Observance) => {
    const isHijri = [found.rule, ...found.history.map(row => row.rule)].some(({ type }) => type === "hijri");
    return isHijri ? withAdjustment(found, year, of) : withOverride(found, year, of);
  };
  const isHeld = ({ code }: Issue) => code === "approver-needed";
  return await change(runtime, id, asker, "observance.date", settled, isHeld);
}

function withAdjustment(found: Observance, year: number, of: DateOfYear): ObservanceWish {
  if (of !== null && !("adjust" in of)) {
    const message =
      "Of a Hijri day, give 'adjust': -1, 0 or 1 day from the table. 0 confirms the table's date.";
    return refuse({ code: "not-valid", field: "date", message });
  }
  if (year < 1420 || year > 1500) {
    const message = "The table holds the Hijri years 1420 to 1500.";
    return refuse({ code: "not-valid", field: "year", message });
  }
  return { ...found, adjustments: withYear(found.adjustments, year, of?.adjust) };
}

function withOverride(found: Observance, year: number, of: DateOfYear): ObservanceWish {
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    const message = `Days are reckoned for the years ${FIRST_YEAR} to ${LAST_YEAR}.`;
    return refuse({ code: "not-valid", field: "year", message });
  }
  if (of !== null && !("date" in of)) {
    const message = "Give 'date', the day on which it was or is held that year.";
    return refuse({ code: "missing", field: "date", message });
  }
  if (of !== null && Number(of.date.slice(0, 4)) !== year) {
    const message = `'date' must lie in ${year}.`;
    return refuse({ code: "not-valid", field: "date", message });
  }
  const overrides = datesByYear.safeParse(withYear(found.overrides, year, of?.date));
  if (overrides.success) return { ...found, overrides: overrides.data };
  const [wrong] = overrides.error.issues;
  return refuse({ code: "not-valid", field: "date", message: `Its dates by year ${wrong?.message}.` });
}

function withYear<T>(
  years: Readonly<Record<string, T>>,
  year: number,
  value: T | undefined,
): Record<string, T> {
  const others = Object.entries(years).filter(([key]) => key !== String(year));
  return Object.fromEntries(value === undefined ? others : [...others, [String(year), value]]);
}

function refuse(fault: Issue): never {
  throw new ProblemError({ code: "invalid", faults: [fault] });
}
