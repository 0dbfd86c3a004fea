/**
 * What is to be done with one occurrence in one language, and why not. Pure: the tick does it, the preview shows it.
 */
import { newsroomName, type Settings } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import { type Claims, type Coverage, coverageOf } from "../claims";
import { isNameConfirmed, isSilentIn, needsApprover, originOf, yearsAt } from "../observance";
import { isMissed, type PlannedOccurrence, type Today } from "../occurrence";
import { type KillSwitch, kindOf, switchThatHolds } from "../switches/kill-switch";
import { fillTemplate, type RenderedTemplate, renderTemplate } from "../template";

/** A reason why the clock does not act. */
export interface Hold {
  readonly code: string;
  readonly message: string;
}

export interface Decision {
  /** What the clock does, or would do if nothing held it. */
  readonly action: "publish" | "draft" | "missed" | "remind";
  /** Why it does not; empty when nothing holds it. */
  readonly holds: readonly Hold[];
  /** Its text; null when there is no template, or nothing to count that year. */
  readonly text: RenderedTemplate | null;
  /** The editor's own article that takes its place. */
  readonly coveredBy: number | null;
}

/** What was read from D1 to decide by, in one snapshot. */
export interface Facts {
  readonly settings: Settings;
  readonly switches: readonly KillSwitch[];
  readonly claims: Claims;
  /** The newsroom's own articles around the days in question. */
  readonly written: readonly Coverage[];
  readonly today: Today;
}

/** @returns null when it is already done. */
export function decide(planned: PlannedOccurrence, lang: Lang, facts: Facts): Decision | null {
  const { observance, dates } = planned;
  if (facts.claims.has(observance.id, dates.localDate, lang)) return null;
  const text = textOf(planned, lang, facts.settings);
  const covering = coverageOf(facts.written, observance, dates.localDate, lang);
  const holds = [
    ...switchHolds(planned, lang, facts.switches),
    ...confirmationHolds(planned, lang),
    ...movedHolds(planned, lang, facts.claims),
    ...textHolds(planned, text),
    ...coverageHolds(covering),
  ];
  return { action: actionOf(planned, facts.today), holds, text, coveredBy: covering?.articleId ?? null };
}

/** Whether only an editor's own article holds it, which then takes its place. */
export function isCoveredOnly({ holds, coveredBy }: Decision): boolean {
  return coveredBy !== null && holds.length === 1;
}

/** Its text on that day. @returns null when there is no template or name, or no year has passed. */
export function textOf(
  { observance, dates }: PlannedOccurrence,
  lang: Lang,
  settings: Settings,
): RenderedTemplate | null {
  const [template, name] = [observance.templates[lang], observance.names[lang]];
  if (template === undefined || name === undefined) return null;
  const filled = fillTemplate(template, {
    lang,
    name,
    localDate: dates.localDate,
    years: yearsAt(observance, dates),
    originYear: originOf(observance),
    newsroom: newsroomName(settings, lang),
    months: settings.months,
    digits: settings.digits,
  });
  return filled && renderTemplate(filled, lang, observance.tone);
}

/** Late is published late within its local day; older becomes a draft, never back-dated in silence. */
function actionOf(planned: PlannedOccurrence, today: Today): Decision["action"] {
  const { mode } = planned.observance;
  if (mode === "remind") return "remind";
  if (isMissed(planned, today)) return "missed";
  return mode === "auto" ? "publish" : "draft";
}

function switchHolds(
  { observance, dates }: PlannedOccurrence,
  lang: Lang,
  switches: readonly KillSwitch[],
): readonly Hold[] {
  const holding = switchThatHolds(switches, observance, dates.localDate, lang);
  if (holding === null) return [];
  const reason = holding.reason === "" ? "" : `: ${holding.reason}`;
  return [{ code: kindOf(holding), message: `Kill switch ${holding.id} holds it${reason}.` }];
}

function confirmationHolds({ observance, dates }: PlannedOccurrence, lang: Lang): Hold[] {
  const holds: Hold[] = [];
  if (!isNameConfirmed(observance, lang))
    holds.push({ code: "name-unconfirmed", message: `Nobody has checked the name in '${lang}'.` });
  const isDateOpen = dates.hijri !== null && !dates.hijri.isConfirmed;
  if (observance.dateStatus === "unreviewed" || isDateOpen) {
    const year = dates.hijri === null ? "" : ` of ${dates.hijri.year}`;
    holds.push({ code: "date-unconfirmed", message: `Nobody has confirmed its date${year}.` });
  }
  if (observance.mode === "auto" && needsApprover(observance) && observance.approval === null)
    holds.push({
      code: "approver-needed",
      message: "Mode 'auto' needs somebody who answers for it by name.",
    });
  return holds;
}

function movedHolds({ observance, dates }: PlannedOccurrence, lang: Lang, claims: Claims): Hold[] {
  const other = claims.otherDate(observance, dates, lang);
  if (other === null) return [];
  return [
    { code: "already-commemorated", message: `This year's was made for ${other}, before it was moved.` },
  ];
}

function textHolds({ observance, dates }: PlannedOccurrence, text: RenderedTemplate | null): Hold[] {
  if (observance.mode === "remind") return [];
  if (text === null)
    return [{ code: "nothing-to-say", message: "There is no template, or no year to count yet." }];
  if (isSilentIn(observance, dates))
    return [{ code: "not-round", message: "It is published in round years only, and this is not one." }];
  return text.issues.map(wrong => ({ code: "unfit-text", message: `${wrong}.` }));
}

function coverageHolds(covering: Coverage | null): Hold[] {
  if (covering === null) return [];
  const message = `The newsroom's own article ${covering.articleId} is about this day.`;
  return [{ code: "editors-article", message }];
}
