/** A pack is imported: new observances come in, switched off; those that are there follow it where no editor was. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { calendarTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries } from "../../db/client";
import { retryOnConflict } from "../../http/conflict";
import type { Issue } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { approvedContent, daysChanged, type Observance, type ObservanceWish } from "../observance";
import { todayAt } from "../plan";
import { wishFaults } from "../wish-faults";
import { type Change, merge } from "./merge";
import { entryOf, type PackEntry, type PackFile, wishOf } from "./pack";
import { type Imported, packedObservances, putImported } from "./queries";

/** An observance in which the pack says something new. */
export interface Changed {
  readonly key: string;
  readonly changes: readonly Change[];
  /** What is wrong with it from now on and was not before: the clock holds it until an editor has seen to it. */
  readonly faults: readonly Issue[];
}

/** What an import did, or with a dry run would do. */
export interface Report {
  readonly added: readonly { readonly key: string; readonly names: PackEntry["names"] }[];
  /** Observances in which the pack says something new; where an editor was before, their word is kept. */
  readonly changed: readonly Changed[];
  readonly unchanged: number;
  /** Null when nothing was written. */
  readonly edition: number | null;
}

/** @param isDryRun tells the difference and writes nothing. @throws ProblemError `busy` */
export async function importPack(
  runtime: Runtime,
  file: PackFile,
  tokenId: string,
  isDryRun: boolean,
): Promise<Report> {
  const { db, waits } = runtime;
  const attempt = async (): Promise<Report> => {
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
  };
  // An editor was faster with one of them: the difference is taken anew.
  return await retryOnConflict(attempt, () => true);
}

type Found = ReturnType<ReturnType<typeof packedObservances>["read"]>;

function difference(file: PackFile, found: Found, zone: string, at: number) {
  const today = todayAt(at);
  const added: { key: string; names: PackEntry["names"] }[] = [];
  const changed: Changed[] = [];
  const rows: Imported[] = [];
  for (const entry of file.observances.map(entryOf)) {
    const standing = found.get(entry.key);
    if (standing === undefined) {
      added.push({ key: entry.key, names: entry.names });
      rows.push({ wish: wishOf(entry, zone), entry, since: today(zone), version: 1 });
      continue;
    }
    const { observance, last } = standing;
    const { wish: merged, changes } = merge(observance, last, entry);
    if (changes.length === 0 && last !== null) continue;
    const wish = lapsed(observance, merged);
    const since = daysChanged(observance, wish) ? today(wish.zone) : observance.since;
    if (changes.length > 0)
      changed.push({ key: entry.key, changes, faults: faultsCaused(observance, wish, since, at) });
    rows.push({ wish, entry, since, version: observance.version + 1 });
  }
  const unchanged = file.observances.length - added.length - changed.length;
  return { report: { added, changed, unchanged }, rows };
}

/** What was approved has changed under the approval. */
function lapsed(before: ObservanceWish, wish: ObservanceWish): ObservanceWish {
  return approvedContent(before) === approvedContent(wish) ? wish : { ...wish, approval: null };
}

/** Only those of what is switched on: of the rest an editor is told when they switch it on. */
function faultsCaused(before: Observance, wish: ObservanceWish, since: string, at: number): Issue[] {
  if (wish.mode === "off") return [];
  const known = new Set(wishFaults(before, before.since, at).map(({ code, field }) => `${code} ${field}`));
  return wishFaults(wish, since, at).filter(({ code, field }) => !known.has(`${code} ${field}`));
}
