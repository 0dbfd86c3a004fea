/** Texts that are not UTF-8: read as the editor says, refused when they cannot be that, and never guessed. */
import { zipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import { aSoraniArticle, theWaterArticle, theWaterParagraphs } from "../fixtures/articles";
import { TestWorker } from "../worker";

/** The upper half of windows-1256, sixteen letters a line. @see https://encoding.spec.whatwg.org/index-windows-1256.txt */
const WINDOWS_1256 = [
  "€پ‚ƒ„…†‡ˆ‰ٹ‹Œچژڈ",
  "گ‘’“”•–—ک™ڑ›œ\u200c\u200dں",
  "\u00a0،¢£¤¥¦§¨©ھ«¬\u00ad®¯",
  "°±²³´µ¶·¸¹؛»¼½¾؟",
  "ہءآأؤإئابةتثجحخد",
  "ذرزسشصض×طظعغـفقك",
  "àلâمنهوçèéêëىيîï",
  "\u064b\u064c\u064d\u064eô\u064f\u0650÷\u0651ù\u0652ûü\u200e\u200fے",
].join("");

/** As a program saves it that has nothing better: what the table lacks becomes a question mark. */
function inWindows1256(text: string): Uint8Array {
  return Uint8Array.from([...text.normalize("NFC")], letter => {
    const place = WINDOWS_1256.indexOf(letter);
    if (place >= 0) return 0x80 + place;
    return letter.length === 1 && letter < "\u0080" ? letter.charCodeAt(0) : 0x3f;
  });
}

/** The same of windows-1254, as far as Kurmanji goes. */
const inWindows1254 = (text: string) =>
  Uint8Array.from([...text], letter =>
    letter === "ş" ? 0xfe : letter === "Ş" ? 0xde : letter.charCodeAt(0),
  );

function inUtf16(text: string, isBigEndian: boolean, mark = "\uFEFF"): Uint8Array {
  const whole = mark + text;
  const view = new DataView(new ArrayBuffer(whole.length * 2));
  for (let place = 0; place < whole.length; place++)
    view.setUint16(place * 2, whole.charCodeAt(place), !isBigEndian);
  return new Uint8Array(view.buffer);
}

/** What it can carry: the quotation marks and the dots are in it, the Latin letters are ASCII. */
const text = theWaterArticle;

interface Answer {
  status: number;
  title: string;
  body_text: string;
  outcome: string;
  code: string;
  faults: { code: string; field: string; message: string; offset?: number }[];
  warnings: { code: string; message: string }[];
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});
const upload = async (bytes: Uint8Array, query: string) => {
  const response = await worker.upload(bytes, `lang=ar&status=published&${query}`);
  return { http: response.status, ...(await response.json<Answer>()) };
};

describe("windows-1256", () => {
  it("has each letter of the table where the platform has it", () => {
    const bytes = Uint8Array.from({ length: 128 }, (_, place) => 0x80 + place);
    expect(new TextDecoder("windows-1256").decode(bytes)).toBe(WINDOWS_1256);
  });

  it("is read to the letter when it is said, and is the same article as in UTF-8", async () => {
    expect(await upload(inWindows1256(text), "encoding=windows-1256")).toMatchObject({
      http: 201,
      body_text: theWaterParagraphs.join("\n\n"),
    });
    expect(await upload(new TextEncoder().encode(text), "")).toMatchObject({
      http: 200,
      outcome: "unchanged",
    });
  });

  it("is refused when it is not said, with the place and what to say", async () => {
    const refused = await upload(inWindows1256(text), "");
    expect(refused).toMatchObject({
      http: 422,
      faults: [{ code: "invalid-utf8", field: "body", offset: 12 }],
    });
    expect(refused.faults[0]?.message).toContain("add encoding=windows-1256");
  });

  it("is not suggested for UTF-8 that breaks off, nor for other letters", async () => {
    const broken = new TextEncoder().encode(text);
    broken[100] = 0xff;
    for (const bytes of [broken, new Uint8Array([0x41, 0xe9, 0x0a, 0x0a, 0xea, 0xfe])]) {
      const refused = await upload(bytes, "");
      expect(refused.faults).toMatchObject([{ code: "invalid-utf8" }]);
      expect(refused.faults[0]?.message).not.toContain("windows-1256");
    }
  });

  it("is refused for a file that is UTF-8: its letters would become others", async () => {
    expect(await upload(new TextEncoder().encode(text), "encoding=windows-1256")).toMatchObject({
      http: 422,
      faults: [{ code: "other-encoding", offset: 0 }],
    });
    const ascii = new TextEncoder().encode("01/02/2026\n\nTitle\n\nText.\n");
    expect(await upload(ascii, "encoding=windows-1256")).toMatchObject({ http: 201, title: "Title" });
  });

  it("says which Sorani letters were lost when the file was saved, and where", async () => {
    const sorani = "01/02/2026\n\nهەڵەبجە یادی قوربانیان دەکاتەوە\n\nخەڵکی هەڵەبجە یادیان کردەوە.\n";
    const response = await worker.upload(inWindows1256(sorani), "lang=ckb&encoding=windows-1256");
    const { title, warnings } = await response.json<Answer>();
    expect(title).toBe("ه???بج? ?اد? قوربان?ان د?کات?و?");
    expect(warnings).toContainEqual({ code: "letters-lost", message: expect.stringContaining("line 3") });
    const utf8 = await worker.upload(aSoraniArticle, "lang=ckb&status=published");
    expect((await utf8.json<Answer>()).warnings.map(({ code }) => code)).not.toContain("letters-lost");
  });

  it("a question mark between Latin letters, or at the end of a question, is none that was lost", async () => {
    const asked = "01/02/2026\n\nمن يدفع؟\n\nهل يدفع? نعم. https://news.example/a?b=c\n";
    const { warnings } = await upload(inWindows1256(asked), "encoding=windows-1256");
    expect(warnings.map(({ code }) => code)).not.toContain("letters-lost");
  });

  it("stands in a form's field, in a ZIP, in Markdown and in HTML", async () => {
    const markdown = "---\ntitle: افتتاح السوق\ndate: 2026-11-20\n---\n\nافتُتح **السوق**.\n";
    const html = "<!doctype html><html><body><h1>سوق القرية</h1><p>نصّ.</p></body></html>";
    const form = new FormData();
    form.set("lang", "ar");
    form.set("encoding", "windows-1256");
    form.set("document", new File([inWindows1256(markdown)], "souq.md"));
    const sent = await worker.asEditor("/api/uploads", { method: "POST", body: form });
    expect(await sent.json()).toMatchObject({ title: "افتتاح السوق", body_text: "افتُتح السوق." });
    const zip = zipSync({
      "a.txt": inWindows1256(text),
      "b.html": inWindows1256(html),
      "c.txt": new TextEncoder().encode(text),
    });
    const several = await worker.upload(zip, "lang=ar&published_on=2021-11-29&encoding=windows-1256");
    expect([several.status, await several.json()]).toMatchObject([
      207,
      {
        files: [
          { outcome: "created", article: { title: expect.stringContaining("مجلس البلدة") } },
          { outcome: "created", article: { title: "سوق القرية" } },
          { outcome: "refused", problem: { faults: [{ code: "other-encoding" }] } },
        ],
      },
    ]);
  });

  it("is no front matter's to say, since that must be read first", async () => {
    const markdown = "---\ntitle: Souq\nencoding: windows-1256\n---\n\nText.\n";
    const response = await worker.upload(markdown, "lang=en");
    expect((await response.json<Answer>()).warnings).toContainEqual({
      code: "unknown-front-matter",
      message: expect.stringContaining("encoding"),
    });
  });

  it("may be the header's charset when the address says so too; alone that is 415 with what to do", async () => {
    const send = async (query: string) =>
      await worker.asEditor(`/api/uploads?lang=ar&${query}`, {
        method: "POST",
        body: inWindows1256(text),
        headers: { "Content-Type": "text/plain; charset=windows-1256" },
      });
    expect((await send("encoding=windows-1256")).status).toBe(201);
    const refused = await send("");
    expect([refused.status, await refused.text()]).toEqual([
      415,
      expect.stringContaining("encoding=windows-1256"),
    ]);
  });
});

describe("other encodings", () => {
  it("windows-1254: Kurmanji comes back to the letter", async () => {
    const kurmanji = "01/02/2026\n\nŞêniyên gund çem paqij kirin\n\nRojê şêst kes hatin: jin û mêr.\n";
    const response = await worker.upload(
      inWindows1254(kurmanji),
      "lang=kmr&status=published&encoding=windows-1254",
    );
    expect(await response.json()).toMatchObject({
      title: "Şêniyên gund çem paqij kirin",
      body_text: "Rojê şêst kes hatin: jin û mêr.",
    });
  });

  it("UTF-16 of either order and without a mark: every letter of Sorani", async () => {
    for (const bytes of [
      inUtf16(aSoraniArticle, false),
      inUtf16(aSoraniArticle, true),
      inUtf16(aSoraniArticle, false, ""),
    ]) {
      const response = await worker.upload(bytes, "lang=ckb&status=published&encoding=utf-16");
      expect(await response.json()).toMatchObject({ id: 1, title: "هەڵەبجە یادی قوربانیان دەکاتەوە" });
    }
  });

  it("UTF-16 that is not said is 415, and told what to say; half a letter in it is told by its place", async () => {
    const unsaid = await worker.upload(inUtf16(text, false));
    expect([unsaid.status, await unsaid.text()]).toEqual([415, expect.stringContaining("encoding=utf-16")]);
    const half = inUtf16("01/02/2026\n\n\ud800 عنوان\n\nنص", false);
    expect((await upload(half, "encoding=utf-16")).faults).toMatchObject([
      { code: "other-encoding", offset: 26 },
    ]);
    const cut = inUtf16(text, true).slice(0, 101);
    expect((await upload(cut, "encoding=utf-16")).faults).toMatchObject([
      { code: "other-encoding", offset: 100 },
    ]);
    expect((await upload(new TextEncoder().encode(text), "encoding=utf-16")).faults).toMatchObject([
      { code: "other-encoding", offset: 0 },
    ]);
  });

  it("422 for one that there is none of, in the address and in a form", async () => {
    for (const encoding of ["iso-8859-6", "UTF-8", "", "utf-7"])
      expect((await upload(new TextEncoder().encode(text), `encoding=${encoding}`)).faults).toMatchObject([
        { code: "not-valid", field: "encoding", message: expect.stringContaining("'windows-1256'") },
      ]);
  });
});
