import type { Lang } from "../languages";

/** Seven names, Sunday first, so that they stand at the number that `weekday` gives. */
export const WEEKDAYS: Readonly<Record<Lang, readonly string[]>> = {
  ar: ["الأحد", "الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت"],
  ckb: ["یەکشەممە", "دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە"],
  kmr: ["yekşem", "duşem", "sêşem", "çarşem", "pêncşem", "înî", "şemî"],
  en: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
};
