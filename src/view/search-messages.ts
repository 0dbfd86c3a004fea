/** What the search says, in each language of the house. The Arabic is the original and sets the shape. */
import type { Lang } from "../text/languages";

const ar = {
  title: "بحث",
  button: "ابحث",
  label: "كلمات البحث",
  section: "القسم",
  allSections: "كل الأقسام",
  none: "لم نجد شيئًا بهذه الكلمات.",
  didYouMean: "هل تقصد:",
  elsewhere: "بلغات أخرى",
  more: "مزيد من النتائج",
  tooLong: "هذا أطول من أن يُبحث عنه. اكتب كلمات أقل.",
};

export type SearchMessages = typeof ar;

const ckb: SearchMessages = {
  title: "گەڕان",
  button: "بگەڕێ",
  label: "وشەکانی گەڕان",
  section: "بەش",
  allSections: "هەموو بەشەکان",
  none: "بەم وشانە هیچمان نەدۆزییەوە.",
  didYouMean: "مەبەستت ئەمەیە:",
  elsewhere: "بە زمانەکانی تر",
  more: "ئەنجامی زیاتر",
  tooLong: "ئەمە بۆ گەڕان زۆر درێژە. وشەی کەمتر بنووسە.",
};

const kmr: SearchMessages = {
  title: "Lêgerîn",
  button: "Bigere",
  label: "Peyvên lêgerînê",
  section: "Beş",
  allSections: "Hemû beş",
  none: "Bi van peyvan me tiştek nedît.",
  didYouMean: "Te got qey:",
  elsewhere: "Bi zimanên din",
  more: "Encamên din",
  tooLong: "Ev ji bo lêgerînê pir dirêj e. Kêmtir peyvan binivîse.",
};

const en: SearchMessages = {
  title: "Search",
  button: "Search",
  label: "Words to search for",
  section: "Section",
  allSections: "All sections",
  none: "Nothing was found with these words.",
  didYouMean: "Did you mean:",
  elsewhere: "In other languages",
  more: "More results",
  tooLong: "This is too long to search for. Write fewer words.",
};

export const searchMessages: Readonly<Record<Lang, SearchMessages>> = { ar, ckb, kmr, en };
