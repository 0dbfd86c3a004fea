/** An observance: a day that returns, its names, its rule and what is said on it. Types and rules; pure. */
import * as z from "zod";
import type { Fault } from "../problem";
import { stripBidiControls } from "../text/bidi";
import { LANGS, type Lang } from "../text/languages";
import { slugify } from "../text/slug";
import { isTimeZone } from "../text/time-zone";
import { nextOccurrence, type Rule, ruleShape } from "./rule";
import { fillTemplate, type Template, templateFaults } from "./template";

const line = (most: number) =>
  z
    .string()
    .transform(text => stripBidiControls(text.normalize("NFC")).replaceAll(/\s+/g, " ").trim())
    .refine(text => text !== "" && text.length <= most, `must have 1 to ${most} letters`);

const paragraphs = z
  .string()
  .max(20_000)
  .transform(text =>
    text
      .normalize("NFC")
      .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
      .map(one => one.trim())
      .filter(one => one !== "")
      .join("\n"),
  )
  .refine(text => text !== "", "has no text");

const template = z.strictObject({ title: line(300), body: paragraphs });

/** The JSON form in which an editor sends one. */
export const observanceShape = z.strictObject({
  /** A permanent name of ASCII letters, digits, dots and hyphens; made from a name when it is left out. */
  key: z
    .string()
    .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/, "must be like un.day-of-remembrance")
    .max(120)
    .optional(),
  names: z.partialRecord(z.enum(LANGS), line(200)),
  rule: ruleShape,
  /** The year of what is remembered: years are counted from it. */
  origin_year: z.int().min(1).max(9999).nullable().default(null),
  /** IANA name; the newsroom's own when it is left out. */
  zone: z
    .string()
    .refine(isTimeZone, "is not a time zone; give an IANA name such as Asia/Damascus")
    .optional(),
  /** Wall time in the zone at which the article appears. */
  local_time: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time; give HH:MM")
    .default("08:00"),
  mode: z.enum(["off", "draft", "auto"]).default("off"),
  templates: z.partialRecord(z.enum(LANGS), template).default({}),
});
export type SentObservance = z.output<typeof observanceShape>;

export interface Observance {
  readonly id: number;
  readonly key: string;
  readonly names: Readonly<Partial<Record<Lang, string>>>;
  readonly rule: Rule;
  readonly originYear: number | null;
  readonly zone: string;
  /** Wall time `HH:MM`. */
  readonly localTime: string;
  /** off: nothing · draft: an editor publishes · auto: the clock does. */
  readonly mode: "off" | "draft" | "auto";
  readonly templates: Readonly<Partial<Record<Lang, Template>>>;
  /** Local date of its making, or of its last switching on. */
  readonly since: string;
}

/** What an editor decides about one; the rest is kept for them. */
export type ObservanceWish = Omit<Observance, "id" | "since">;

/** The languages in which it speaks. */
export function languagesOf(observance: Pick<Observance, "templates">): Lang[] {
  return LANGS.filter(lang => observance.templates[lang] !== undefined);
}

/**
 * Everything that would go wrong on the day, found when it is saved: unknown variables, a language without a name,
 * a title that makes no address, a first year that has nothing to count.
 * @param now epoch ms
 */
export function observanceFaults(wish: ObservanceWish, now: number): Fault[] {
  const next = nextOccurrence({ ...wish, since: "0000-00-00" }, now);
  const faults: Fault[] = [];
  if (Object.keys(wish.names).length === 0)
    faults.push({ code: "missing", field: "names", message: "Give it a name in at least one language." });
  for (const lang of languagesOf(wish)) faults.push(...languageFaults(wish, lang, next?.localDate ?? null));
  return faults;
}

function languageFaults(wish: ObservanceWish, lang: Lang, nextDate: string | null): Fault[] {
  const own = wish.templates[lang];
  const name = wish.names[lang];
  if (own === undefined) return [];
  const at = (field: string, code: string, message: string): Fault => ({
    code,
    field: `templates.${lang}.${field}`,
    message,
  });
  const faults = (["title", "body"] as const).flatMap(field =>
    templateFaults(own[field], wish.originYear !== null).map(message =>
      at(field, "bad-template", `'templates.${lang}.${field}': ${message}.`),
    ),
  );
  if (name === undefined) {
    faults.push({
      code: "name-missing",
      field: `names.${lang}`,
      message: `There is a template in '${lang}' but no name.`,
    });
  }
  if (faults.length > 0 || nextDate === null || name === undefined) return faults;
  const occasion = {
    lang,
    name,
    localDate: nextDate,
    originYear: wish.originYear,
    newsroom: "·",
    months: "levant",
    digits: "latin",
  } as const;
  const filled = fillTemplate(own, occasion);
  if (filled === null)
    return [
      at(
        "body",
        "nothing-to-count",
        `On ${nextDate} no year has passed since ${wish.originYear}: there is nothing to count.`,
      ),
    ];
  if (slugify(filled.title) === "")
    return [at("title", "title-without-letters", "The title needs at least one letter or number.")];
  return [];
}
