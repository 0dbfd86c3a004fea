/** What the clock will do: the publishing code itself, run dry. */
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import { addDays, parseIsoDate } from "../../text/dates/civil-date";
import { LANGS, type Lang } from "../../text/languages";
import { writtenBetween } from "../article-queries";
import { languagesOf, type Observance, yearsAt } from "../observance";
import {
  comeDue,
  isMissed,
  LOOK_BACK_DAYS,
  type PlannedOccurrence,
  planBetween,
  todayAt,
} from "../occurrence";
import { claimedSince } from "../occurrence-queries";
import { type Decision, decide, type Facts, type Hold, textOf } from "../publish/decide";
import { activeObservances, observanceById } from "../queries";
import { activeSwitches } from "../switches/queries";
import type { RenderedTemplate } from "../template";

const DAY_MS = 86_400_000;
/** A day with more commemorations than these is flagged. */
const MOST_A_DAY = 2;

/** One coming occurrence in one language. */
export interface Coming {
  readonly planned: PlannedOccurrence;
  readonly lang: Lang;
  /** `made`: it was published, drafted or linked already. */
  readonly action: Decision["action"] | "made";
  /** Why the clock would not act; empty when nothing holds it. */
  readonly holds: readonly Hold[];
  readonly text: RenderedTemplate | null;
  readonly years: number | null;
  /** Whether its day has more commemorations than two. */
  readonly isCrowded: boolean;
}

export interface Preview {
  readonly settings: Settings;
  /** Local dates of the newsroom, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** By instant, oldest first. */
  readonly coming: readonly Coming[];
  readonly crowdedDays: readonly string[];
  /** Keys of observances that cannot be read or evaluated. */
  readonly broken: readonly string[];
}

/**
 * @param months how far ahead, 1 to 24. @param onlyId one observance, which is shown also while it is off; null for all
 * that are switched on. @throws ProblemError `not-found`
 */
export async function previewAhead(
  runtime: Runtime,
  months: number,
  onlyId: number | null,
): Promise<Preview> {
  const { db, waits } = runtime;
  const now = runtime.now();
  const today = todayAt(now);
  const oldest = addDays(today("UTC"), -LOOK_BACK_DAYS - 1);
  const until = now + (months * 31 + 3) * DAY_MS;
  const [settings, observances, claims, switches, written, only] = await runQueries(
    db,
    [
      currentSettings(db),
      activeObservances(db),
      claimedSince(db, oldest),
      activeSwitches(db),
      writtenBetween(db, now - (LOOK_BACK_DAYS + 3) * DAY_MS, until),
      observanceById(db, onlyId ?? 0),
    ],
    waits.d1Ms,
  );
  if (onlyId !== null && only === null) throw new ProblemError({ code: "not-found" });
  const facts: Facts = { settings, switches, claims, written, today };
  const from = today(settings.zone);
  const to = addDays(monthsAfter(from, months), -1);
  const shown = only === null ? observances.active : [only];
  const { coming, failed } = comingOfAll(shown, to, facts, now);
  const crowdedDays = crowded(coming);
  return {
    settings,
    from,
    to,
    coming: coming
      .map(one => ({ ...one, isCrowded: crowdedDays.includes(one.planned.dates.localDate) }))
      .toSorted((one, other) => one.planned.dueAt - other.planned.dueAt),
    crowdedDays,
    broken: [...observances.broken, ...failed],
  };
}

/** One whose evaluation throws is named, and the others are shown. */
function comingOfAll(shown: readonly Observance[], to: string, facts: Facts, now: number) {
  const coming: Coming[] = [];
  const failed: string[] = [];
  for (const observance of shown) {
    try {
      coming.push(...comingOf(observance, to, facts, now));
    } catch (failure) {
      console.error(JSON.stringify({ preview: observance.key, failure: String(failure) }));
      failed.push(observance.key);
    }
  }
  return { coming, failed };
}

/** From today on, and what was missed in the last days and still becomes a draft. */
function comingOf(observance: Observance, to: string, facts: Facts, now: number): Coming[] {
  const today = facts.today(observance.zone);
  const acts = observance.mode === "auto" || observance.mode === "draft";
  const due = acts ? comeDue(observance, now, facts.today) : [];
  const missed = due.filter(one => isMissed(one, facts.today));
  const planned = [...missed, ...planBetween(observance, today, to)];
  return planned.flatMap(one => shownIn(observance).flatMap(lang => comingIn(one, lang, facts)));
}

function comingIn(planned: PlannedOccurrence, lang: Lang, facts: Facts): Coming[] {
  const { observance, dates } = planned;
  const decision = decide(planned, lang, facts);
  const years = yearsAt(observance, dates);
  if (decision === null) {
    if (isMissed(planned, facts.today)) return [];
    const text = textOf(planned, lang, facts.settings);
    return [{ planned, lang, action: "made", holds: [], text, years, isCrowded: false }];
  }
  const off: Hold[] =
    observance.mode === "off" ? [{ code: "switched-off", message: "It is switched off." }] : [];
  const { action, holds, text } = decision;
  return [{ planned, lang, action, holds: [...off, ...holds], text, years, isCrowded: false }];
}

/** A reminder needs no text: it is for every language in which the day has a name. */
function shownIn(observance: Observance): Lang[] {
  const named = LANGS.filter(lang => observance.names[lang] !== undefined);
  return observance.mode === "remind" ? named : languagesOf(observance);
}

/** Local dates on which articles of more than two observances would appear. */
function crowded(coming: readonly Coming[]): string[] {
  const days = new Map<string, Set<number>>();
  for (const { planned, action, holds } of coming) {
    if (action === "remind" || action === "missed" || holds.length > 0) continue;
    const { localDate } = planned.dates;
    days.set(localDate, (days.get(localDate) ?? new Set()).add(planned.observance.id));
  }
  return [...days]
    .filter(([, those]) => those.size > MOST_A_DAY)
    .map(([day]) => day)
    .toSorted();
}

/** The same day so many months later; 31 January in a month is the end of February. */
function monthsAfter(day: string, months: number): string {
  const { year, month, day: dayOfMonth } = parseIsoDate(day) ?? { year: 1970, month: 1, day: 1 };
  const place = year * 12 + month - 1 + months;
  const first = `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}-01`;
  const same = addDays(first, dayOfMonth - 1);
  return same.slice(0, 7) === first.slice(0, 7) ? same : addDays(`${same.slice(0, 7)}-01`, -1);
}
