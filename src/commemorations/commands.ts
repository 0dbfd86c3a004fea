/** What editors do to an observance: create it, change the whole or one thing of it. Each makes an edition. */
import { insertEdition } from "../cache/edition-queries";
import { makeEdition } from "../cache/editions";
import { calendarTag } from "../cache/tags";
import { audit } from "../db/audit";
import { runQueries, UniqueKeyTaken } from "../db/client";
import { retryOnConflict } from "../http/conflict";
import { holds, type Precondition } from "../http/precondition";
import { type Issue, ProblemError, throwIssues } from "../http/problem";
import type { Runtime } from "../runtime";
import { currentSettings } from "../settings/queries";
import type { Settings } from "../settings/settings";
import { localDate } from "../text/dates/time-zone";
import type { Lang } from "../text/languages";
import { approvedContent, daysChanged, type Observance, type ObservanceInput } from "./observance";
import { newInput, type ObservanceBody, revisedInput } from "./observance-input";
import { observanceIssues } from "./observance-issues";
import * as queries from "./queries";
import { datesByYear, FIRST_YEAR, LAST_YEAR } from "./rules/rule";

/** Who changes an observance, and on which condition on its version. */
export interface Asker {
  readonly tokenId: string;
  readonly precondition: Precondition | null;
}

/** An observance as it is now, and the edition that made it so. */
export interface ObservanceResult {
  readonly observance: Observance;
  readonly edition: number;
}

/** @throws ProblemError `invalid` with all issues, `key-taken` */
export async function createObservance(
  runtime: Runtime,
  body: ObservanceBody,
  tokenId: string,
): Promise<ObservanceResult> {
  const { db } = runtime;
  const at = runtime.now();
  const [settings] = await runQueries(db, [currentSettings(db)], runtime.waits.d1Ms);
  const input = newInput(body, settings.zone, tokenId, at);
  const since = localDate(at, input.zone);
  throwIssues(observanceIssues(input, since, at));
  const statements = [
    ...queries.insertObservance(db, input, since, { at, tokenId }),
    insertEdition(db, { at, cause: "observance", tags: [calendarTag] }, null),
    audit(db, { at, tokenId, action: "observance.create", subject: input.key, edition: "this" }),
  ];
  try {
    const made = await makeEdition(runtime, statements, queries.observanceByKey(db, input.key));
    return { observance: written(made.answer), edition: made.edition };
  } catch (failure) {
    const isKeyTaken = failure instanceof UniqueKeyTaken && failure.key === "observances.key";
    throw isKeyTaken ? new ProblemError({ code: "key-taken", key: input.key }) : failure;
  }
}

/**
 * The whole of it. Switched on again, or on other days, it begins anew: the clock leaves earlier days alone.
 * @throws ProblemError as `change`
 */
export async function changeObservance(
  runtime: Runtime,
  id: number,
  body: ObservanceBody,
  asker: Asker,
): Promise<ObservanceResult> {
  return await change(runtime, id, asker, "observance.change", (found, settings, at) => {
    throwIssues(keyIssues(found, body));
    return revisedInput(found, body, settings.zone, asker.tokenId, at);
  });
}

/** Packs and logs refer to it by its key. */
function keyIssues({ key }: Observance, body: ObservanceBody): Issue[] {
  if (body.key === undefined || body.key === key) return [];
  const message = `Its key is '${key}' for ever: leave 'key' out, or make another observance.`;
  return [{ code: "key-permanent", field: "key", message }];
}

/** @param name  null for the present one. @throws ProblemError `not-found`, `invalid`, `busy` */
export async function confirmName(
  runtime: Runtime,
  id: number,
  lang: Lang,
  name: string | null,
  asker: Asker,
): Promise<ObservanceResult> {
  return await change(runtime, id, asker, "observance.name", (found, _, at) => {
    const confirmed = name ?? found.names[lang];
    if (confirmed === undefined) {
      const message = `It has no name in '${lang}' yet: give one.`;
      return invalid({ code: "missing", field: "name", message });
    }
    return {
      ...found,
      names: { ...found.names, [lang]: confirmed },
      nameReviews: { ...found.nameReviews, [lang]: { status: "confirmed", by: asker.tokenId, at } },
    };
  });
}

/**
 * Somebody answers by name for its being published without an editor.
 * @param version the one that they have read; null for the present one. @throws ProblemError `not-found`, `invalid`, `busy`
 */
export async function approve(
  runtime: Runtime,
  id: number,
  approver: string,
  version: number | null,
  asker: Asker,
): Promise<ObservanceResult> {
  return await change(runtime, id, asker, "observance.approval", (found, _, at) => {
    if (version !== null && version !== found.version) {
      const message = `It has changed: read version ${found.version}, and approve that one.`;
      return invalid({ code: "other-version", field: "version", message });
    }
    return { ...found, approval: { approver, tokenId: asker.tokenId, at } };
  });
}

/** Ends an approval: mode `auto` becomes `draft`. */
export async function takeBackApproval(
  runtime: Runtime,
  id: number,
  asker: Asker,
): Promise<ObservanceResult> {
  const unapproved = (found: Observance): ObservanceInput => ({
    ...found,
    approval: null,
    mode: found.mode === "auto" ? "draft" : found.mode,
  });
  return await change(runtime, id, asker, "observance.approval", unapproved, () => true);
}

/** Mode `off` is always possible. @throws ProblemError `not-found`, `invalid`, `busy` */
export async function setMode(
  runtime: Runtime,
  id: number,
  mode: Observance["mode"],
  asker: Asker,
): Promise<ObservanceResult> {
  const inMode = (found: Observance) => ({ ...found, mode });
  return await change(runtime, id, asker, "observance.mode", inMode, () => mode === "off");
}

/** What an editor sets for one year: a date; for a Hijri year a shift in days; null for neither. */
export type DateOfYear = { readonly date: string } | { readonly adjust: -1 | 0 | 1 } | null;

/**
 * A moved day ends the approval: the clock holds it until it is approved again.
 * @param year  of the Gregorian calendar, for a Hijri rule of the Hijri one. @throws ProblemError `not-found`, `invalid`, `busy`
 */
export async function settleDate(
  runtime: Runtime,
  id: number,
  year: number,
  of: DateOfYear,
  asker: Asker,
): Promise<ObservanceResult> {
  const settled = (found: Observance) => {
    const isHijri = [found.rule, ...found.history.map(row => row.rule)].some(({ type }) => type === "hijri");
    return isHijri ? withAdjustment(found, year, of) : withOverride(found, year, of);
  };
  const isAllowed = ({ code }: Issue) => code === "approver-needed";
  return await change(runtime, id, asker, "observance.date", settled, isAllowed);
}

function withAdjustment(found: Observance, year: number, of: DateOfYear): ObservanceInput {
  if (of !== null && !("adjust" in of)) {
    const message =
      "Of a Hijri day, give 'adjust': -1, 0 or 1 day from the table. 0 confirms the table's date.";
    return invalid({ code: "not-valid", field: "date", message });
  }
  if (year < 1420 || year > 1500) {
    const message = "The table holds the Hijri years 1420 to 1500.";
    return invalid({ code: "not-valid", field: "year", message });
  }
  return { ...found, adjustments: withYear(found.adjustments, year, of?.adjust) };
}

function withOverride(found: Observance, year: number, of: DateOfYear): ObservanceInput {
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    const message = `Give a year from ${FIRST_YEAR} to ${LAST_YEAR}.`;
    return invalid({ code: "not-valid", field: "year", message });
  }
  if (of !== null && !("date" in of)) {
    const message = "Give 'date', the day on which it was or is held that year.";
    return invalid({ code: "missing", field: "date", message });
  }
  if (of !== null && Number(of.date.slice(0, 4)) !== year) {
    const message = `'date' must lie in ${year}.`;
    return invalid({ code: "not-valid", field: "date", message });
  }
  const overrides = datesByYear.safeParse(withYear(found.overrides, year, of?.date));
  if (overrides.success) return { ...found, overrides: overrides.data };
  const [wrong] = overrides.error.issues;
  return invalid({ code: "not-valid", field: "date", message: `Its dates by year ${wrong?.message}.` });
}

function withYear<T>(
  years: Readonly<Record<string, T>>,
  year: number,
  value: T | undefined,
): Record<string, T> {
  const others = Object.entries(years).filter(([key]) => key !== String(year));
  return Object.fromEntries(value === undefined ? others : [...others, [String(year), value]]);
}

function invalid(issue: Issue): never {
  throw new ProblemError({ code: "invalid", faults: [issue] });
}

/**
 * One change to an observance. If another is faster, it is made to the version after that.
 * @param next  from what was found to what it is to be.
 * @param isAllowed  the issues that do not prevent it: what publishes less is always possible.
 * @throws ProblemError `not-found`, `precondition-failed`, `invalid`, `busy`
 */
async function change(
  runtime: Runtime,
  id: number,
  { tokenId, precondition }: Asker,
  action: string,
  next: (found: Observance, settings: Settings, at: number) => ObservanceInput,
  isAllowed: (issue: Issue) => boolean = () => false,
): Promise<ObservanceResult> {
  const { db, waits } = runtime;
  const stored = queries.observanceById(db, id);
  async function attempt(): Promise<ObservanceResult> {
    const at = runtime.now();
    const [found, settings] = await runQueries(db, [stored, currentSettings(db)], waits.d1Ms);
    if (found === null) throw new ProblemError({ code: "not-found" });
    requireVersion(found, precondition);
    const input = withValidApproval(found, next(found, settings, at));
    const since = daysChanged(found, input) ? localDate(at, input.zone) : found.since;
    throwIssues(observanceIssues(input, since, at).filter(issue => !isAllowed(issue)));
    const statements = [
      ...queries.updateObservance(db, found, input, since, { at, tokenId }),
      insertEdition(db, { at, cause: "observance", tags: [calendarTag] }, null),
      audit(db, { at, tokenId, action, subject: input.key, edition: "this" }),
    ];
    const { answer, edition } = await makeEdition(runtime, statements, stored);
    return { observance: written(answer), edition };
  }
  return await retryOnConflict(attempt, ({ key }) => key.startsWith("observance_versions."));
}

/** Checked on each attempt: a faster change has made another version. */
function requireVersion({ version }: Observance, precondition: Precondition | null): void {
  if (holds(precondition, version)) return;
  throw new ProblemError({ code: "precondition-failed", stands: { revision: version, changed: null } });
}

/** An approval ends when what it covers changes, unless the change brings a new one. */
function withValidApproval(found: Observance, input: ObservanceInput): ObservanceInput {
  const isSame = approvedContent(found) === approvedContent(input);
  return isSame || input.approval !== found.approval ? input : { ...input, approval: null };
}

function written(observance: Observance | null): Observance {
  if (observance === null) throw new Error("the observance that was written is gone");
  return observance;
}
