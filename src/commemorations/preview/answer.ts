/** The preview as JSON and as a calendar. Pure. */
import { paragraphs } from "../../articles/article";
import { newsroomName } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import { publicDay } from "../answer";
import { icalendar } from "../ical";
import type { Related } from "../publish/related";
import type { Coming, Preview } from "./preview";

/** @param related what the next of them would refer to, by their place; the others are looked up when their day comes. */
export function previewJson(preview: Preview, related: ReadonlyMap<Coming, readonly Related[]>) {
  const { from, to, coming, crowdedDays, broken } = preview;
  const posts = coming.filter(({ action, holds }) => isPost(action) && holds.length === 0);
  return {
    from,
    to,
    zone: preview.settings.zone,
    posts: posts.length,
    held: coming.filter(({ holds }) => holds.length > 0).length,
    crowded_days: crowdedDays,
    broken,
    occurrences: coming.map(one => publicComing(one, related.get(one) ?? null)),
  };
}

const isPost = (action: Coming["action"]) => action === "publish" || action === "draft";

function publicComing(coming: Coming, related: readonly Related[] | null) {
  const { planned, lang, action, holds, text, years, isCrowded } = coming;
  const { observance, actAt } = planned;
  return {
    observance_id: observance.id,
    key: observance.key,
    pack: observance.pack,
    lang,
    name: observance.names[lang] ?? null,
    mode: observance.mode,
    action,
    acts_at: new Date(actAt).toISOString(),
    ...publicDay(planned),
    years,
    title: text?.title ?? null,
    body: text?.body ?? null,
    body_format: text?.bodyFormat ?? null,
    holds,
    crowded: isCrowded,
    tone: observance.tone,
    source: observance.source,
    approver: observance.approval?.approver ?? null,
    see_also: related?.map(({ articleId, title }) => ({ article_id: articleId, title })) ?? null,
  };
}

/** @param lang of the calendar's own name. @param host of the site. */
export function previewCalendar(preview: Preview, lang: Lang, host: string, now: number): string {
  const events = preview.coming.map(({ planned, lang: own, action, holds, text }) => {
    const { observance, dates, dueAt } = planned;
    const why = holds.map(({ code, message }) => `[${code}] ${message}`);
    return {
      uid: `preview-${observance.id}-${dates.localDate}-${own}@${host}`,
      sequence: observance.version,
      when: { kind: "instant", at: dueAt } as const,
      lang: own,
      summary: text?.title ?? observance.names[own] ?? observance.key,
      description: [...why, text === null ? "" : paragraphs(text).join("\n")].join("\n").trim(),
      url: null,
      status: action === "publish" && holds.length === 0 ? ("CONFIRMED" as const) : ("TENTATIVE" as const),
      categories: [action, observance.pack ?? "own"],
    };
  });
  return icalendar({ name: newsroomName(preview.settings, lang), lang, events }, now);
}
