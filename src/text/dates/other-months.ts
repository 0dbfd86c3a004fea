/** Names of months that are read and never written: of other countries, other presses, other calendars. */

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

/** Of Rojava and of Bakur, beside the names of CLDR. What also names a month of the solar calendar is not among them. */
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

/** As the press of Hewlêr and Silêmanî takes them from English and French, and other spellings of the Levant's. */
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
export const kurmanjiForms = (name: string): string[] => {
  const joint = /[aeiouêîû]$/.test(name) ? "y" : "";
  return [name, `${name}${joint}a`, `${name}${joint}ê`];
};

/** A date ties the month to its year by -ی. */
export const soraniForms = (name: string): string[] => [name, `${name}ی`];

/** [month 1 to 12, name], in every form that a date has. @see guide text-and-calendars, sections 3 and 10 */
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
 * Months of other calendars, and names that are a month of either (kanûn, çirî): a date in them is none that we can
 * read. The names of the solar year are Gregorian months to some, and to the east of the border they are not.
 */
export const UNREAD_MONTH_NAMES: readonly string[] = [
  ...`${SOLAR_LATIN}, kanûn, çirî`.split(", ").flatMap(kurmanjiForms),
  ...SOLAR_SORANI.split(", ").flatMap(soraniForms),
  ...`${SOLAR_PERSIAN}, ${HIJRI}`.split(", "),
];
