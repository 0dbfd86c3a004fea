/** Twelve names, January first. */
export type MonthNames = readonly [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

export const LEVANT_MONTHS: MonthNames = [
  "كانون الثاني",
  "شباط",
  "آذار",
  "نيسان",
  "أيار",
  "حزيران",
  "تموز",
  "آب",
  "أيلول",
  "تشرين الأول",
  "تشرين الثاني",
  "كانون الأول",
];

export const GREGORIAN_MONTHS: MonthNames = [
  "يناير",
  "فبراير",
  "مارس",
  "أبريل",
  "مايو",
  "يونيو",
  "يوليو",
  "أغسطس",
  "سبتمبر",
  "أكتوبر",
  "نوفمبر",
  "ديسمبر",
];

export const KURMANJI_MONTHS: MonthNames = [
  "rêbendan",
  "sibat",
  "adar",
  "nîsan",
  "gulan",
  "hezîran",
  "tîrmeh",
  "tebax",
  "îlon",
  "cotmeh",
  "mijdar",
  "berfanbar",
];

// CLDR writes December کانونی and January کانوونی; the house writes one spelling and reads both.
export const SORANI_MONTHS: MonthNames = [
  "کانوونی دووەم",
  "شوبات",
  "ئازار",
  "نیسان",
  "ئایار",
  "حوزەیران",
  "تەمووز",
  "ئاب",
  "ئەیلوول",
  "تشرینی یەکەم",
  "تشرینی دووەم",
  "کانوونی یەکەم",
];

export const ENGLISH_MONTHS: MonthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** Names that are read and never written: [month 1 to 12, name]. Guide, section 3; the last six from section 10. */
export const OTHER_MONTH_NAMES: ReadonlyArray<readonly [number, string]> = [
  // Algeria and Tunisia
  [1, "جانفي"],
  [2, "فيفري"],
  [4, "أفريل"],
  [5, "ماي"],
  [6, "جوان"],
  [7, "جويلية"],
  [8, "أوت"],
  // Morocco
  [7, "يوليوز"],
  [8, "غشت"],
  [9, "شتنبر"],
  [11, "نونبر"],
  [12, "دجنبر"],
  // Kurmanji of Rojava, and the Sorani spellings with one waw
  [1, "çile"],
  [1, "çileya"],
  [1, "çileyê"],
  [9, "sept"],
  [1, "کانونی دووەم"],
  [1, "کانونی دووەمی"],
  [12, "کانونی یەکەم"],
  [12, "کانونی یەکەمی"],
];
