/** The days that return as readers' calendars and pages show them. Pure. */
import * as z from "zod";
import { TONES } from "../db/schema";
import { addDays, parseIsoDate } from "../text/dates/civil-date";
import { LANGS, type Lang } from "../text/languages";
import { isNameConfirmed, jsonColumns } from "./observance";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";

const daySchema = z.object({
  ...jsonColumns.pick({
    names: true,
    nameReviews: true,
    rule: true,
    history: true,
    overrides: true,
    adjustments: true,
  }).shape,
  id: z.int(),
  key: z.string(),
  pack: z.string().nullable(),
  firstYear: z.int().nullable(),
  tone: z.enum(TONES),
  version: z.int(),
});
/** What readers may see of an observance. */
export type Day = z.output<typeof daySchema>;

const postSchema = z.object({
  observanceId: z.int(),
  localDate: z.string(),
  id: z.int(),
  lang: z.enum(LANGS),
  title: z.string(),
  slug: z.string(),
  publishedOn: z.string().nullable(),
  /** epoch ms; null for one that was retracted. */
  publishAt: z.int().nullable(),
  unpublishAt: z.int().nullable(),
  status: z.string(),
  revision: z.int(),
});
/** An article that was published for a day, or will be, or was retracted. */
export type Post = z.output<typeof postSchema>;

/** One that cannot be read is left out, so that the calendar shows the others. */
export function readDays(json: string): Day[] {
  return readAll(json, daySchema);
}

export function readPosts(json: string): Post[] {
  return readAll(json, postSchema);
}

function readAll<T>(json: string, shape: z.ZodType<T>): T[] {
  return z
    .array(z.unknown())
    .parse(JSON.parse(json))
    .flatMap(one => shape.safeParse(one).data ?? []);
}

/** One occurrence of a day, with its name in a language. */
export interface DayOnShow {
  readonly day: Day;
  readonly name: string;
  readonly dates: OccurrenceDates;
}

/** The occurrences, whose name readers may see, that begin in a range, oldest first. @param from, to  `YYYY-MM-DD`, both inclusive. */
export function daysBetween(days: readonly Day[], lang: Lang, from: string, to: string): DayOnShow[] {
  return (
    days
      .flatMap(day => {
        const name = day.names[lang];
        if (name === undefined || !isNameConfirmed(day, lang)) return [];
        return occurrencesBetween(day, from, to).map(dates => ({ day, name, dates }));
      })
      // Those of one date by their keys, which stay the same when a site moves.
      .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  );
}

const orderOf = ({ day, dates }: DayOnShow) => `${dates.localDate} ${day.key}`;

/**
 * The occurrences that begin on a date or include it: a week is shown on each of its days.
 * @param json  as `daysOnJson` gives it. @param asked  `YYYY-MM-DD`; for 29 February of a common year the last leap year counts.
 */
export function daysOn(json: string, lang: Lang, asked: string): DayOnShow[] {
  const date = realDate(asked);
  const [from, to] = [addDays(`${date.slice(0, 7)}-01`, -366), addDays(`${date.slice(0, 7)}-01`, 31)];
  return daysBetween(readDays(json), lang, from, to).filter(
    ({ dates }) => dates.localDate <= date && date <= dates.lastDate,
  );
}

function realDate(asked: string): string {
  let year = Number(asked.slice(0, 4));
  const rest = asked.slice(4);
  while (parseIsoDate(`${year}${rest}`) === null && year > 1_008) year -= 1;
  return `${year}${rest}`;
}
