/** ZIP archives as they come: nothing in one is lost without a line in the report. Through the front door. */
import { env } from "cloudflare:workers";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { aWordDocument, type RawEntry, rawArchive } from "../fixtures/documents";
import { TestWorker } from "../worker";

interface Issue {
  code: string;
  message: string;
}
interface Report {
  files: {
    file: string;
    status: number;
    outcome: string;
    article: { title: string };
    problem: { faults: Issue[] };
  }[];
  skipped: { file: string; code: string; message: string }[];
  unused_pictures: string[];
  faults: Issue[];
}

const QUERY = "lang=ar&status=published";

async function send(entries: readonly RawEntry[], query = QUERY): Promise<[number, Report]> {
  const response = await new TestWorker().upload(rawArchive(entries), query);
  return [response.status, await response.json<Report>()];
}

const linesOf = ({ files }: Report) =>
  files.map(({ file, status, problem }) => [file, status, problem?.faults[0]?.code]);

/** خبر and بيان in windows-1256. */
const KHABAR = Uint8Array.from([0xce, 0xc8, 0xd1, ...strToU8(".txt")]);
const BAYAN = Uint8Array.from([0xc8, 0xed, 0xc7, 0xe4, ...strToU8(".txt")]);

describe("names in an archive", () => {
  it("two files of one name are both in the report: the first is taken, the other refused", async () => {
    const [status, report] = await send([
      { name: "خبر.txt", file: shortArticle("أول") },
      { name: "خبر.txt", file: shortArticle("ثان") },
    ]);
    expect(status).toBe(207);
    expect(linesOf(report)).toEqual([
      ["خبر.txt", 201, undefined],
      ["خبر.txt", 422, "doubled-name"],
    ]);
    expect(report.files[0]?.article.title).toBe("أول");
  });

  it("of no known encoding are refused one by one, with what to say", async () => {
    const [, report] = await send([
      { name: KHABAR, file: shortArticle("أول") },
      { name: BAYAN, file: shortArticle("ثان") },
      { name: "c.txt", file: shortArticle("ثالث") },
    ]);
    expect(linesOf(report)).toEqual([
      [expect.stringContaining(".txt"), 422, "unreadable-name"],
      [expect.stringContaining(".txt"), 422, "unreadable-name"],
      ["c.txt", 201, undefined],
    ]);
    expect(report.files[0]?.problem.faults[0]?.message).toContain("encoding=windows-1256");
  });

  it("in windows-1256 are read when the request says so", async () => {
    const arabic = Uint8Array.from([
      ...strToU8("23/11/2026\n\n"),
      0xce,
      0xc8,
      0xd1,
      ...strToU8("\n\n"),
      0xe4,
      0xd5,
      10,
    ]);
    const [status, report] = await send([{ name: KHABAR, file: arabic }], `${QUERY}&encoding=windows-1256`);
    expect(status).toBe(200);
    expect(linesOf(report)).toEqual([["خبر.txt", 201, undefined]]);
    expect(report.files[0]?.article.title).toBe("خبر");
  });

  it("in windows-1256 beside texts in UTF-8 are read when the request says it of the names alone", async () => {
    const files = [
      { name: KHABAR, file: shortArticle("أول") },
      { name: "بيان.txt", file: shortArticle("ثان") },
    ];
    const [status, report] = await send(files, `${QUERY}&names_encoding=windows-1256`);
    expect(status).toBe(200);
    expect(linesOf(report)).toEqual([
      ["خبر.txt", 201, undefined],
      ["بيان.txt", 201, undefined],
    ]);
    const form = new FormData();
    form.set("week", new File([rawArchive(files)], "week.zip"));
    form.set("names_encoding", "windows-1256");
    const again = await new TestWorker().asEditor(`/api/uploads?${QUERY}`, { method: "POST", body: form });
    expect(linesOf(await again.json<Report>())).toEqual([
      ["خبر.txt", 200, undefined],
      ["بيان.txt", 200, undefined],
    ]);
  });

  it("are told apart from texts: what is said of the one is not believed of the other", async () => {
    const said = [{ name: KHABAR, file: shortArticle("أول") }];
    const [, texts] = await send(said, `${QUERY}&encoding=windows-1256`);
    expect(linesOf(texts)).toEqual([["خبر.txt", 422, "other-encoding"]]);
    expect(texts.files[0]?.problem.faults[0]?.message).toContain("'names_encoding'");
    const [, names] = await send(said, `${QUERY}&encoding=windows-1256&names_encoding=utf-8`);
    expect(linesOf(names)).toEqual([[expect.stringContaining("\uFFFD"), 422, "unreadable-name"]]);
  });

  it("that say that they are UTF-8 and are not are refused, whatever the request says", async () => {
    const flagged = [{ name: KHABAR, file: shortArticle("أول"), flags: 1 << 11 }];
    const [, report] = await send(flagged, `${QUERY}&names_encoding=windows-1256`);
    expect(linesOf(report)).toEqual([[expect.stringContaining("\uFFFD"), 422, "unreadable-name"]]);
  });

  it("422 for an encoding that no name can be in", async () => {
    const [, report] = await send(
      [{ name: "خبر.txt", file: shortArticle("أول") }],
      `${QUERY}&names_encoding=utf-16`,
    );
    expect(report.files[0]?.problem.faults).toMatchObject([{ code: "not-valid", field: "names_encoding" }]);
  });

  it("in UTF-8 are read without the flag, and from the field beside an old name", async () => {
    const path = strToU8("بيان.txt");
    const extra = new DataView(new ArrayBuffer(9));
    extra.setUint16(0, 0x7075, true);
    extra.setUint16(2, 5 + path.length, true);
    extra.setUint8(4, 1);
    // The checksum of the bytes of BAYAN, as zlib counts it.
    extra.setUint32(5, 0xdc345575, true);
    const [, report] = await send([
      { name: "خبر.txt", file: shortArticle("أول") },
      {
        name: BAYAN,
        file: shortArticle("ثان"),
        extra: Uint8Array.from([...new Uint8Array(extra.buffer), ...path]),
      },
      {
        name: KHABAR,
        file: shortArticle("ثالث"),
        extra: Uint8Array.from([...new Uint8Array(extra.buffer), ...path]),
      },
    ]);
    // A field that belongs to another name is not believed.
    expect(linesOf(report)).toEqual([
      ["خبر.txt", 201, undefined],
      ["بيان.txt", 201, undefined],
      [expect.stringContaining("\uFFFD"), 422, "unreadable-name"],
    ]);
  });

  it("with the slashes of Windows are paths", async () => {
    const [, report] = await send([{ name: "week\\1.txt", file: shortArticle("أول") }]);
    expect(linesOf(report)).toEqual([["week/1.txt", 201, undefined]]);
  });
});

describe("what of an archive is no document", () => {
  it("is told with a reason, but for what programs put there for themselves", async () => {
    const [status, report] = await send([
      { name: "../a.txt", file: shortArticle("خارج") },
      { name: "/etc/b.txt", file: shortArticle("مطلق") },
      { name: "C:\\c.txt", file: shortArticle("قرص") },
      { name: ".مسودة.txt", file: shortArticle("خفي") },
      { name: "week/", file: "" },
      { name: "week/1.txt", file: shortArticle("أول") },
      { name: "__MACOSX/week/._1.txt", file: "x" },
      { name: "week/.DS_Store", file: "x" },
    ]);
    expect(status).toBe(200);
    expect(report.files.map(({ file }) => file)).toEqual(["week/1.txt"]);
    expect(report.skipped.map(({ file, code }) => [file, code])).toEqual([
      ["../a.txt", "outside"],
      ["/etc/b.txt", "outside"],
      ["C:/c.txt", "outside"],
      [".مسودة.txt", "hidden-file"],
      ["week/", "folder"],
    ]);
    expect(report.skipped.every(({ message }) => message.length > 20)).toBe(true);
  });

  it("and nothing else in it: 422 says what was there", async () => {
    const [status, { faults }] = await send([{ name: "../a.txt", file: shortArticle("خارج") }]);
    expect([status, faults[0]?.code]).toEqual([422, "no-file"]);
    expect(faults[0]?.message).toContain("../a.txt");
  });
});

describe("a file of an archive that cannot be trusted", () => {
  it("is refused by itself: a wrong checksum, a password, a way of compressing that is not read", async () => {
    const [status, report] = await send([
      { name: "damaged.txt", file: shortArticle("تالف"), crc32: 1 },
      { name: "locked.txt", file: shortArticle("مقفل"), flags: 1 },
      { name: "lzma.txt", file: shortArticle("مضغوط"), method: 14 },
      { name: "صحيح.txt", file: shortArticle("صحيح") },
    ]);
    expect(status).toBe(207);
    expect(linesOf(report)).toEqual([
      ["damaged.txt", 422, "damaged-file"],
      ["locked.txt", 422, "encrypted-archive"],
      ["lzma.txt", 422, "unknown-compression"],
      ["صحيح.txt", 201, undefined],
    ]);
    const { results } = await env.DB.prepare("SELECT title FROM articles").all();
    expect(results).toEqual([{ title: "صحيح" }]);
  });

  it("or a Word document that was cut off says that it is damaged, and what to do", async () => {
    const whole = aWordDocument();
    for (const bytes of [whole.subarray(0, whole.length - 300), whole.subarray(0, 40)]) {
      const response = await new TestWorker().upload(bytes, QUERY);
      const { faults } = await response.json<Report>();
      expect(response.status).toBe(422);
      expect(faults[0]?.message).toMatch(/damaged.*Word document.*[Ss]end it again/);
    }
  });
});

describe("pictures that come with a document", () => {
  const form = (...pictures: [name: string, bytes: string][]) => {
    const body = new FormData();
    body.set("document", new File(["# عنوان\n\nنص\n"], "khabar.md"));
    for (const [name, bytes] of pictures)
      body.append("picture", new File([bytes], name, { type: "image/png" }));
    return body;
  };
  const post = async (body: FormData) =>
    await new TestWorker().asEditor("/api/uploads?lang=ar", { method: "POST", body });

  it("and that it does not show are told", async () => {
    const response = await post(form(["سوق.png", "x"]));
    const { warnings } = await response.json<{ warnings: Issue[] }>();
    expect(warnings.find(({ code }) => code === "picture-unused")?.message).toContain("سوق.png");
  });

  it("422 for two of one name that are not the same", async () => {
    const response = await post(form(["سوق.png", "x"], ["سوق.png", "y"]));
    expect([response.status, (await response.json<Report>()).faults[0]?.code]).toEqual([422, "doubled-name"]);
    expect((await post(form(["سوق.png", "x"], ["سوق.png", "x"]))).status).toBe(201);
  });
});
