/** What a page weighs on the way to a reader: the whole of it, since it is one request. */
import { writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type BuiltSite, startBuiltSite } from "./site";

let site: BuiltSite;
beforeAll(async () => {
  site = await startBuiltSite();
});
afterAll(() => site?.close());

async function upload(text: string, query = "lang=ar&status=published"): Promise<string> {
  const response = await fetch(`${site.origin}/api/uploads?${query}`, {
    method: "POST",
    body: text,
    headers: { Authorization: `Bearer ${site.token}`, "Content-Type": "text/plain; charset=utf-8" },
  });
  expect(response.status).toBe(201);
  return ((await response.json()) as { url: string }).url;
}

/** As long as a newsroom's articles are: a title of 83 letters, six paragraphs, 3,300 bytes of text. */
const TITLE = "لجنة المياه تعلن نتائج المسح الأول للآبار والينابيع في ريف البلدة الشرقيّ كلّه اليوم";
const PARAGRAPHS = [
  "عن نتائج المسح الذي استمرّ تسعة أشهر، أشارت لجنة المياه في البلدة إلى أنّ عدد الآبار الصالحة للشرب في الريف الشرقيّ تراجع بمقدار الثلث منذ عشر سنوات، وأنّ الينابيع الباقية تحتاج إلى حمايةٍ عاجلة من التلوّث والرعي الجائر ومكبّات النفايات القريبة منها.",
  "وأفادت اللجنة بأنّها استقبلت العشرات من المتطوّعين من طلّاب المعهد الزراعيّ والمهندسين المتقاعدين وأصحاب الورش، الذين قاسوا عمق المياه وملوحتها في مئةٍ وعشرين موقعاً، ودوّنوا أسماء الآبار كما يلفظها أهلها بالعربية والكردية والسريانية، وربطوا كلّ اسمٍ بمكانه على خريطةٍ واحدة.",
  "وتابعت بأنّ العمل جرى في ظروفٍ صعبة بسبب تقنين الكهرباء ونقص الوقود، إلى جانب اللقاءات التي عُقدت مع مجالس القرى لشرح أهداف المسح، كاللقاء الذي أجريَ في الثالث من شهر حزيران هذا العام في ساحة المدرسة وحضره خمسون شخصًا من ممثّلي القرى والمزارعين والنساء العاملات في الأرض.",
  "و “تعمل فرق اللجنة الآن على إعداد سجلٍّ مفتوحٍ لكلّ بئرٍ في المنطقة، فيه عمقها وتاريخ حفرها وما تسقيه من حقولٍ وبيوت، كي لا تُحفر بئرٌ جديدة من دون أن يُعرف أثرها في جاراتها”، طبقاً لقول المهندسة المشرفة على المسح في مؤتمرٍ صحفيّ عُقد ظهر اليوم في مبنى البلديّة القديم.",
  "واستعرضت اللجنة “عدّة تجارب ناجحة في قرى مجاورة لحصاد مياه الأمطار من سطوح البيوت والمدارس، كما سلّطت الضوء على الخزّانات القديمة التي رُمّمت بأيدي الأهالي وعلى القنوات الحجريّة التي أعيد فتحها، بالإضافة لتوثيق الأضرار التي تلحق بالأرض حين تُترك المياه الجوفيّة لمن يملك المضخّة الأكبر”.",
  "هذا و عن خطّة العام المقبل، أردفت أنّ “من أولويّات العمل إصلاح ثلاث محطّات ضخٍّ وتدريب شبابٍ من كلّ قريةٍ على صيانتها، وهذه الخطوة تأتي لإتاحة الفرصة أمام الأهالي كي يديروا مياههم بأنفسهم بشكلٍ عادلٍ بدلاً من انتظار صهاريج تأتي مرّةً في الأسبوع ولا تكفي بيتاً واحداً من بيوت القرية، على أن تُنشر النتائج كاملةً في كتيّبٍ يُوزَّع مجّاناً على المدارس والمجالس، وتُعلّق نسخٌ منه في الأسواق القديمة.",
];
const RELATED = [
  "أهالي القرى الغربيّة يطالبون بحماية نبع السنديان من الردم",
  "المعهد الزراعيّ يفتح مختبراً لفحص التربة والمياه مجّاناً",
  "سجلّ الآبار القديم يُنقل إلى خزانة البلديّة بعد سنوات من الإهمال",
  "ورشةٌ في السوق تصنع مضخّاتٍ تعمل على الطاقة الشمسيّة",
  "نساء الريف الشرقيّ يدِرن لجنة السقاية للعام الثالث",
  "خريطةٌ بأسماء الينابيع بثلاث لغاتٍ تُعلّق في المدارس",
];

it("an article of the usual length, with six links at its foot, weighs at most 10,000 bytes, and 3,200 in Brotli", async () => {
  for (const [place, title] of RELATED.entries())
    await upload(`1${place}/10/2026\n\n${title}\n\nنصّ قصير عن هذا الخبر.\n`);
  const text = `24/11/2026\n\n${TITLE}\n\n${PARAGRAPHS.join("\n")}\n\nشاهد أيضًا\n\n${RELATED.map(title => `${title}\n\nنصّ قصير…`).join("\n\n")}\n`;
  expect(new TextEncoder().encode(text).length).toBeGreaterThan(3_700);
  const url = await upload(text, "lang=ar&status=published&tags=مياه,قرى");
  const response = await fetch(site.origin + new URL(url).pathname, {
    headers: { "Accept-Encoding": "identity" },
  });
  const page = new Uint8Array(await response.arrayBuffer());
  const html = new TextDecoder().decode(page);
  expect(html.match(/<li><a href="\/ar\/2026\/10/g)).toHaveLength(6);
  expect(html).toContain("application/ld+json");
  const small = brotliCompressSync(page, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  if (process.env.KEEP_PAGE) writeFileSync(process.env.KEEP_PAGE, page);
  console.log(`an article of the usual length: ${page.length} bytes, ${small.length} in Brotli`);
  expect(page.length).toBeLessThanOrEqual(10_000);
  expect(small.length).toBeLessThanOrEqual(3_200);
});
