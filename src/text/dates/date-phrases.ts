import { crossKey, foldLoose } from "../fold";
import { ENGLISH_MONTHS, GREGORIAN_MONTHS, KURMANJI_MONTHS, LEVANT_MONTHS, SORANI_MONTHS } from "./months";
import { OTHER_MONTH_NAMES } from "./other-months";

/** What stands beside a day and a month: how far the year is from the year of publication, or that it returns. */
export type YearPart = number | "every-year";

/** One key for words of all four languages, which also forgives missing accents. */
export function phraseKey(word: string): string {
  return foldLoose("kmr", crossKey(word));
}

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

/** The key of a day of the month in words, both Arabic cases, to 1 to 31. */
export const DAY_WORDS: ReadonlyMap<string, number> = keyed([
  ...numbered(UNITS, 1),
  // The Maghreb opens a month.
  ["الفاتح", 1],
  ...numbered(
    COMPOUND_UNITS.map(unit => `${unit} عشر`),
    11,
  ),
  ...["العشرون", "العشرين"].flatMap(ten => [
    [ten, 20] as const,
    ...numbered(
      COMPOUND_UNITS.map(unit => `${unit} و${ten}`),
      21,
    ),
  ]),
  ...["الثلاثون", "الثلاثين"].flatMap(ten => [[ten, 30] as const, [`الحادي و${ten}`, 31] as const]),
  ...numbered(ENGLISH_DAYS, 1),
]);

/** The key of a month with the endings that it takes in a sentence, to 1 to 12. */
export const MONTH_WORDS: ReadonlyMap<string, number> = keyed([
  ...[LEVANT_MONTHS, GREGORIAN_MONTHS, ENGLISH_MONTHS].flatMap(names => numbered(names, 1)),
  ...["", "a", "ê"].flatMap(ending =>
    numbered(
      KURMANJI_MONTHS.map(name => name + ending),
      1,
    ),
  ),
  ...["", "ی", "دا"].flatMap(ending =>
    numbered(
      SORANI_MONTHS.map(name => name + ending),
      1,
    ),
  ),
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

/** The key of what follows a day and a month, or goes before them. */
export const YEAR_PARTS: ReadonlyMap<string, YearPart> = keyed<YearPart>([
  ...EVERY_YEAR.map(phrase => [phrase, "every-year"] as const),
  ...THIS_YEAR.map(phrase => [phrase, 0] as const),
  ...LAST_YEAR.map(phrase => [phrase, -1] as const),
  ...NEXT_YEAR.map(phrase => [phrase, 1] as const),
]);

/** The keys of "every" alone, before a day: every 30 November. */
export const EVERY = keys("every each");

/** The keys of the words between day, month and year. */
export const LINKS = keys(
  "من شهر في يوم عام العام سنة لعام on of the in year di li roja roj a ya de sala لە ڕۆژی ساڵی",
);

/** The keys of what an apostrophe parts from a number: 30’ê, 30'î. */
export const NUMBER_ENDINGS = keys("ê î");

/** The keys of words that make a year of the number after them, and of those that end one. */
export const YEAR_WORDS = keys("عام العام سنة السنة لعام للعام وعام بعام year sala salê ساڵی");

/** The keys of the verbs that tie a day to what is remembered on it, and of what they tie it to. */
export const FALLING = keys("يصادف تصادف يوافق توافق");
export const REMEMBRANCE = keys("ذكرى الذكرى");

/** The keys of all words that a phrase can begin with; figures can too. */
export const OPENING_WORDS: ReadonlySet<string> = new Set([
  ...[DAY_WORDS, MONTH_WORDS, YEAR_PARTS].flatMap(table =>
    [...table.keys()].map(key => key.split(" ")[0] ?? ""),
  ),
  ...EVERY,
  ...YEAR_WORDS,
]);

function numbered(names: readonly string[], first: number): (readonly [string, number])[] {
  return names.map((name, index) => [name, first + index] as const);
}

function keyed<Value>(entries: readonly (readonly [string, Value])[]): ReadonlyMap<string, Value> {
  return new Map(entries.map(([phrase, value]) => [phraseKey(phrase), value]));
}

function keys(list: string): ReadonlySet<string> {
  return new Set(list.split(" ").map(phraseKey));
}
