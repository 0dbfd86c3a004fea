/** The JSON form in which a script sends an article. */
import * as z from "zod";
import { stripBidiControls } from "../text/bidi";
import { parseIsoDate } from "../text/civil-date";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import { type Draft, draftTags } from "./draft";

/** A real date, `YYYY-MM-DD`. */
export const isoDay = z.string().refine(day => parseIsoDate(day) !== null, "is not a date; give YYYY-MM-DD");

const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time; give HH:MM");

const title = z
  .string()
  .transform(text => stripBidiControls(text.normalize("NFC")).replaceAll(/\s+/g, " ").trim())
  .refine(text => [...text].length <= 300, "is longer than 300 letters; shorten it")
  .refine(text => slugify(text) !== "", "needs at least one letter or number");

/** Paragraphs, one a line; empty lines between them are dropped, nothing else is touched. */
const body = z
  .string()
  .max(900_000)
  .transform(text =>
    text
      .normalize("NFC")
      .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
      .map(line => line.trim())
      .filter(line => line !== ""),
  )
  .refine(lines => lines.length > 0, "has no text");

export const draftShape = z.strictObject({
  lang: z.enum(LANGS),
  title,
  /** Plain text. */
  body,
  status: z.enum(["draft", "published"]).default("draft"),
  /** An address other than the title's. */
  slug: title.optional(),
  published_on: isoDay.nullable().default(null),
  published_time: wallTime.nullable().default(null),
  /** An instant with an offset, RFC 3339: decides over date and time. */
  publish_at: z.iso.datetime({ offset: true }).nullable().default(null),
  tags: z.array(z.string().trim().min(1).max(100)).max(200).default([]),
  see_also: z
    .array(z.strictObject({ title, excerpt: z.string().trim().max(2_000).nullable().default(null) }))
    .max(50)
    .default([]),
  translation_of: z.int().positive().nullable().default(null),
});

/** @param sent as `draftShape` has checked it. */
export function draftFrom(sent: z.output<typeof draftShape>): Draft {
  return {
    lang: sent.lang,
    title: sent.title,
    lead: sent.body[0] ?? "",
    bodyFormat: "text",
    body: sent.body.join("\n"),
    slug: slugify(sent.slug ?? sent.title),
    publishedOn: sent.published_on,
    publishedTime: sent.published_time,
    publishAt: sent.publish_at === null ? null : Date.parse(sent.publish_at),
    status: sent.status,
    tags: draftTags(sent.tags),
    seeAlso: sent.see_also,
    translationOf: sent.translation_of,
    sourceHash: null,
    warnings: [],
  };
}
