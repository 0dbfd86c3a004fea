/** The built site that is judged: the demo edition, a section and a byline, and the oddest text there is. */
import { type BuiltSite, startBuiltSite } from "../built/site";

/** Titles that break what is written carelessly. No reader may see another title than these. */
export const ODD_TITLES: readonly { readonly lang: string; readonly title: string }[] = [
  { lang: "ar", title: "خبر ]]> بعد النهاية" },
  { lang: "ar", title: "ندوة عن RSS 2.0 & Atom في حلب" },
  { lang: "ar", title: "مُحَمَّدٌ يقول: «السلامُ عليكم» — ١٩٧٣" },
  { lang: "ar", title: "نصّ مع\u0007محارف\u001bتحكم" },
  { lang: "ar", title: "علامات \u202eمقلوبة\u202c وعازلة \u2067داخل" },
  { lang: "ar", title: "وجوه 👩‍👩‍👧‍👦 وأعلام 🏳️‍🌈 و𝒳" },
  { lang: "ar", title: "&amp; &lt;b&gt; &#0; %s %00 \\n $x {{x}}" },
  { lang: "ckb", title: "کتێبی نوێ: «ڕۆژنامەگەریی ئازاد» لە هەولێر" },
  { lang: "ckb", title: "می‌ڕۆم بۆ ماڵەوە" },
  { lang: "kmr", title: "Çîrokên ji Efrînê: êvar û sibeh, ş û ç" },
  { lang: "kmr", title: "Pirtûka «حلب» li Qamişloyê" },
  { lang: "en", title: "Fish & chips, 'quoted' and \"double\" — 5 > 3" },
  { lang: "en", title: "null undefined NaN Infinity -1 1e1000" },
  { lang: "en", title: "Ṱ̺̺̕o͞ ̷i̲̬͇̪n̝̗͕v̟̜̘̦ ˙ɐnbᴉlɐ ꟼ" },
  { lang: "en", title: "<b>Bold</b> <script>alert(1)</script> headline" },
];

const ODD_BODY =
  "فقرة ]]></content:encoded><script>alert(1)</script> &nbsp; &#x0; <!-- <![CDATA[\n" +
  "Second paragraph \u0000\u0008\ufffe\ud800 with \u2028 and \u2029 and \u0085.\n" +
  "سێیەم: ‌و‍ \u200f\u200e 😀";

export async function startJudgedSite(): Promise<BuiltSite> {
  const site = await startBuiltSite();
  const send = async (method: string, path: string, value: unknown) => {
    const response = await fetch(site.origin + path, {
      method,
      body: JSON.stringify(value),
      headers: { Authorization: `Bearer ${site.token}`, "Content-Type": "application/json" },
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as { id: number };
  };
  const languages = ["ar", "ckb", "kmr", "en"];
  await send("PATCH", "/api/settings", { languages, websub_hub: "https://hub.example/?a=1&b=2" });
  const { id } = await send("POST", "/api/sections", { lang: "ar", name: "غرائب" });
  await send("POST", "/api/sections", { lang: "en", name: "Oddities", translation_of: id });
  for (const { lang, title } of ODD_TITLES) {
    const byline = lang === "ar" ? { section: "غرائب", authors: ["سعاد عيسى", "A & B"], tags: ["غريب"] } : {};
    await send("POST", "/api/articles", { lang, title, body: ODD_BODY, status: "published", ...byline });
  }
  // A translation of another month, and one without any.
  const old = { body: ODD_BODY, status: "published" };
  const first = await send("POST", "/api/articles", {
    ...old,
    lang: "ar",
    title: "خبر قديم",
    published_on: "2021-11-29",
  });
  for (const lang of ["ckb", "kmr", "en"]) {
    const title = `${lang} 2021`;
    await send("POST", "/api/articles", {
      ...old,
      lang,
      title,
      published_on: "2021-12-03",
      translation_of: first.id,
    });
  }
  await send("POST", "/api/articles", { ...old, lang: "en", title: "Alone", published_on: "1999-01-01" });
  return site;
}
