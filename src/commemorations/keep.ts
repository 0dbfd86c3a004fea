/** An editor makes or changes an observance: one edition, since calendars show it. */

import { insertEdition } from "../cache/edition-queries";
import { makeEdition } from "../cache/editions";
import { calendarTag } from "../cache/tags";
import { audit } from "../db/audit";
import { runQueries, UniqueKeyTaken } from "../db/client";
import { holds, type Precondition } from "../http/precondition";
import { type Issue, ProblemError, throwIssues } from "../http/problem";
import type { Runtime } from "../runtime";
import { currentSettings } from "../settings/queries";
import type { Settings } from "../settings/settings";
import { localDate } from "../text/dates/time-zone";
import { approvedContent, daysChanged, type Observance, type ObservanceWish } from "./observance";
import type { SentObservance } from "./observance-shape";
import * as store from "./queries";
import { newWish, revisedWish } from "./wish";
import { wishFaults } from "./wish-faults";

/** Who changes an observance, and which version it may follow; null for whichever stands. */
export interface Asker {
  readonly tokenId: string;
  readonly precondition: Precondition | null;
}

/** An observance and the edition in which calendars show it so. */
export interface Kept {
  readonly observance: Observance;
  readonly edition: number;
}

/** @throws ProblemError `invalid` with every fault, `key-taken` */
export async function createObservance(
  runtime: Runtime,
  sent: SentObservance,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const at = runtime.now();
  const [settings] = await runQueries(db, [currentSettings(db)], runtime.waits.d1Ms);
  const wish = newWish(sent, settings.zone, tokenId, at);
  const since = localDate(at, wish.zone);
  throwIssues(wishFaults(wish, since, at));
  const statements = [
    ...store.insertObservance(db, wish, since, { at, tokenId }),
    insertEdition(db, { at, cause: "observance", tags: [calendarTag] }, null),
    audit(db, { at, tokenId, action: "observance.create", subject: wish.key, edition: "this" }),
  ];
  try {
    const made = await makeEdition(runtime, statements, store.observanceByKey(db, wish.key));
    return { observance: mustBe(made.answer), edition: made.edition };
  } catch (failure) {
    throw keyTaken(failure, wish.key);
  }
}

/**
 * The whole of it, as an editor sends it. Switched on again, or on other days, it begins anew: what fell before is the past.
 * @throws ProblemError as `change`
 */
export async function changeObservance(
  runtime: Runtime,
  id: number,
  sent: SentObservance,
  asker: Asker,
): Promise<Kept> {
  return await change(runtime, id, asker, "observance.change", (found, settings, at) => {
    throwIssues(keyFaults(found, sent));
    return revisedWish(found, sent, settings.zone, asker.tokenId, at);
  });
}

/** Its key is what packs and logs know it by. */
function keyFaults({ key }: Observance, sent: SentObservance): Issue[] {
  if (sent.key === undefined || sent.key === key) return [];
  const message = `Its key is '${key}' for ever: leave 'key' out, or make another observance.`;
  return [{ code: "key-permanent", field: "key", message }];
}

const ATTEMPTS = 5;

/**
 * One change to an observance as it stands. Somebody else may be faster: then it is done to what stands after them.
 * @param next what is wished of what was found; what an approval was given for must not change under it.
 * @param stands which faults do not refuse it: what lets less go out is never refused, however unfit what stands has become.
 * @throws ProblemError `not-found`, `precondition-failed`, `invalid`, `key-taken`, `busy`
 */
export async function change(
  runtime: Runtime,
  id: number,
  { tokenId, precondition }: Asker,
  action: string,
  next: (found: Observance, settings: Settings, at: number) => ObservanceWish,
  stands: (fault: Issue) => boolean = () => false,
): Promise<Kept> {
  const { db, waits } = runtime;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const at = runtime.now();
    const [found, settings] = await runQueries(
      db,
      [store.observanceById(db, id), currentSettings(db)],
      waits.d1Ms,
    );
    if (found === null) throw new ProblemError({ code: "not-found" });
    refuseOtherVersion(found, precondition);
    const wish = withStandingApproval(found, next(found, settings, at));
    const since = daysChanged(found, wish) ? localDate(at, wish.zone) : found.since;
    throwIssues(wishFaults(wish, since, at).filter(fault => !stands(fault)));
    const statements = [
      ...store.updateObservance(db, found, wish, since, { at, tokenId }),
      insertEdition(db, { at, cause: "observance", tags: [calendarTag] }, null),
      audit(db, { at, tokenId, action, subject: wish.key, edition: "this" }),
    ];
    try {
      const { answer, edition } = await makeEdition(runtime, statements, store.observanceById(db, id));
      return { observance: mustBe(answer), edition };
    } catch (failure) {
      const isOvertaken = failure instanceof UniqueKeyTaken && failure.key.startsWith("observance_versions.");
      if (!isOvertaken) throw keyTaken(failure, wish.key);
    }
  }
  throw new ProblemError({ code: "busy" });
}

/** Whoever is faster makes a version of their own, and the next try meets it. */
function refuseOtherVersion({ version }: Observance, precondition: Precondition | null): void {
  if (holds(precondition, version)) return;
  throw new ProblemError({ code: "precondition-failed", stands: { revision: version, changed: null } });
}

/** An approval was given for what stood: whatever of it changes, it lapses, unless it is given anew with the change. */
function withStandingApproval(found: Observance, wish: ObservanceWish): ObservanceWish {
  const isSame = approvedContent(found) === approvedContent(wish);
  return isSame || wish.approval !== found.approval ? wish : { ...wish, approval: null };
}

function mustBe(observance: Observance | null): Observance {
  if (observance === null) throw new Error("the observance that was written is gone");
  return observance;
}

function keyTaken(failure: unknown, key: string): unknown {
  return failure instanceof UniqueKeyTaken && failure.key === "observances.key"
    ? new ProblemError({ code: "key-taken", key })
    : failure;
}
