/** A day that returns, as readers' calendars show it. Pure. */

import * as z from "zod";
import { REVIEWS, TONES } from "../db/schema";
import { addDays, parseIsoDate } from "../text/dates/civil-date";
import { LANGS, type Lang } from "../text/languages";
import { isNameConfirmed } from "./observance";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";
import { adjustmentsSchema, datesByYear, historySchema, ruleSchema } from "./rules/rule";

const perLanguage = <T extends z.ZodType>(shape: T) => z.partialRecord(z.enum(LANGS), shape);

const dayShape = z.object({
  id: z.int(),
  key: z.string(),
  pack: z.string().nullable(),
  names: perLanguage(z.string()),
  nameReviews: perLanguage(
    z.object({ status: z.enum(REVIEWS), by: z.string().nullable(), at: z.number().nullable() }),
  ),
  rule: ruleSchema,
  history: historySchema,
  overrides: datesByYear,
  adjustments: adjustmentsSchema,
  firstYear: z.int().nullable(),
  tone: z.enum(TONES),
  version: z.int(),
});
export type Day = z.output<typeof dayShape>;

const postShape = z.object({
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
export type Post = z.output<typeof postShape>;

/** One that cannot be read is left out: it must not take the calendar down with it. */
export function readDays(json: string): Day[] {
  return readAll(json, dayShape);
}

export function readPosts(json: string): Post[] {
  return readAll(json, postShape);
}

function readAll<T>(json: string, shape: z.ZodType<T>): T[] {
  return z
    .array(z.unknown())
    .parse(JSON.parse(json))
    .flatMap(one => shape.safeParse(one).data ?? []);
}

/** One falling of a day that has a name in the language that readers may see. */
export interface DayOnShow {
  readonly day: Day;
  readonly name: string;
  readonly dates: OccurrenceDates;
}

/** Their fallings whose first day lies in a range, oldest first. @param from, to  `YYYY-MM-DD`, both inclusive. */
export function daysBetween(days: readonly Day[], lang: Lang, from: string, to: string): DayOnShow[] {
  return (
    days
      .flatMap(day => {
        const name = day.names[lang];
        if (name === undefined || !isNameConfirmed(day, lang)) return [];
        return occurrencesBetween(day, from, to).map(dates => ({ day, name, dates }));
      })
      // Of one date in the order of their keys, which a site takes along when it moves.
      .toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1))
  );
}

const orderOf = ({ day, dates }: DayOnShow) => `${dates.localDate} ${day.key}`;

/**
 * What falls on a date, or goes on over it: a week is remembered on each of its days.
 * @param json  as `daysOnJson` gives it. @param asked  `YYYY-MM-DD`; 29 February of a year that has none is that of the last leap year.
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
