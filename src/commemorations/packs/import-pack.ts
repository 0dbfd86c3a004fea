/**
 * Imports a pack: new observances come in switched off; stored ones follow it, except where an editor has changed them:
 * where they differ from what the pack last said.
 */
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { calendarTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries } from "../../db/client";
import type { Review } from "../../db/schema";
import { retryOnConflict } from "../../http/conflict";
import type { Issue } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { LANGS, type Lang } from "../../text/languages";
import {
  approvedContent,
  daysChanged,
  type NameReview,
  type Observance,
  type ObservanceInput,
} from "../observance";
import { observanceIssues } from "../observance-issues";
import { todayAt } from "../occurrence";
import { entryOf, inputOf, type PackEntry, type PackFile } from "./pack";
import { type Imported, packedObservances, putImported } from "./queries";

/** An observance in which the pack says something new. */
export interface ChangedByPack {
  readonly key: string;
  readonly changes: readonly PackChange[];
  /** What is wrong with it now and was not before: the clock holds it until an editor has corrected it. */
  readonly faults: readonly Issue[];
}

/** What an import did, or with a dry run would do. */
export interface ImportReport {
  readonly added: readonly { readonly key: string; readonly names: PackEntry["names"] }[];
  /** Observances in which the pack says something new; what an editor has changed is kept. */
  readonly changed: readonly ChangedByPack[];
  readonly unchanged: number;
  /** Null when nothing was written. */
  readonly edition: number | null;
}

/** @param isDryRun  reports the difference and writes nothing. @throws ProblemError `busy` */
export async function importPack(
  runtime: Runtime,
  file: PackFile,
  tokenId: string,
  isDryRun: boolean,
): Promise<ImportReport> {
  const { db, waits } = runtime;
  async function attempt(): Promise<ImportReport> {
    const at = runtime.now();
    const [found, settings] = await runQueries(db, [packedObservances(db), currentSettings(db)], waits.d1Ms);
    const { report, rows } = difference(file, found, settings.zone, at);
    if (isDryRun || rows.length === 0) return { ...report, edition: null };
    const statements = [
      ...putImported(db, rows, tokenId, at),
      insertEdition(db, { at, cause: "import", tags: [calendarTag] }, null),
      audit(db, {
        ...{ at, tokenId, action: "observances.import", subject: `${file.as_of} ${rows.length}` },
        edition: "this",
      }),
    ];
    const { edition } = await makeEdition(runtime, statements, currentSettings(db));
    return { ...report, edition };
  }
  // An editor was faster with one of them: the difference is taken anew.
  return await retryOnConflict(attempt, () => true);
}

type Found = ReturnType<ReturnType<typeof packedObservances>["read"]>;

function difference(file: PackFile, found: Found, zone: string, at: number) {
  const today = todayAt(at);
  const added: { key: string; names: PackEntry["names"] }[] = [];
  const changed: ChangedByPack[] = [];
  const rows: Imported[] = [];
  for (const entry of file.observances.map(entryOf)) {
    const stored = found.get(entry.key);
    if (stored === undefined) {
      added.push({ key: entry.key, names: entry.names });
      rows.push({ input: inputOf(entry, zone), entry, since: today(zone), version: 1 });
      continue;
    }
    const { observance, last } = stored;
    const { input: merged, changes } = merge(observance, last, entry);
    if (changes.length === 0 && last !== null) continue;
    const input = withValidApproval(observance, merged);
    const since = daysChanged(observance, input) ? today(input.zone) : observance.since;
    if (changes.length > 0)
      changed.push({ key: entry.key, changes, faults: issuesCaused(observance, input, since, at) });
    rows.push({ input, entry, since, version: observance.version + 1 });
  }
  const unchanged = file.observances.length - added.length - changed.length;
  return { report: { added, changed, unchanged }, rows };
}

/** An approval ends when what it covers changes. */
function withValidApproval(before: ObservanceInput, input: ObservanceInput): ObservanceInput {
  return approvedContent(before) === approvedContent(input) ? input : { ...input, approval: null };
}

/** Only of those that are switched on: of the others an editor gets them when switching them on. */
function issuesCaused(before: Observance, input: ObservanceInput, since: string, at: number): Issue[] {
  if (input.mode === "off") return [];
  const known = new Set(
    observanceIssues(before, before.since, at).map(({ code, field }) => `${code} ${field}`),
  );
  return observanceIssues(input, since, at).filter(({ code, field }) => !known.has(`${code} ${field}`));
}

/** One difference between the pack and what is stored. `kept`: the newsroom's own value stays. */
export interface PackChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
  readonly outcome: "updated" | "kept";
}

interface Merged {
  readonly input: ObservanceInput;
  /** Empty when the pack says nothing new. */
  readonly changes: readonly PackChange[];
}

/**
 * What the newsroom has changed stays, everything else follows the pack.
 * @param last  what the pack said when it was last imported; null when it never was: then all of it is the newsroom's.
 */
function merge(found: Observance, last: PackEntry | null, entry: PackEntry): Merged {
  const changes: PackChange[] = [];
  function settle<T>(field: string, stored: T, before: T | undefined, now: T): T {
    const isNew = !isSame(now, stored) && (last === null || !isSame(now, before));
    if (!isNew) return stored;
    const isUntouched = last !== null && isSame(stored, before);
    changes.push({ field, from: stored, to: now, outcome: isUntouched ? "updated" : "kept" });
    return isUntouched ? now : stored;
  }
  const { fields: now } = entry;
  const before = last?.fields;
  const fields = {
    rule: settle("rule", found.rule, before?.rule, now.rule),
    history: settle("history", found.history, before?.history, now.history),
    overrides: settle("overrides", found.overrides, before?.overrides, now.overrides),
    originYear: settle("origin_year", found.originYear, before?.originYear, now.originYear),
    firstYear: settle("first_year", found.firstYear, before?.firstYear, now.firstYear),
    tone: settle("tone", found.tone, before?.tone, now.tone),
    sensitivity: settle("sensitivity", found.sensitivity, before?.sensitivity, now.sensitivity),
    dateStatus: settle<Review>("date_status", found.dateStatus, before?.dateStatus, now.dateStatus),
    source: settle("source", found.source, before?.source, now.source),
  };
  const { names, nameReviews } = mergeNames(found, last, entry, changes);
  return { input: { ...found, ...fields, names, nameReviews, pack: entry.pack }, changes };
}

function mergeNames(found: Observance, last: PackEntry | null, entry: PackEntry, changes: PackChange[]) {
  const names: Partial<Record<Lang, string>> = { ...found.names };
  const nameReviews: Partial<Record<Lang, NameReview>> = { ...found.nameReviews };
  for (const lang of LANGS) {
    const [stored, now, status] = [found.names[lang], entry.names[lang], entry.nameStatus[lang]];
    if (now === undefined || status === undefined) continue;
    const review = found.nameReviews[lang];
    const isOwn = stored !== undefined && (review === undefined || review.status === "confirmed");
    const isNew = now !== stored && now !== last?.names[lang];
    const isBetterKnown = now === stored && !isOwn && status !== review?.status;
    if (!isNew && !isBetterKnown) continue;
    const outcome = isOwn ? "kept" : "updated";
    if (isNew) changes.push({ field: `names.${lang}`, from: stored ?? null, to: now, outcome });
    else changes.push({ field: `name_status.${lang}`, from: review?.status ?? null, to: status, outcome });
    if (outcome === "kept") continue;
    names[lang] = now;
    nameReviews[lang] = { status, by: null, at: null };
  }
  return { names, nameReviews };
}

/** Equal as JSON, in any order of keys. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, inner]) => [key, sorted(inner)] as const)
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
}
