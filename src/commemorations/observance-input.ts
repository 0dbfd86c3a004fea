/** What an editor sends of an observance, and what it then is to be. Pure. */
import * as z from "zod";
import { COUNTS, MODES, REVIEWS, SENSITIVITIES, TONES } from "../db/schema";
import { wallTime } from "../http/fields";
import { cleanLine, cleanParagraphs, cleanText } from "../text/clean";
import { isTimeZone } from "../text/dates/time-zone";
import { LANGS, type Lang } from "../text/languages";
import { slugify, slugKey } from "../text/slug";
import {
  type Approval,
  type NameReview,
  type Observance,
  type ObservanceInput,
  perLanguage,
} from "./observance";
import { LOOK_AHEAD_DAYS } from "./occurrence";
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

const fewLines = z.array(line(200)).max(20);
const someYear = z.int().min(1).max(9999).nullable().default(null);

/** A permanent name of ASCII letters, digits, dots and hyphens. */
export const observanceKey = z
  .string()
  .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "must be like un.day-of-remembrance")
  .max(120);

export const approverName = line(120);

/** The JSON body of a request that makes or changes one. */
export const observanceBody = z.strictObject({
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
export type ObservanceBody = z.output<typeof observanceBody>;

/** An observance of an editor's own: sending its names and its date confirms them. @param at epoch ms */
export function newInput(body: ObservanceBody, zone: string, tokenId: string, at: number): ObservanceInput {
  return {
    ...decided(body, zone),
    key: body.key ?? keyFrom(body.names),
    pack: null,
    nameReviews: reviewsAfter(null, body.names, tokenId, at),
    adjustments: {},
    sensitivity: body.sensitivity ?? "low",
    dateStatus: body.date_status ?? "confirmed",
    source: body.source ?? "",
    approval: approvalOf(body, tokenId, at),
  };
}

/** An observance changed to what was sent. Sending another name confirms it; the same name keeps its review. */
export function revisedInput(
  found: Observance,
  body: ObservanceBody,
  zone: string,
  tokenId: string,
  at: number,
): ObservanceInput {
  return {
    ...decided(body, zone),
    key: found.key,
    pack: found.pack,
    nameReviews: reviewsAfter(found, body.names, tokenId, at),
    adjustments: found.adjustments,
    sensitivity: body.sensitivity ?? found.sensitivity,
    dateStatus: body.date_status ?? found.dateStatus,
    source: body.source ?? found.source,
    approval: approvalOf(body, tokenId, at) ?? found.approval,
  };
}

function decided(body: ObservanceBody, zone: string) {
  return {
    names: body.names,
    aliases: body.aliases,
    tags: body.tags,
    rule: body.rule,
    history: body.history,
    overrides: body.overrides,
    originYear: body.origin_year,
    firstYear: body.first_year,
    counts: body.counts,
    roundYearsOnly: body.round_years_only,
    tone: body.tone,
    zone: body.zone ?? zone,
    localTime: body.local_time,
    daysAhead: body.days_ahead,
    mode: body.mode,
    templates: body.templates,
  };
}

function reviewsAfter(
  found: Pick<Observance, "names" | "nameReviews"> | null,
  names: ObservanceBody["names"],
  tokenId: string,
  at: number,
): ObservanceInput["nameReviews"] {
  const reviews: Partial<Record<Lang, NameReview>> = {};
  for (const lang of LANGS.filter(one => names[one] !== undefined)) {
    const known = found !== null && found.names[lang] === names[lang] ? found.nameReviews[lang] : undefined;
    reviews[lang] = known ?? { status: "confirmed", by: tokenId, at };
  }
  return reviews;
}

function approvalOf({ approver }: ObservanceBody, tokenId: string, at: number): Approval | null {
  return approver === undefined ? null : { approver, tokenId, at };
}

/** A key from the English name, if that leaves one. */
function keyFrom(names: ObservanceBody["names"]): string {
  return slugKey(slugify(names.en ?? names.kmr ?? ""))
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
}
