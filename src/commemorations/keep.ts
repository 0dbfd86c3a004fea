/** An editor makes or changes an observance. */
import { ask, commit, UniqueKeyTaken } from "../db/client";
import type { Runtime } from "../env";
import { Refusal, refuseFaults } from "../problem";
import { currentSettings } from "../settings/store";
import { LANGS } from "../text/languages";
import { slugify, slugKey } from "../text/slug";
import { localDate } from "../text/time-zone";
import { type Observance, type ObservanceWish, observanceFaults, type SentObservance } from "./observance";
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
  refuseFaults(observanceFaults(wish, now));
  return wish;
}

/** A key from the English name, or from whichever there is. */
function keyFrom(names: SentObservance["names"]): string {
  const name = names.en ?? LANGS.map(lang => names[lang]).find(one => one !== undefined) ?? "";
  return slugKey(slugify(name)).replaceAll(" ", "-");
}
