/** An editor makes or changes an observance. */
import { ask, commit, UniqueKeyTaken } from "../db/client";
import type { Runtime } from "../env";
import { type Fault, Refusal, refuseFaults } from "../problem";
import { currentSettings } from "../settings/store";
import { slugify, slugKey } from "../text/slug";
import { localDate } from "../text/time-zone";
import { type Observance, type ObservanceWish, observanceFaults, type SentObservance } from "./observance";
import { comeDue, nextOccurrence } from "./rule";
import * as store from "./store";

/** @throws Refusal `invalid` with every fault, `key-taken` */
export async function createObservance(
  runtime: Runtime,
  sent: SentObservance,
  tokenId: string,
): Promise<Observance> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const wish = await wishOf(runtime, sent, now);
  const since = localDate(now, wish.zone);
  const statements = [
    store.insertObservance(db, wish, since, now),
    store.recordObservanceAct(db, "observance.create", wish.key, tokenId, now),
  ];
  return await write(runtime, wish.key, () => commit(db, statements, waits.d1Ms));
}

/** Switched on again, it begins anew: what fell while it was off is the past. @throws Refusal `not-found`, `invalid`, `key-taken` */
export async function changeObservance(
  runtime: Runtime,
  id: number,
  sent: SentObservance,
  tokenId: string,
): Promise<Observance> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const [found] = await ask(db, [store.observanceById(db, id)], waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  const wish = await wishOf(runtime, { ...sent, key: sent.key ?? found.key }, now);
  const isSwitchedOn = found.mode === "off" && wish.mode !== "off";
  const since = isSwitchedOn ? localDate(now, wish.zone) : found.since;
  const statements = [
    store.updateObservance(db, id, wish, since, now),
    store.recordObservanceAct(db, "observance.change", wish.key, tokenId, now),
  ];
  return await write(runtime, wish.key, () => commit(db, statements, waits.d1Ms));
}

async function write(runtime: Runtime, key: string, act: () => Promise<unknown>): Promise<Observance> {
  try {
    await act();
  } catch (failure) {
    if (failure instanceof UniqueKeyTaken) throw new Refusal({ code: "key-taken", key });
    throw failure;
  }
  const [made] = await ask(runtime.db, [store.observanceByKey(runtime.db, key)], runtime.waits.d1Ms);
  if (made === null) throw new Error("the observance that was written is gone");
  return made;
}

async function wishOf(runtime: Runtime, sent: SentObservance, now: number): Promise<ObservanceWish> {
  const [settings] = await ask(runtime.db, [currentSettings(runtime.db)], runtime.waits.d1Ms);
  const wish: ObservanceWish = {
    key: sent.key ?? keyFrom(sent.names),
    names: sent.names,
    rule: sent.rule,
    originYear: sent.origin_year,
    zone: sent.zone ?? settings.zone,
    localTime: sent.local_time,
    mode: sent.mode,
    templates: sent.templates,
  };
  refuseFaults([...keyFaults(wish.key), ...observanceFaults(wish, firstDate(wish, now))]);
  return wish;
}

/** The local date on which the clock first acts on it: today, if it falls today and its hour is past. */
function firstDate(wish: ObservanceWish, now: number): string | null {
  const timed = { ...wish, since: localDate(now, wish.zone) };
  return (comeDue(timed, now)[0] ?? nextOccurrence(timed, now))?.localDate ?? null;
}

/** A key from the English name, if that leaves one. */
function keyFrom(names: SentObservance["names"]): string {
  return slugKey(slugify(names.en ?? names.kmr ?? ""))
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}

function keyFaults(key: string): Fault[] {
  if (key !== "") return [];
  const message =
    "'key' is missing: give it a permanent name of ASCII letters, digits, dots and hyphens, such as kurd.halabja.";
  return [{ code: "missing", field: "key", message }];
}
