/** Dates as newsrooms write them above a text; through the front door. */
import { describe, expect, it } from "vitest";
import { aWordDocument, wordParagraph } from "../fixtures/documents";
import { TestWorker } from "../worker";

interface Answer {
  title: string;
  body_text: string;
  published_on: string | null;
  published_time: string | null;
  publish_at: string;
  warnings: { code: string; message: string }[];
  faults: { code: string; message: string }[];
}

const TITLE = "إعادة تشغيل محطة المياه";
const BODY = "أعلنت لجنة المياه اليوم إعادة تشغيل المحطة.";

async function upload(text: string | Uint8Array, query = "lang=ar"): Promise<Answer> {
  return await (await new TestWorker().upload(text, query)).json<Answer>();
}

const codesOf = (answer: Answer) => answer.warnings.map(({ code }) => code);
const unreadIn = (answer: Answer) => answer.warnings.find(({ code }) => code === "unread-date")?.message;

describe("a date line of a newsroom's text", () => {
  it.each([
    "29/11/2021 14:30",
    "الاثنين 29/11/2021",
    "29 / 11 / 2021",
    "29 تشرين ثاني 2021",
    "29/11/2021م",
    "التاريخ 29/11/2021",
    "التاريخ: ٢٩/١١/٢٠٢١",
    "November 29, 2021",
    "29ê Mijdarê 2021",
    "ڕێکەوت: 29ی تشرینی دووەمی 2021",
  ])("«%s» is its date and not its title", async line => {
    const answer = await upload(`${line}\n\n${TITLE}\n\n${BODY}`, "lang=ar&status=published");
    expect(answer).toMatchObject({ title: TITLE, body_text: BODY, published_on: "2021-11-29" });
    expect(codesOf(answer)).toEqual([]);
  });

  it("with a time says when, in the newsroom's zone", async () => {
    const answer = await upload(`29/11/2021 2:30 م\n\n${TITLE}\n\n${BODY}`, "lang=ar&status=published");
    expect(answer.published_on).toBe("2021-11-29");
    expect(Date.parse(answer.publish_at)).toBe(Date.parse("2021-11-29T12:30:00Z"));
  });

  it("with another weekday stands, and is told", async () => {
    const answer = await upload(`الثلاثاء 29/11/2021\n\n${TITLE}\n\n${BODY}`);
    expect(answer).toMatchObject({ title: TITLE, published_on: "2021-11-29" });
    expect(codesOf(answer)).toEqual(["weekday-mismatch"]);
  });

  it("of which nobody can say the year is neither read nor the title, and is named", async () => {
    const answer = await upload(`29/11/21\n\n${TITLE}\n\n${BODY}`);
    expect(answer).toMatchObject({ title: TITLE, body_text: BODY, published_on: null });
    expect(unreadIn(answer)).toContain("“29/11/21”");
    const refused = await upload(`29/11/21\n\n${TITLE}\n\n${BODY}`, "lang=ar&status=published");
    expect(refused.faults.map(({ code }) => code)).toEqual(["date-required"]);
    expect(refused.faults[0]?.message).toContain("“29/11/21”");
  });

  it("that is not read is named where it became the title, or stands under it", async () => {
    const line = "29/11/2021 الموافق 24 ربيع الآخر";
    expect(unreadIn(await upload(`${line}\n\n${TITLE}\n\n${BODY}`))).toContain(`title “${line}”`);
    const under = await upload(`${TITLE}\n\n${line}\n\n${BODY}`);
    expect(under.title).toBe(TITLE);
    expect(unreadIn(under)).toContain(`“${line}” under the title`);
  });
});

describe("a date line of a Kurdish newsroom", () => {
  const KURMANJI = "Îstasyona avê dîsa kar dike";
  it.each([
    "5 Şibat 2026",
    "5ê Çileya 2026an",
    "5 Avrêl 2026",
    "5 Hizêran 2026",
    "5 Temûz 2026",
    "5ê Çiriya Pêşîn 2026",
    "5ê Kanûna Pêşîn 2026",
    "5ی نۆڤەمبەری 2026",
  ])("«%s» is its date and not its title", async line => {
    const answer = await upload(
      `${line}\n${KURMANJI}\n\nKomîteya avê îro ragihand.`,
      "lang=kmr&status=draft",
    );
    expect(answer.title).toBe(KURMANJI);
    expect(answer.published_on).toMatch(/^2026-\d\d-05$/);
    expect(codesOf(answer)).toEqual([]);
  });
});

describe("a line that is a date of which nobody can say which", () => {
  const given = "lang=ar&status=published&published_on=2026-11-08";

  it.each([
    "29 جمادى الأولى 1448",
    "5ê Gelawêjê 2726an",
    "5 Reşemeh 2026",
    "5ی خەرمانانی 2726",
    "الأحد 8 تشرين الثاني",
    "29/05/1448",
  ])("«%s» is no title and is named, also when the day is said", async line => {
    for (const document of [
      `${line}\n${TITLE}\n\n${BODY}`,
      `<p>${line}</p><h1>${TITLE}</h1><p>${BODY}</p>`,
    ]) {
      const answer = await upload(document, given);
      expect(answer).toMatchObject({ title: TITLE, body_text: BODY, published_on: "2026-11-08" });
      expect(unreadIn(answer)).toContain(`“${line}”`);
    }
  });

  it("leaves the day to the date of our calendar that stands with it, above or below", async () => {
    for (const lines of [
      "29 جمادى الأولى 1448 هـ\n8 تشرين الثاني 2026 م",
      "8 تشرين الثاني 2026 م\n29 جمادى الأولى 1448 هـ",
      "29 جمادى الأولى 1448 هـ\n\n8 تشرين الثاني 2026 م",
    ]) {
      const answer = await upload(`${lines}\n\n${TITLE}\n\n${BODY}`);
      expect(answer).toMatchObject({ title: TITLE, body_text: BODY, published_on: "2026-11-08" });
      expect(codesOf(answer)).toEqual(["unread-date"]);
      expect(unreadIn(answer)).toContain("“29 جمادى الأولى 1448 هـ”");
    }
    const html = `<p>29 جمادى الأولى 1448 هـ</p><p>8 تشرين الثاني 2026 م</p><h1>${TITLE}</h1><p>${BODY}</p>`;
    expect(await upload(html)).toMatchObject({ title: TITLE, body_text: BODY, published_on: "2026-11-08" });
  });

  it("without a weekday stays a headline, and is named", async () => {
    for (const line of ["8 تشرين الثاني", "8/11", "Gulan 2026"]) {
      const answer = await upload(`${line}\n\n${BODY}\n`, given);
      expect(answer.title).toBe(line);
      expect(unreadIn(answer)).toContain(`title “${line}”`);
    }
  });

  it("is not looked for in a headline", async () => {
    for (const title of ["29 تشرين الثاني: يوم لا يُنسى", "Gulan 2026: pêşangeha pirtûkan"]) {
      const answer = await upload(`${title}\n\n${BODY}\n`, given);
      expect(answer.title).toBe(title);
      expect(codesOf(answer)).toEqual([]);
    }
  });
});

describe("a date line of a document with markup", () => {
  it.each([
    ["Markdown", `# ${TITLE}\n\nالتاريخ: ٢٩/١١/٢٠٢١\n\n${BODY}\n`],
    ["HTML", `<h1>${TITLE}</h1><p>29/11/2021م</p><p>${BODY}</p>`],
    [
      "Word",
      aWordDocument(
        wordParagraph(TITLE, "Title") + wordParagraph("29 تشرين ثاني 2021") + wordParagraph(BODY),
      ),
    ],
  ])("of %s is read the same way", async (_, document) => {
    expect(await upload(document)).toMatchObject({
      title: TITLE,
      body_text: BODY,
      published_on: "2021-11-29",
    });
  });

  it("of which nobody can say the year is named", async () => {
    const answer = await upload(`<h1>${TITLE}</h1><p>29/11/21</p><p>${BODY}</p>`);
    expect(answer).toMatchObject({ title: TITLE, body_text: BODY });
    expect(unreadIn(answer)).toContain("“29/11/21”");
  });

  it("in front matter that is not read is named, with the spellings that are", async () => {
    const answer = await upload(`---\ntitle: ${TITLE}\ndate: yesterday\n---\n\n${BODY}\n`);
    expect(unreadIn(answer)).toContain("“yesterday”");
    expect(unreadIn(answer)).toContain("29 تشرين الثاني 2021");
    expect(unreadIn(answer)).toContain("2021-11-29");
  });

  it("in front matter tells what it lost or guessed", async () => {
    const dated = (date: string) => upload(`---\ntitle: ${TITLE}\ndate: ${date}\n---\n\n${BODY}\n`);
    const exact = await dated("2021-11-29T14:30:00+05:00");
    expect(exact.published_on).toBe("2021-11-29");
    expect(codesOf(exact)).toEqual(["offset-ignored"]);
    expect(codesOf(await dated("05/06/2021"))).toEqual(["ambiguous-date"]);
    expect(codesOf(await dated("[2021-11-29]"))).toEqual(["unread-date", "no-date"]);
  });
});

it.each(["text", "html", "markdown"])(
  "a date above the title that cannot be read does not hide the one under it, in %s",
  async format => {
    const [hijri, title, ours] = ["الجمعة 5 رمضان", "افتتاح السوق", "29 تشرين الثاني 2021"];
    const texts: Readonly<Record<string, string>> = {
      text: `${hijri}\n\n${title}\n\n${ours}\n\nنصّ.\n`,
      html: `<p>${hijri}</p><h1>${title}</h1><p>${ours}</p><p>نصّ.</p>`,
      markdown: `${hijri}\n\n# ${title}\n\n${ours}\n\n**نصّ.**\n`,
    };
    const query = `lang=ar&status=published&format=${format}`;
    const response = await new TestWorker().upload(texts[format] ?? "", query);
    expect([response.status, await response.json()]).toMatchObject([
      201,
      { title, published_on: "2021-11-29" },
    ]);
  },
);
