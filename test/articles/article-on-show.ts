/** An Arabic article as a page is given it, two translations, and a reference that names no article. */
import type { Article, ArticleLink, SeeAlso } from "../../src/articles/article";

export const LEAD = "افتُتح صباح اليوم في القامشلي معرضٌ للصور يروي سيرة خمسين عائلة هجّرتها الحرب من قراها.";
export const SECOND = "وقالت المنسّقة ليلى حسو إن الفكرة بدأت حين عثرت على ألبوم قديم في بيت جدّتها.";

export const ARTICLE: Article = {
  id: 7,
  groupId: 7,
  lang: "ar",
  status: "published",
  unpublishAt: null,
  endedAt: null,
  endsAt: null,
  publishAt: Date.UTC(2021, 10, 29, 10),
  publishedOn: "2021-11-29",
  publishedTime: null,
  slug: "معرض-في-القامشلي-يروي-سيرة-خمسين-عائلة-بالصور",
  title: "معرض في القامشلي يروي سيرة خمسين عائلة بالصور",
  lead: LEAD,
  bodyFormat: "text",
  body: `${LEAD}\n${SECOND}`,
  tags: [],
  authors: [],
  sectionId: null,
  isWithheld: false,
  restoredStatus: null,
  sourceId: null,
  corrections: [],
  years: { previous: null, next: null },
  observanceId: null,
  occasion: null,
  isAutomatic: false,
  revision: 1,
  revisedAt: Date.UTC(2021, 10, 29, 10),
  retractionNote: null,
  contentHash: "",
  chainHash: "",
  warnings: [],
  translations: [],
  siblings: [],
  seeAlso: [],
  namedIds: [],
  nextChangeAt: null,
};

export const SORANI: ArticleLink = {
  id: 8,
  lang: "ckb",
  title: "پێشانگایەک لە قامیشلۆ",
  slug: "پێشانگایەک-لە-قامیشلۆ",
  publishedOn: "2021-11-30",
};
export const ENGLISH: ArticleLink = {
  id: 9,
  lang: "en",
  title: "Qamishli in photographs",
  slug: "qamishli",
  publishedOn: "2021-12-01",
};

export const UNRESOLVED: SeeAlso = {
  title: "في اليوم الدولي للمختفين، أمهاتٌ ينتظرن خبرًا",
  titleKey: "",
  excerpt: "تجمّعت عشرات العائلات أمام مقر الأمم المتحدة، مطالبةً بالكشف عن مصير المفق…",
  article: null,
};
