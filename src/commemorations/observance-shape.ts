/** The JSON form in which an editor sends an observance. */

import * as z from "zod";
import { COUNTS, MODES, REVIEWS, SENSITIVITIES, TONES } from "../db/schema";
import { wallTime } from "../http/fields";
import { cleanLine, cleanParagraphs, cleanText } from "../text/clean";
import { isTimeZone } from "../text/dates/time-zone";
import { LANGS } from "../text/languages";
import { LOOK_AHEAD_DAYS } from "./plan";
import { datesByYear, historySchema, ruleSchema } from "./rules/rule";

export const line = (most: number) =>
  z
    .string()
    .overwrite(cleanLine)
    .refine(text => text !== "" && text.length <= most, `must have 1 to ${most} letters`);

const template = z
  .strictObject({
    title: line(300),
    body: z.string().refine(text => text.length <= 20_000, "has more than 20000 letters"),
    format: z
      .enum(["text", "markdown"])
      .default("text")
      .describe("`text`: a line is a paragraph. `markdown`: as in an article."),
  })
  .transform(({ body, ...rest }) => ({
    ...rest,
    body: rest.format === "text" ? cleanParagraphs(body).join("\n") : cleanMarkdown(body),
  }))
  .refine(({ body }) => body !== "", { path: ["body"], error: "has no text" });

/** Lines stay where they are: in Markdown they mean something. */
const cleanMarkdown = (text: string) =>
  text
    .split(/\r\n?|\n/)
    .map(cleanText)
    .join("\n")
    .trim();

export const perLanguage = <T extends z.ZodType>(shape: T) => z.partialRecord(z.enum(LANGS), shape);
const fewLines = z.array(line(200)).max(20);
const someYear = z.int().min(1).max(9999).nullable().default(null);

/** A permanent name of ASCII letters, digits, dots and hyphens. */
export const observanceKey = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "must be like un.day-of-remembrance")
  .max(120);

export const approverName = line(120);

export const observanceShape = z.strictObject({
  /** Made from a name when it is left out. */
  key: observanceKey.optional(),
  names: perLanguage(line(200)).refine(
    names => Object.keys(names).length > 0,
    "are missing: give it a name in at least one language",
  ),
  aliases: perLanguage(fewLines).default({}),
  tags: perLanguage(fewLines).default({}),
  rule: ruleSchema,
  history: historySchema.default([]),
  overrides: datesByYear.default({}),
  origin_year: someYear.describe(
    "The year of what is remembered: years are counted from it. Of the Hijri calendar for a Hijri rule.",
  ),
  first_year: someYear.describe("The first year in which the day was held; earlier ones yield nothing."),
  counts: z.enum(COUNTS).default("anniversary"),
  round_years_only: z.boolean().default(false),
  tone: z.enum(TONES).default("awareness"),
  sensitivity: z.enum(SENSITIVITIES).optional(),
  date_status: z
    .enum(REVIEWS)
    .optional()
    .describe("`confirmed` says that an editor has; an observance of an editor's own is."),
  source: z
    .string()
    .overwrite(cleanLine)
    .refine(text => text.length <= 500, "has more than 500 letters")
    .optional()
    .describe("Where the date comes from, for readers."),
  zone: z
    .string()
    .refine(
      isTimeZone,
      "is not a time zone; give an IANA name such as Asia/Damascus, and no offset: an offset knows no summer time",
    )
    .optional()
    .describe("IANA name; the newsroom's own when it is left out."),
  local_time: wallTime.default("08:00").describe("Wall time in the zone at which the article appears."),
  days_ahead: z
    .int()
    .min(0)
    .max(LOOK_AHEAD_DAYS)
    .default(3)
    .describe("How many days before its day a draft or a reminder is there."),
  mode: z.enum(MODES).default("off"),
  templates: perLanguage(template).default({}),
  approver: approverName.optional().describe("The person who answers for its going out without an editor."),
});
export type SentObservance = z.output<typeof observanceShape>;
