/**
 * Names of months and weekdays as people write them, in any of our languages and with or without their accents and
 * endings (docs/text.md, "Reading dates"). More are read than are written.
 */
import { phraseKey } from "../fold";
import {
  ENGLISH_MONTHS,
  GREGORIAN_MONTHS,
  KURMANJI_MONTHS,
  LEVANT_MONTHS,
  SORANI_MONTHS,
  WEEKDAYS,
} from "./format";

type Named = readonly [month: number, name: string];

const named = (month: number, names: string): Named[] => names.split(", ").map(name => [month, name]);

const ARABIC: readonly Named[] = [
  // Algeria and Tunisia
  ...named(1, "جانفي"),
  ...named(2, "فيفري"),
  ...named(4, "أفريل"),
  ...named(5, "ماي"),
  ...named(6, "جوان"),
  ...named(7, "جويلية"),
  ...named(8, "أوت"),
  // Morocco
  ...named(7, "يوليوز"),
  ...named(8, "غشت"),
  ...named(9, "شتنبر"),
  ...named(11, "نونبر"),
  ...named(12, "دجنبر"),
];

/** Of Rojava and Bakur, beside the names of CLDR. Names that are also months of the solar calendar are left out. */
const KURMANJI: readonly Named[] = [
  ...named(1, "çile, çileya paşîn, kanûna paşîn, kanûna duyem, kanûna duyemîn"),
  ...named(2, "şibat, şubat"),
  ...named(4, "avrêl"),
  ...named(5, "eyar, ayar"),
  ...named(6, "hizêran, hezêran, hizîran, hizeyran"),
  ...named(7, "temûz, temmûz, tîrmih"),
  ...named(8, "ab"),
  ...named(9, "eylûl"),
  ...named(10, "çiriya pêşîn, çirîya pêşîn, çiriya yekem, çiriya yekemîn, teşrîna pêşîn, teşrîna yekem"),
  ...named(11, "çiriya paşîn, çirîya paşîn, çiriya duyem, çiriya duyemîn, teşrîna paşîn, teşrîna duyem"),
  ...named(12, "berfenbar, çileya pêşîn, kanûna pêşîn, kanûna yekem, kanûna yekemîn"),
];

/** What the press of Hewlêr and Silêmanî takes from English and French, and other spellings of the Levant's names. */
const SORANI: readonly Named[] = [
  ...named(1, "ژانوێری, ژانیوەری, ژەنیوەری, جەنیوەری, جێنیوەری, جانیوەری, ژانویە, ژانڤیە"),
  ...named(1, "کانونی دووەم, کانوونی دووهەم, کانونی دووهەم"),
  ...named(2, "فێبریوەری, فێبرێوەری, فێبروەری, فێبرواری, فەبریوەری, فیبرایەر, فێڤریە, شوبات"),
  ...named(3, "مارس, مارت, مارچ, ئادار"),
  ...named(4, "ئەپریل, ئەپرێل, ئاپریل, ئاپرێل, ئاوریل, ئاڤریل, نیسان"),
  ...named(5, "مەی, مای, مایس, ئەیار"),
  ...named(6, "جوون, جون, ژوئەن, یۆنیۆ, حوزەیران, حزەیران, حوزیران"),
  ...named(7, "جوولای, جولای, ژوئیە, ژوییە, یۆلیۆ, تەموز, تەممووز, تەمموز"),
  ...named(8, "ئۆگست, ئۆگەست, ئۆگۆست, ئاگۆست, ئاگست, ئۆت"),
  ...named(9, "سێپتەمبەر, سێپتەمبر, سێپتێمبەر, سەپتەمبەر, سپتەمبەر, سێپتامبر, ئەیلول"),
  ...named(10, "ئۆکتۆبەر, ئۆکتۆبر, ئۆکتەبەر, ئوکتۆبەر, تشرینی یەکەم"),
  ...named(11, "نۆڤەمبەر, نۆڤەمبر, نۆڤێمبەر, نۆڤامبر, نوڤەمبەر, نۆفەمبەر, تشرینی دووهەم"),
  ...named(12, "دیسەمبەر, دێسەمبەر, دیسێمبەر, دیسەمبر, دیسامبر, دێسامبر, کانونی یەکەم"),
];

/** Mijdar, mijdara, mijdarê; çile, çileya, çileyê. @see Thackston, Kurmanji Kurdish, section 10 */
const kurmanjiForms = (name: string): string[] => {
  const joint = /[aeiouêîû]$/.test(name) ? "y" : "";
  return [name, `${name}${joint}a`, `${name}${joint}ê`];
};

/** In a date, -ی ties the month to its year. */
const soraniForms = (name: string): string[] => [name, `${name}ی`];

/** Months by names that are read and never written, in every form that a date has: [1 to 12, name]. */
export const OTHER_MONTH_NAMES: readonly Named[] = [
  ...ARABIC,
  ...named(9, "sept"),
  ...KURMANJI.flatMap(([month, name]) => kurmanjiForms(name).map((form): Named => [month, form])),
  ...SORANI.flatMap(([month, name]) => soraniForms(name).map((form): Named => [month, form])),
];

const SOLAR_LATIN =
  "xakelêwe, cozerdan, pûşper, gelawêj, xermanan, rezber, gelarêzan, xezelwer, sermawez, befranbar, reşemê, reşemî, reşemeh";
const SOLAR_SORANI =
  "خاکەلێوە, گوڵان, جۆزەردان, پووشپەڕ, پوشپەڕ, گەلاوێژ, خەرمانان, ڕەزبەر, گەڵاڕێزان, خەزەڵوەر, سەرماوەز, بەفرانبار, ڕێبەندان, ڕەشەمێ, ڕەشەمە";
const SOLAR_PERSIAN = "فروردین, اردیبهشت, خرداد, تیر, مرداد, امرداد, شهریور, مهر, آبان, آذر, دی, بهمن, اسفند";
const HIJRI = `محرم, المحرم, محرم الحرام, صفر, ربيع الأول, ربيع الآخر, ربيع الثاني, جمادى الأولى, جمادى الأول, \
جمادى الآخرة, جمادى الآخر, جمادى الثانية, جمادى الثاني, رجب, شعبان, رمضان, شوال, ذو القعدة, ذي القعدة, ذو الحجة, \
ذي الحجة, muharram, safar, rabi al-awwal, rabi al-thani, jumada al-awwal, jumada al-ula, jumada al-thani, rajab, \
shaban, ramadan, shawwal, ڕەمەزان, مۆحەڕەم, سەفەر, ڕەجەب, شەعبان, شەوال, remezan`;

/**
 * Months of other calendars, and names that mean either of two months (kanûn, çirî): we cannot read such a date. Some
 * people use the names of the solar year for Gregorian months, others do not.
 */
const UNREAD_MONTH_NAMES: readonly string[] = [
  ...`${SOLAR_LATIN}, kanûn, çirî`.split(", ").flatMap(kurmanjiForms),
  ...SOLAR_SORANI.split(", ").flatMap(soraniForms),
  ...`${SOLAR_PERSIAN}, ${HIJRI}`.split(", "),
];

const LISTS: readonly (readonly string[][])[] = [
  LEVANT_MONTHS.map(name => [name, name.replace(" ال", " ")]),
  GREGORIAN_MONTHS.map(name => [name]),
  ENGLISH_MONTHS.map(name => [name, name.slice(0, 3), `${name.slice(0, 3)}.`]),
  KURMANJI_MONTHS.map(kurmanjiForms),
  SORANI_MONTHS.map(soraniForms),
];

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...LISTS.flatMap(months =>
    months.flatMap((spellings, index) =>
      spellings.map((name): [string, number] => [phraseKey(name), index + 1]),
    ),
  ),
  ...OTHER_MONTH_NAMES.map(([month, name]): [string, number] => [phraseKey(name), month]),
]);

const UNREAD_MONTHS: ReadonlySet<string> = new Set(UNREAD_MONTH_NAMES.map(phraseKey));

const numbered = (names: readonly string[]): [string, number][] =>
  names.map((name, day) => [phraseKey(name), day]);

const WEEKDAY_NUMBERS: ReadonlyMap<string, number> = new Map([
  ...Object.values(WEEKDAYS).flatMap(numbered),
  ...numbered(WEEKDAYS.kmr.map(name => `${name}ê`)),
  ...numbered(WEEKDAYS.kmr.map(name => name.replace(/î$/, "iyê"))),
  ...numbered(WEEKDAYS.ckb.map(name => name.replace("مم", "م"))),
  ...["", "."].flatMap(sign => numbered(WEEKDAYS.en.map(name => name.slice(0, 3) + sign))),
  ...["în", "înê"].map((name): [string, number] => [phraseKey(name), 5]),
]);

/** 1 to 12 for the name of a Gregorian month. */
export const monthNumber = (name: string): number | undefined => MONTH_NUMBERS.get(phraseKey(name));

/** Whether it names a month of another calendar, or either of two months. */
export const isUnreadMonth = (name: string): boolean => UNREAD_MONTHS.has(phraseKey(name));

/** Whether it names a month of any calendar. */
export const isMonth = (name: string): boolean => monthNumber(name) !== undefined || isUnreadMonth(name);

/** 0 for Sunday to 6 for Saturday. */
export const weekdayNumber = (name: string): number | undefined => WEEKDAY_NUMBERS.get(phraseKey(name));
