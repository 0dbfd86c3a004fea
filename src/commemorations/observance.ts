/** An observance: a day that returns, its names, its rule and what is said on it. Types and rules; pure. */
import * as z from "zod";
import type { Fault } from "../problem";
import { cleanLine, cleanParagraphs } from "../text/clean";
import { LANGS, type Lang } from "../text/languages";
import { slugify } from "../text/slug";
import { isTimeZone } from "../text/time-zone";
import { type Rule, ruleShape } from "./rule";
import { fillTemplate, type Template, templateFaults } from "./template";

const line = (most: number) =>
  z
    .string()
    .transform(cleanLine)
    .refine(text => text !== "" && text.length <= most, `must have 1 to ${most} letters`);

const paragraphs = z
  .string()
  .transform(text => cleanParagraphs(text).join("\n"))
  .refine(text => text !== "" && text.length <= 20_000, "must have 1 to 20000 letters");

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
 * a title that makes no address, a first day that has nothing to count.
 * @param firstDate the local date of the first occurrence that the clock will act on; null when there is none soon.
 */
export function observanceFaults(wish: ObservanceWish, firstDate: string | null): Fault[] {
  const faults = languagesOf(wish).flatMap(lang => languageFaults(wish, lang, firstDate));
  if (Object.keys(wish.names).length > 0) return faults;
  return [
    { code: "missing", field: "names", message: "Give it a name in at least one language." },
    ...faults,
  ];
}

function languageFaults(wish: ObservanceWish, lang: Lang, firstDate: string | null): Fault[] {
  const template = wish.templates[lang];
  if (template === undefined) return [];
  const field = (name: string) => `templates.${lang}.${name}`;
  const faults: Fault[] = (["title", "body"] as const).flatMap(name =>
    templateFaults(template[name], wish.originYear !== null).map(message => ({
      code: "bad-template",
      field: field(name),
      message: `'${field(name)}': ${message}.`,
    })),
  );
  const name = wish.names[lang];
  if (name === undefined) {
    faults.push({
      code: "name-missing",
      field: `names.${lang}`,
      message: `There is a template in '${lang}' but no name.`,
    });
  }
  if (faults.length > 0 || name === undefined || firstDate === null) return faults;
  return firstDayFaults(wish, lang, template, name, firstDate);
}

/** What the first day would say, tried out. */
function firstDayFaults(
  wish: ObservanceWish,
  lang: Lang,
  template: Template,
  name: string,
  localDate: string,
): Fault[] {
  const occasion = {
    lang,
    name,
    localDate,
    originYear: wish.originYear,
    newsroom: "·",
    months: "levant",
    digits: "latin",
  } as const;
  const filled = fillTemplate(template, occasion);
  if (filled === null) {
    const message = `On ${localDate} no year has passed since ${wish.originYear}: there is nothing to count.`;
    return [{ code: "nothing-to-count", field: `templates.${lang}.body`, message }];
  }
  if (slugify(filled.title) !== "") return [];
  const message = "The title needs at least one letter or number.";
  return [{ code: "title-without-letters", field: `templates.${lang}.title`, message }];
}
