/** The preview and the tasks as JSON, and the preview as a calendar. Pure. */
import * as z from "zod";
import { paragraphs } from "../../articles/article";
import { MODES, TONES } from "../../db/schema";
import { told } from "../../http/responses";
import { newsroomName } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import type { Related } from "../article-queries";
import { icalendar } from "../icalendar";
import { datesResponse, holdResponse, publicDates } from "../responses";
import type { Coming, Preview } from "./preview";

const comingResponse = z
  .strictObject({
    observance_id: told.id,
    key: z.string(),
    pack: z.string().nullable(),
    lang: told.lang,
    name: z.string().nullable(),
    mode: z.enum(MODES),
    action: z.enum(["publish", "draft", "missed", "remind", "made"]),
    acts_at: told.instant,
    ...datesResponse,
    years: z.int().nullable(),
    title: z.string().nullable(),
    body: z.string().nullable(),
    body_format: z.enum(["text", "html"]).nullable(),
    holds: z.array(holdResponse),
    crowded: z.boolean(),
    tone: z.enum(TONES),
    source: z.string(),
    approver: z.string().nullable(),
    see_also: z
      .array(z.strictObject({ article_id: told.id, title: z.string() }))
      .nullable()
      .meta({ description: "Of the next ones only." }),
  })
  .meta({ id: "Coming", description: "One occurrence that comes, in one language." });

export const previewResponse = z.strictObject({
  from: told.day,
  to: told.day,
  zone: z.string(),
  posts: z.int(),
  held: z.int(),
  crowded_days: z.array(told.day),
  broken: z.array(z.string()),
  occurrences: z.array(comingResponse),
});

export const taskResponse = z
  .union([
    z.strictObject({ kind: z.literal("write"), key: z.string(), lang: told.lang, local_date: told.day }),
    z.strictObject({
      ...{ kind: z.literal("approve"), key: z.string(), lang: told.lang, local_date: told.day },
      article_id: told.id,
      is_missed: z.boolean(),
    }),
    z.strictObject({
      ...{ kind: z.literal("confirm-date"), key: z.string(), observance_id: told.id },
      year: z.int(),
      local_date: told.day,
    }),
    z.strictObject({ kind: z.literal("crowded"), local_date: told.day }),
  ])
  .meta({ id: "Task" });

/** @param related  the see-also articles of the next ones; those of later ones are found when their day comes. */
export function previewJson(
  preview: Preview,
  related: ReadonlyMap<Coming, readonly Related[]>,
): z.input<typeof previewResponse> {
  const { from, to, coming, crowdedDays, broken } = preview;
  const posts = coming.filter(({ action, holds }) => isArticle(action) && holds.length === 0);
  return {
    from,
    to,
    zone: preview.settings.zone,
    posts: posts.length,
    held: coming.filter(({ holds }) => holds.length > 0).length,
    crowded_days: [...crowdedDays],
    broken: [...broken],
    occurrences: coming.map(one => publicComing(one, related.get(one) ?? null)),
  };
}

const isArticle = (action: Coming["action"]) => action === "publish" || action === "draft";

function publicComing(coming: Coming, related: readonly Related[] | null): z.input<typeof comingResponse> {
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
    ...publicDates(planned),
    years,
    title: text?.title ?? null,
    body: text?.body ?? null,
    body_format: text?.bodyFormat ?? null,
    holds: [...holds],
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
