/** What the clock should have done and has not: for whoever watches the site. */
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { addDays } from "../../text/dates/civil-date";
import { localDate } from "../../text/dates/time-zone";
import { LOOK_AHEAD_DAYS, LOOK_BACK_DAYS } from "../plan";
import { observancesAround } from "../queries";
import { lastLift, standingSwitches } from "../switches/queries";
import { openAt, openSince } from "./publish-due";

export interface Overdue {
  /** Key, local date and language of each, as the log calls them. */
  readonly overdue: readonly string[];
  /** Keys of observances that cannot be read or reckoned. */
  readonly broken: readonly string[];
}

/** @param before  epoch ms: what was due by then and is held by nothing. @throws D1Unavailable */
export async function overdueCommemorations(runtime: Runtime, before: number): Promise<Overdue> {
  const { db, waits } = runtime;
  const today = localDate(before, "UTC");
  const [oldest, furthest] = [addDays(today, -LOOK_BACK_DAYS - 1), addDays(today, LOOK_AHEAD_DAYS + 1)];
  const [settings, observances, switches, lift] = await runQueries(
    db,
    [currentSettings(db), observancesAround(db, oldest, furthest), standingSwitches(db), lastLift(db)],
    waits.d1Ms,
  );
  const { ready, failed } = openAt({ settings, observances, claims: observances.claims, switches }, before);
  const called = ready
    .filter(due => openSince(due, lift) <= before)
    .map(({ planned, lang }) => `${planned.observance.key} ${planned.dates.localDate} ${lang}`);
  return { overdue: called, broken: [...observances.broken, ...failed.map(({ key }) => key)] };
}
