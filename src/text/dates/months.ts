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
