/**
 * Words and phrases that dates inside a text are made of, in all four languages, by their keys (docs/text.md, "Dates inside
 * a text").
 */
import { phraseKey } from "../fold";
import { ENGLISH_MONTHS, GREGORIAN_MONTHS, KURMANJI_MONTHS, LEVANT_MONTHS, SORANI_MONTHS } from "./format";
import { OTHER_MONTH_NAMES } from "./names";

/** What a text says of the year of a day and month: how many years after the year of publication, or every year. */
export type YearPart = number | "every-year";

const UNITS = "الأول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر".split(" ");
const COMPOUND_UNITS = ["الحادي", ...UNITS.slice(1, 9)];
const ENGLISH_DAYS =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth \
fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    .split(" ")
    .concat(
      ..."first second third fourth fifth sixth seventh eighth ninth"
        .split(" ")
        .map(unit => `twenty ${unit}`),
    )
    .concat("thirtieth", "thirty first");

/** Days of the month in words, in both Arabic cases: 1 to 31. */
export const DAY_WORDS: ReadonlyMap<string, number> = keyed([
  ...numbered(UNITS, 1),
  // The Maghreb opens a month.
  ["الفاتح", 1],
  ...numbered(COMPOUND_UNITS, 11, " عشر"),
  ...["العشرون", "العشرين"].flatMap(ten => [[ten, 20] as const, ...numbered(COMPOUND_UNITS, 21, ` و${ten}`)]),
  ...["الثلاثون", "الثلاثين"].flatMap(ten => [[ten, 30] as const, [`الحادي و${ten}`, 31] as const]),
  ...numbered(ENGLISH_DAYS, 1),
]);

/** Months with the endings that they take in a sentence: 1 to 12. */
export const MONTH_WORDS: ReadonlyMap<string, number> = keyed([
  ...[LEVANT_MONTHS, GREGORIAN_MONTHS, ENGLISH_MONTHS].flatMap(months => numbered(months, 1)),
  ...["", "a", "ê"].flatMap(ending => numbered(KURMANJI_MONTHS, 1, ending)),
  ...["", "ی", "دا"].flatMap(ending => numbered(SORANI_MONTHS, 1, ending)),
  ...OTHER_MONTH_NAMES.map(([month, name]) => [name, month] as const),
]);

const EVERY_YEAR = [
  ...["عام", "سنة"].flatMap(year => ["كل", "من كل", "ومن كل", "في كل"].map(every => `${every} ${year}`)),
  ...["سنويا", "سنوياً"],
  ...["every year", "of every year", "each year", "of each year", "annually", "yearly"],
  ...["her sal", "her salê", "hemû salê", "salane"],
  ...["هەموو ساڵێک", "هەموو ساڵێکدا", "هەموو ساڵ", "هەر ساڵ", "هەر ساڵێک", "ساڵانە"],
];
const THIS_YEAR = [
  ...["هذا العام", "العام الجاري", "العام الحالي", "هذه السنة", "السنة الجارية", "السنة الحالية"],
  ...["this year", "îsal", "vê salê", "ئەمساڵ", "ئەم ساڵ", "ئەم ساڵە"],
];
const LAST_YEAR = [
  ...["العام الماضي", "العام المنصرم", "العام الفائت", "السنة الماضية"],
  ...["last year", "par", "sala borî", "پار", "ساڵی ڕابردوو", "ساڵی پار"],
];
const NEXT_YEAR = [
  ...["العام المقبل", "العام القادم", "السنة المقبلة", "السنة القادمة"],
  ...["next year", "sala bê", "ساڵی داهاتوو"],
];

/** What follows a day and a month, or goes before them. */
export const YEAR_PARTS: ReadonlyMap<string, YearPart> = keyed<YearPart>([
  ...EVERY_YEAR.map(phrase => [phrase, "every-year"] as const),
  ...THIS_YEAR.map(phrase => [phrase, 0] as const),
  ...LAST_YEAR.map(phrase => [phrase, -1] as const),
  ...NEXT_YEAR.map(phrase => [phrase, 1] as const),
]);

/** "Every" alone, before a day: every 30 November. */
export const EVERY = keys("every each");

/** Words between day, month and year. */
export const LINKS = keys(
  "من شهر في يوم عام العام سنة لعام on of the in year di li roja roj a ya de sala لە ڕۆژی ساڵی",
);

/** Endings that an apostrophe separates from a number: 30’ê, 30'î. */
export const NUMBER_ENDINGS = keys("ê î");

/** Words that make a year of the number after them. */
export const YEAR_WORDS = keys("عام العام سنة السنة لعام للعام وعام بعام year sala salê ساڵی");

/** Verbs that connect a day with what is remembered on it, and the word for remembrance. */
export const FALLS_ON = keys("يصادف تصادف يوافق توافق");
export const REMEMBRANCE = keys("ذكرى الذكرى");

/** All words that a phrase can begin with; figures can too. */
export const OPENING_WORDS: ReadonlySet<string> = new Set([
  ...[DAY_WORDS, MONTH_WORDS, YEAR_PARTS].flatMap(table =>
    [...table.keys()].map(key => key.split(" ")[0] ?? ""),
  ),
  ...EVERY,
  ...YEAR_WORDS,
]);

function numbered(names: readonly string[], first: number, ending = ""): (readonly [string, number])[] {
  return names.map((name, index) => [name + ending, first + index] as const);
}

function keyed<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  return new Map(entries.map(([phrase, value]) => [phraseKey(phrase), value]));
}

function keys(list: string): ReadonlySet<string> {
  return new Set(list.split(" ").map(phraseKey));
}
