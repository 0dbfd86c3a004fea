import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DateLine, looksLikeDate, parseDateLine } from "../../src/text/dates/date-line";
import { anyText } from "./arbitraries";
import { VECTORS } from "./vectors";

/** A result in the words of the vectors. */
function inVectorWords(line: DateLine) {
  if (line.kind === "none") return null;
  if (line.kind === "impossible") return { fault: "impossible-date" };
  if (line.kind === "unclear") return "unclear";
  const { kind: _, warnings, ...date } = line;
  return warnings.length > 0 ? { ...date, warnings } : date;
}

const monthOf = (name: string) => {
  const line = parseDateLine(`3 ${name} 2021`);
  return line.kind === "date" ? Number(line.date.slice(5, 7)) : line.kind;
};

describe("date lines", () => {
  it.each(VECTORS.dates.parse)("%j is read as %j", (line, expected) => {
    expect(inVectorWords(parseDateLine(line))).toEqual(expected);
  });

  it("the months of Algeria, Tunisia and Morocco are read", () => {
    const maghreb = "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر".split(" ");
    const morocco = "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(" ");
    expect(maghreb.map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(morocco.map(monthOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  });

  it.each([
    [1, "Çile, çileya, ÇILEYÊ, Çileya Paşîn, Kanûna Paşîn, Rêbendanê, ژانوێری, ژانویە, کانوونی دووەم"],
    [2, "Sibat, Şibat, ŞIBAT, ŞİBAT, şıbat, Şubatê, فێبریوەری, فێبرێوەری, شوبات"],
    [3, "Adar, adara, مارس, ئازار, مارت"],
    [4, "Nîsan, NÎSANA, nisan, Avrêl, avrêla, ئەپریل, نیسان"],
    [5, "Gulan, gulana, gulanê, Eyar, مەی, ئایار"],
    [6, "Hezîran, heziran, Hizêran, hizêrana, جوون, حوزەیران"],
    [7, "Tîrmeh, TÎRMEHÊ, Temûz, temûzê, جوولای, تەمووز, تەممووز"],
    [8, "Tebax, tebaxa, ئۆگست, ئاب"],
    [9, "Îlon, ilon, ÎLONÊ, ILON, İLON, Eylûl, سێپتەمبەر, ئەیلوول"],
    [10, "Cotmeh, cotmeha, Çiriya Pêşîn, ÇIRIYA PÊŞÎN, Çırıya Peşin, ئۆکتۆبەر, تشرینی یەکەم"],
    [11, "Mijdar, Çiriya Paşîn, çirîya paşînê, نۆڤەمبەر, نۆڤەمبەری, تشرینی دووەم, تشرینی دووهەم"],
    [
      12,
      "Berfanbar, berfenbarê, Kanûna Pêşîn, kanûna yekem, دیسەمبەر, دێسەمبەر, کانوونی یەکەم, کانونی یەکەم",
    ],
  ])("the Kurdish press calls month %i %s", (month, names) => {
    const read = names.split(", ").map(name => [name, monthOf(name)]);
    expect(read).toEqual(names.split(", ").map(name => [name, month]));
  });

  it.each([
    "29 çiriya paşîn 2021",
    "29ê Çiriya Paşîn 2021",
    "29'ê Mijdarê 2021'an",
    "29ê meha mijdara sala 2021ê",
    "Duşemê, 29ê mijdara 2021an",
    "29ی نۆڤەمبەری 2021",
    "٢٩ی نۆڤەمبەری ٢٠٢١",
    "29ى نۆڤه‌مبه‌رى 2021",
    "29 ی تشرینی دووەمی 2021",
    "29ی مانگی نۆڤەمبەری ساڵی 2021ی زایینی",
    "دووشەمە، 29ی نۆڤەمبەری 2021",
  ])("«%s» is 29 November", line => {
    expect(parseDateLine(line)).toEqual({ kind: "date", date: "2021-11-29", warnings: [] });
  });

  it.each([
    ...["5 Gelawêj 2726", "5ê gelawêja 2026an", "5ê Rezberê 2726an", "5 Pûşper 2026", "5 Reşemeh 2026"],
    ...[
      "5ی گەلاوێژی 2726",
      "5ی گوڵانی 2726ی کوردی",
      "10ی خەرمانانی 1405",
      "5 Xakelêwe 2726",
      "5 gulan 2726 kurdî",
    ],
    ...[
      "29 جمادى الأولى 1448",
      "الأحد 29 جمادى الأولى 1448 هـ",
      "٢٩ جمادى الأولى ١٤٤٨ هـ",
      "29/05/1448",
      "1448-05-29",
    ],
    ...["29/5/1448 هـ", "15 خرداد 1405", "5ê Kanûnê 2026", "5 Çirî 2026", "29 Ramadan 1448"],
    ...[
      "الأحد 29 تشرين الثاني",
      "Sunday, 29 November",
      "Sunday, November 29th",
      "Yekşem, 29ê mijdarê",
      "الأحد 29/11",
    ],
  ])("«%s» is a date that cannot be read", line => {
    expect(parseDateLine(line)).toEqual({ kind: "unclear" });
  });

  it.each([
    ...["29 تشرين الثاني", "29/11", "29 - 11", "8 آذار", "29ê mijdarê", "November 29", "29ی نۆڤەمبەر"],
    ...["29 تشرين التاني 2026", "29ی تشرین دووەم 2026", "29ê Meha 11an 2026", "23ی 11ی 2026", "11/2026"],
    ...["29 جمادى الأولى 1448هـ / 8 نوفمبر 2026م", "29ê Mijdarê ya 2026an"],
    ...["29 تشرين الثاني (الأحد)", "الأحد", "Roja Yekşemê", "Gulan 2026", "تشرين الثاني 2026"],
  ])("«%s» alone may be one", line => {
    expect([parseDateLine(line).kind, looksLikeDate(line)]).toEqual(["none", true]);
  });

  it.each([
    ...[
      "29 تشرين الثاني: يوم لا يُنسى",
      "Gulan 2026: pêşangeha pirtûkan",
      "8 آذار يوم المرأة",
      "الأحد الدامي",
    ],
    ...["45/11", "11/9/1", "خمسون عاماً على 29 تشرين الثاني", "Rezber û Gelawêj", "رمضان كريم", "يوم الأرض"],
    ...["12 قتيلاً في قصف على ريف حلب", "3 سنوات: ما الذي تغيّر منذ عام 2011؟", "كأس العالم 2026"],
    ...["Çile û zivistan", "24 ساعة في حلب", "5 کتێبی نوێ", "ئاب و ئایار"],
  ])("«%s» is a headline", line => {
    expect([parseDateLine(line).kind, looksLikeDate(line)]).toEqual(["none", false]);
  });

  it("hamza, harakat, Persian letters and both Sorani Decembers make no difference", () => {
    expect(["اذار", "آذَار", "ایلول", "کانونی یەکەم", "کانوونی یەکەم", "Çile"].map(monthOf)).toEqual([
      3, 3, 9, 12, 12, 1,
    ]);
  });

  it("a year before the Hijri ones of our time, and one after, is a year", () => {
    const read = ["01/01/1299", "01/01/1300", "1499-01-01", "1500-01-01"].map(
      line => parseDateLine(line).kind,
    );
    expect(read).toEqual(["date", "unclear", "unclear", "date"]);
  });

  it("NBSP, doubled spaces and direction controls do not hide a date", () => {
    const line = "\u202B\u00A0الاثنين،\u00A0 29\u00A0تشرين  الثاني 2021\u202C ";
    expect(parseDateLine(line)).toEqual({ kind: "date", date: "2021-11-29", warnings: [] });
  });

  it("a weekday in any of the languages is checked, and the date stands", () => {
    for (const line of [
      "yekşem, 29ê mijdara 2021an",
      "هەینی، 29ی تشرینی دووەمی 2021",
      "Friday, 29 November 2021",
    ]) {
      expect(parseDateLine(line)).toEqual({
        kind: "date",
        date: "2021-11-29",
        warnings: ["weekday-mismatch"],
      });
    }
  });

  it("a time that no clock shows and a day 0 are impossible, not ignored", () => {
    for (const line of [
      "2021-11-29 24:00",
      "2021-11-29 08:60",
      "00/11/2021",
      "2021-00-10",
      "0 آذار 2021",
      "01/01/0000",
    ]) {
      expect(parseDateLine(line)).toEqual({ kind: "impossible" });
    }
  });

  it("a short hour is written out", () => {
    expect(parseDateLine("2021-11-29 8:05")).toMatchObject({ time: "08:05" });
  });

  it.each([
    ["29/11/2021 14:30", "14:30"],
    ["الثلاثاء 30/11/2021", undefined],
    ["29 / 11 / 2021", undefined],
    ["29 تشرين ثاني 2021", undefined],
    ["29/11/2021م", undefined],
    ["29/11/2021 م", undefined],
    ["التاريخ 29/11/2021", undefined],
    ["التاريخ: ٢٩/١١/٢٠٢١", undefined],
    ["November 29, 2021", undefined],
    ["Monday, Nov. 29th, 2021", undefined],
    ["29ê Mijdarê 2021", undefined],
    ["29’ê mijdara 2021’an", undefined],
    ["29\\11\\2021", undefined],
    ["29-Nov-2021", undefined],
    ["2021.11.29", undefined],
    ["الاثنين ٢٩-١١-٢٠٢١ الساعة ٢:٣٠ م", "14:30"],
    ["٠٨:٠٥ صباحاً - 29 تشرين الثاني 2021", "08:05"],
    ["29/11/2021 (الاثنين)", undefined],
    ["بتاريخ 29/11/2021 - 12:10 ص", "00:10"],
    ["ڕێکەوت: ٢٩/١١/٢٠٢١", undefined],
    ["2021-11-29T08:30", "08:30"],
  ])("%s is a date, as newsrooms write one", (line, time) => {
    const date = line.includes("30/11") ? "2021-11-30" : "2021-11-29";
    expect(parseDateLine(line)).toEqual({ kind: "date", date, warnings: [], ...(time && { time }) });
  });

  it("of two figures for the year nobody can say which it is", () => {
    for (const line of ["29/11/21", "الاثنين 29-11-21", "٢٩/١١/٢١"])
      expect(parseDateLine(line)).toEqual({ kind: "unclear" });
  });

  it("what seems a date and is not read is known from what speaks of one", () => {
    for (const line of [
      "29/11-2021",
      "صدر في 29/11/2021 بدمشق",
      "29/11/2021 الموافق 24 ربيع الثاني",
      "مساء 29 آذار 2021",
    ])
      expect([line, parseDateLine(line).kind, looksLikeDate(line)]).toEqual([line, "none", true]);
    for (const line of [
      "افتتاح السوق",
      "خطة 2021",
      "آذار",
      "قال إن القرار الصادر يوم 29/11/2021 ما زال سارياً حتى اليوم",
    ])
      expect([line, looksLikeDate(line)]).toEqual([line, false]);
  });

  it("what is not a date from end to end is none: mixed signs, a word before it", () => {
    const others = [
      "29/11-2021",
      "29/11/2021.",
      "بيان 29 آذار 2021",
      "29 كتاب 2021",
      "2021",
      "",
      "آذار 2021",
    ];
    expect(others.map(line => parseDateLine(line).kind)).toEqual(others.map(() => "none"));
  });

  it("no string makes it throw, and a date it finds is a real one", () => {
    fc.assert(
      fc.property(anyText, text => {
        const line = parseDateLine(text);
        expect(["date", "impossible", "unclear", "none"]).toContain(line.kind);
      }),
    );
    fc.assert(
      fc.property(fc.nat(40), fc.nat(40), fc.integer({ min: 1000, max: 9999 }), (first, second, year) => {
        const line = parseDateLine(`${first}/${second}/${year}`);
        const time = line.kind === "date" ? Date.parse(`${line.date}T00:00:00Z`) : 0;
        expect(Number.isNaN(time)).toBe(false);
      }),
    );
  });

  it("a line of two megabytes is no date, and costs nothing", () => {
    expect(parseDateLine("29 ".repeat(700_000))).toEqual({ kind: "none" });
  });
});
