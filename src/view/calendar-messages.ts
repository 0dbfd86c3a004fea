/** The words of readers' calendars and of the preview, in each language. The Arabic is the original and sets the shape. */
import type { Lang } from "../text/languages";

const ar = {
  title: "روزنامة أيام الذكرى",
  description: "أيام الذكرى والمناسبات التي تعود في الأشهر الاثني عشر المقبلة",
  none: "لا أيام في هذه الروزنامة بعد.",
  subscribe: "اشترك في الروزنامة",
  all: "كل الأيام",
  /** Before the last day of an occurrence of several days. */
  until: "حتى",
  /** Of a Hijri date that is not confirmed yet. */
  tentative: "موعد تقديري قد يتغيّر يومًا",
  /** Before the source of the date of an automatic post. */
  dateSource: "مصدر التاريخ:",
  packs: {
    un: "أيام الأمم المتحدة",
    "un-agencies": "أيام وكالات الأمم المتحدة",
    kurdistan: "أيام كردية وإيزيدية",
    "north-east-syria": "أيام شمال شرق سوريا",
    syria: "أيام سورية",
    "syriac-armenian": "أيام سريانية وآشورية وأرمنية",
    campaigns: "حملات",
    general: "أيام عامة",
    religious: "أعياد دينية متنقلة",
  } as Readonly<Record<string, string>>,
  preview: {
    title: "ما ستنشره الساعة",
    posts: "منشورات قادمة",
    held: "محجوبة",
    crowded: "أيام فيها أكثر من ذكريين",
    none: "لا شيء قادم: كل المناسبات مطفأة، أو لا تقع في هذه الأشهر.",
    actions: {
      publish: "يُنشر آليًا",
      draft: "مسودة تنتظر الموافقة",
      missed: "فات يومه: مسودة",
      remind: "تذكير",
      made: "أُنجز",
    },
    heldBecause: "محجوب:",
    utc: "بالتوقيت العالمي",
  },
};

type CalendarMessages = typeof ar;

const ckb: CalendarMessages = {
  title: "ڕۆژژمێری یادەکان",
  description: "ئەو ڕۆژانەی یادکردنەوە کە لە دوازدە مانگی داهاتوودا دەگەڕێنەوە",
  none: "هێشتا هیچ ڕۆژێک لەم ڕۆژژمێرەدا نییە.",
  subscribe: "بەشداری لە ڕۆژژمێرەکە بکە",
  all: "هەموو ڕۆژەکان",
  until: "تا",
  tentative: "بەرواری خەمڵێنراو، ڕەنگە ڕۆژێک بگۆڕێت",
  dateSource: "سەرچاوەی بەروار:",
  packs: {
    un: "ڕۆژەکانی نەتەوە یەکگرتووەکان",
    "un-agencies": "ڕۆژەکانی ئاژانسەکانی نەتەوە یەکگرتووەکان",
    kurdistan: "ڕۆژە کوردی و ئێزیدییەکان",
    "north-east-syria": "ڕۆژەکانی باکووری ڕۆژهەڵاتی سووریا",
    syria: "ڕۆژەکانی سووریا",
    "syriac-armenian": "ڕۆژە سریانی و ئاشووری و ئەرمەنییەکان",
    campaigns: "هەڵمەتەکان",
    general: "ڕۆژە گشتییەکان",
    religious: "جەژنە ئایینییە گەڕۆکەکان",
  },
  preview: {
    title: "ئەوەی کاتژمێر بڵاوی دەکاتەوە",
    posts: "بابەتی داهاتوو",
    held: "ڕاگیراو",
    crowded: "ڕۆژانێک کە زیاتر لە دوو یادیان تێدایە",
    none: "هیچ شتێک نایەت: هەموو ڕۆژەکان کوژێنراونەتەوە، یان ناکەونە ئەم مانگانەوە.",
    actions: {
      publish: "خۆکار بڵاو دەکرێتەوە",
      draft: "ڕەشنووس، چاوەڕێی پەسەندکردنە",
      missed: "ڕۆژەکەی تێپەڕیوە: ڕەشنووس",
      remind: "بیرخستنەوە",
      made: "ئەنجام دراوە",
    },
    heldBecause: "ڕاگیراوە:",
    utc: "بە کاتی جیهانی",
  },
};

const kmr: CalendarMessages = {
  title: "Salnameya rojên bîranînê",
  description: "Rojên bîranînê yên ku di donzdeh mehên bê de vedigerin",
  none: "Hê ti roj di vê salnameyê de tune ne.",
  subscribe: "Bibe abonê salnameyê",
  all: "Hemû roj",
  until: "heta",
  tentative: "Dîroka texmînî, dibe ku rojekê biguhere",
  dateSource: "Çavkaniya dîrokê:",
  packs: {
    un: "Rojên Neteweyên Yekbûyî",
    "un-agencies": "Rojên saziyên Neteweyên Yekbûyî",
    kurdistan: "Rojên kurdî û êzidî",
    "north-east-syria": "Rojên bakur û rojhilatê Sûriyeyê",
    syria: "Rojên Sûriyeyê",
    "syriac-armenian": "Rojên suryanî, aşûrî û ermenî",
    campaigns: "Kampanya",
    general: "Rojên giştî",
    religious: "Cejnên olî yên gerok",
  },
  preview: {
    title: "Tiştê ku saet wê biweşîne",
    posts: "weşanên bê",
    held: "rawestandî",
    crowded: "Rojên ku ji du bîranînan zêdetir lê hene",
    none: "Tiştek nayê: hemû roj girtî ne, an nakevin van mehan.",
    actions: {
      publish: "Bixweber tê weşandin",
      draft: "Reşnivîs, li benda erêkirinê ye",
      missed: "Roja wê derbas bû: reşnivîs",
      remind: "Bibîrxistin",
      made: "Qediya",
    },
    heldBecause: "Rawestandî:",
    utc: "bi demjimêra cîhanî",
  },
};

const en: CalendarMessages = {
  title: "Calendar of days of remembrance",
  description: "Days of remembrance in the next twelve months",
  none: "There are no days in this calendar yet.",
  subscribe: "Subscribe to the calendar",
  all: "All days",
  until: "until",
  tentative: "estimated date, may move by a day",
  dateSource: "Source of the date:",
  packs: {
    un: "United Nations days",
    "un-agencies": "Days of UN agencies",
    kurdistan: "Kurdish and Yazidi days",
    "north-east-syria": "Days of north-east Syria",
    syria: "Syrian days",
    "syriac-armenian": "Syriac, Assyrian and Armenian days",
    campaigns: "Campaigns",
    general: "General days",
    religious: "Movable religious days",
  },
  preview: {
    title: "What the clock will publish",
    posts: "upcoming posts",
    held: "held",
    crowded: "Days with more than two commemorations",
    none: "Nothing is coming up: every day is switched off, or none falls in these months.",
    actions: {
      publish: "published automatically",
      draft: "draft for approval",
      missed: "its day has passed: draft",
      remind: "reminder",
      made: "done",
    },
    heldBecause: "Held:",
    utc: "UTC",
  },
};

/** By language. The Kurdish ones await native editors. */
export const calendarMessages: Readonly<Record<Lang, CalendarMessages>> = { ar, ckb, kmr, en };
