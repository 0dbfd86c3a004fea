import type { Lang } from "../text/languages";

/** The words of pages and of the search, in each language. The Arabic is the original and sets the shape. */

const ar = {
  skipToText: "انتقل إلى النص",
  frontPage: "الصفحة الأولى",
  /** Label of the language switch when it leads to translations of the article. */
  articleLanguages: "هذا المقال بلغات أخرى",
  /** Label of the language switch when it leads to other front pages. */
  siteLanguages: "الموقع بلغات أخرى",
  /** Before a date. */
  updatedOn: "حُدِّث في",
  tags: "وسوم",
  seeAlso: "شاهد أيضًا",
  publishedAutomatically: "نُشر هذا المقال آليًا في يوم من أيام الذكرى.",
  /** The label of a commemoration in a list. */
  commemoration: "يوم ذكرى",
  plainText: "نسخة نصية",
  nothingYet: "لم يُنشر شيء بالعربية بعد.",
  /** Heading of the newsroom's own words on why it retracted an article. */
  retractionNote: "توضيح هيئة التحرير",
  search: {
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
  },
  errors: {
    400: {
      title: "تعذّرت قراءة هذا العنوان",
      advice: "العنوان مكتوب بصيغة لا نفهمها. تحقّق منه، أو ابدأ من الصفحة الأولى.",
    },
    404: {
      title: "لا شيء في هذا العنوان",
      advice: "ربما كُتب العنوان خطأً أو نُقل المقال. تحقّق منه، أو ابدأ من الصفحة الأولى.",
    },
    405: {
      title: "هذا العنوان للقراءة فقط",
      advice: "وصل إلينا طلب لا تقبله هذه الصفحة. افتح الصفحة من جديد، أو ابدأ من الصفحة الأولى.",
    },
    410: { title: "سُحب هذا المقال", advice: "سحبت هيئة التحرير هذا المقال، ولم يعد منشورًا." },
    451: { title: "حُجب هذا المقال", advice: "لا يُعرض هذا المقال لأن القانون يمنع نشره." },
    500: {
      title: "وقع خطأ عندنا",
      advice: "ليس الخطأ منك، وقد سُجّل لدينا. أعد المحاولة بعد قليل.",
    },
    503: {
      title: "الموقع غير متاح مؤقتًا",
      advice: "لا نستطيع الوصول إلى المقالات في هذه اللحظة. أعد المحاولة بعد دقيقة.",
    },
  },
};

type Messages = typeof ar;

const ckb: Messages = {
  skipToText: "بچۆ بۆ دەقەکە",
  frontPage: "پەڕەی سەرەکی",
  articleLanguages: "ئەم وتارە بە زمانەکانی تر",
  siteLanguages: "ماڵپەڕەکە بە زمانەکانی تر",
  updatedOn: "نوێکراوەتەوە:",
  tags: "تاگەکان",
  seeAlso: "هەروەها ببینە",
  publishedAutomatically: "ئەم وتارە لە ڕۆژێکی یادکردنەوەدا بە شێوەی خۆکار بڵاوکراوەتەوە.",
  commemoration: "ڕۆژی یادکردنەوە",
  plainText: "دەقی سادە",
  nothingYet: "تا ئێستا هیچ شتێک بە سۆرانی بڵاونەکراوەتەوە.",
  retractionNote: "ڕوونکردنەوەی دەستەی نووسەران",
  search: {
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
  },
  errors: {
    400: {
      title: "ئەم ناونیشانە ناخوێنرێتەوە",
      advice: "ناونیشانەکە بە شێوەیەک نووسراوە کە تێی ناگەین. بیپشکنە، یان لە پەڕەی سەرەکییەوە دەست پێ بکە.",
    },
    404: {
      title: "هیچ شتێک لەم ناونیشانەدا نییە",
      advice:
        "لەوانەیە ناونیشانەکە بە هەڵە نووسرابێت یان وتارەکە گواسترابێتەوە. بیپشکنە، یان لە پەڕەی سەرەکییەوە دەست پێ بکە.",
    },
    405: {
      title: "ئەم ناونیشانە تەنها بۆ خوێندنەوەیە",
      advice:
        "داواکارییەک هات کە ئەم پەڕەیە وەریناگرێت. پەڕەکە بکەرەوە، یان لە پەڕەی سەرەکییەوە دەست پێ بکە.",
    },
    410: {
      title: "ئەم وتارە کشێنراوەتەوە",
      advice: "دەستەی نووسەران ئەم وتارەی کشاندووەتەوە و چیتر بڵاو نییە.",
    },
    451: {
      title: "ئەم وتارە ڕێگری لێ کراوە",
      advice: "ئەم وتارە پیشان نادرێت، چونکە یاسا ڕێگری لە بڵاوکردنەوەی دەکات.",
    },
    500: {
      title: "هەڵەیەک لای ئێمە ڕوویدا",
      advice: "هەڵەکە لە تۆوە نییە و تۆمار کراوە. دوای کەمێک دووبارە هەوڵ بدەرەوە.",
    },
    503: {
      title: "ماڵپەڕەکە ئێستا بەردەست نییە",
      advice: "لەم ساتەدا ناتوانین بگەینە وتارەکان. دوای خولەکێک دووبارە هەوڵ بدەرەوە.",
    },
  },
};

const kmr: Messages = {
  skipToText: "Derbasî nivîsê bibe",
  frontPage: "Rûpela sereke",
  articleLanguages: "Ev gotar bi zimanên din",
  siteLanguages: "Malper bi zimanên din",
  updatedOn: "Hate nûkirin:",
  tags: "Etîket",
  seeAlso: "Her wiha",
  publishedAutomatically: "Ev gotar di rojeke bîranînê de bi awayekî otomatîk hate weşandin.",
  commemoration: "Roja bîranînê",
  plainText: "Nivîsa sade",
  nothingYet: "Hêj tiştek bi kurmancî nehatiye weşandin.",
  retractionNote: "Ronkirina desteya weşanê",
  search: {
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
  },
  errors: {
    400: {
      title: "Ev navnîşan nayê xwendin",
      advice:
        "Navnîşan bi awayekî hatiye nivîsandin ku em jê fêm nakin. Wê kontrol bike, an ji rûpela sereke dest pê bike.",
    },
    404: {
      title: "Li vê navnîşanê tiştek tune",
      advice:
        "Dibe ku navnîşan şaş hatibe nivîsandin an gotar hatibe veguhastin. Wê kontrol bike, an ji rûpela sereke dest pê bike.",
    },
    405: {
      title: "Ev navnîşan tenê ji bo xwendinê ye",
      advice: "Daxwazek hat ku ev rûpel qebûl nake. Rûpelê ji nû ve veke, an ji rûpela sereke dest pê bike.",
    },
    410: {
      title: "Ev gotar hate vekişandin",
      advice: "Desteya weşanê ev gotar vekişand û ew êdî ne weşandî ye.",
    },
    451: {
      title: "Ev gotar hate astengkirin",
      advice: "Ev gotar nayê nîşandan, ji ber ku qanûn weşandina wê qedexe dike.",
    },
    500: {
      title: "Li cem me çewtiyek derket",
      advice: "Çewtî ne ji te ye û hate tomarkirin. Piştî demekê dîsa biceribîne.",
    },
    503: {
      title: "Malper niha ne berdest e",
      advice: "Em niha nikarin xwe bigihînin gotaran. Piştî deqeyekê dîsa biceribîne.",
    },
  },
};

const en: Messages = {
  skipToText: "Skip to the text",
  frontPage: "Front page",
  articleLanguages: "This article in other languages",
  siteLanguages: "The site in other languages",
  updatedOn: "Updated on",
  tags: "Tags",
  seeAlso: "See also",
  publishedAutomatically: "This article was published automatically on a day of remembrance.",
  commemoration: "Day of remembrance",
  plainText: "Plain text",
  nothingYet: "Nothing has been published in English yet.",
  retractionNote: "A note from the editors",
  search: {
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
  },
  errors: {
    400: {
      title: "This address cannot be read",
      advice: "We do not understand how it is written. Check it, or start at the front page.",
    },
    404: {
      title: "There is nothing at this address",
      advice:
        "It may be mistyped, or the article may have moved. Check the address, or start at the front page.",
    },
    405: {
      title: "This address is for reading only",
      advice: "This page does not accept such a request. Open the page again, or start at the front page.",
    },
    410: {
      title: "This article was retracted",
      advice: "The newsroom has withdrawn it, and it is no longer published.",
    },
    451: {
      title: "This article is withheld",
      advice: "It is not shown, because the law forbids its publication.",
    },
    500: {
      title: "Something went wrong here",
      advice: "It is not your fault, and we have recorded it. Please try again in a little while.",
    },
    503: {
      title: "The site is temporarily unavailable",
      advice: "We cannot reach the articles right now. Please try again in a minute.",
    },
  },
};

/** By language. The Kurdish ones await native editors. */
export const messages: Readonly<Record<Lang, Messages>> = { ar, ckb, kmr, en };
