/** Documents of every kind, through the front door. */
import { env } from "cloudflare:workers";
import { strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { Counter } from "../counting";
import { shortArticle, theWaterArticle } from "../fixtures/articles";
import {
  archive,
  aWordDocument,
  thePastedHtml,
  theSchoolMarkdown,
  wordParagraph,
  wordParts,
} from "../fixtures/documents";
import { TestWorker } from "../worker";

interface Answer {
  id: number;
  title: string;
  lead: string;
  url: string;
  slug: string;
  lang: string;
  status: string;
  outcome: string;
  revision: number;
  edition: number;
  published_on: string;
  source_id: string | null;
  body_html: string;
  body_text: string;
  body_format: string;
  tags: { name: string }[];
  authors: { name: string }[];
  see_also: { title: string; excerpt: string | null }[];
  warnings: { code: string; message: string }[];
  links: { markdown: string; html: string };
  faults: { code: string; field: string; line?: number; message: string }[];
  code: string;
  article: Answer;
  difference: { fields: { field: string; before: unknown; after: unknown }[]; body: unknown[] } | null;
}

interface Report {
  files: (Answer & { file: string; status: number; problem: Answer })[];
  counts: Record<string, number>;
  unused_pictures: string[];
}

const PUBLISHED = "lang=ar&status=published";
const codesOf = (answer: Pick<Answer, "warnings">) => answer.warnings.map(warning => warning.code);

async function upload(worker: TestWorker, body: string | Uint8Array, query = PUBLISHED): Promise<Answer> {
  return await (await worker.upload(body, query)).json<Answer>();
}

async function rows(sql: string): Promise<unknown[]> {
  return (await env.DB.prepare(sql).all()).results;
}

describe("a Markdown file with front matter", () => {
  it("becomes an article with its table, its footnote and its foreign words, and says what it left out", async () => {
    const article = await upload(new TestWorker(), theSchoolMarkdown);
    expect(article).toMatchObject({
      title: "افتتاح مدرسة في ريف القامشلي بعد ترميمٍ دام عامين",
      lead: 'افتُتحت أمس مدرسةٌ في ريف القامشلي، وقال مديرها "إنّ الصفوف كلّها جاهزة".',
      published_on: "2026-11-20",
      source_id: "school-17",
      body_format: "html",
      tags: [{ name: "تعليم" }, { name: "ريف" }],
      authors: [{ name: "ليلى حسو" }],
      see_also: [{ title: "أهالي القرية يطالبون بمعلّمين", excerpt: null }],
    });
    expect(article.body_html.split("\n")).toEqual([
      '<p>افتُتحت أمس مدرسةٌ في ريف القامشلي<sup><a href="#fn-1" id="fnref-1">[1]</a></sup>، وقال مديرها "إنّ الصفوف <strong>كلّها</strong> جاهزة".</p>',
      "<h2>الأرقام</h2>",
      "<table><thead><tr><th>الصف</th><th>التلاميذ</th></tr></thead><tbody><tr><td>الأول</td><td>31</td></tr><tr><td>الثاني</td><td>28</td></tr></tbody></table>",
      "<blockquote><p>التعليم حقٌّ للجميع.</p></blockquote>",
      "<ul><li>كتبٌ جديدة</li><li>مقاعد</li></ul>",
      '<p dir="auto">The ministry did not comment.</p>',
      '<section role="doc-endnotes"><ol><li id="fn-1">تبعد سبعة كيلومترات عن المدينة. <a href="#fnref-1">↩︎</a></li></ol></section>',
    ]);
    expect(codesOf(article)).toEqual(["unknown-front-matter"]);
  });

  it("its page, its JSON, its Markdown, its feed and its search all have it", async () => {
    const worker = new TestWorker();
    const article = await upload(worker, theSchoolMarkdown);
    const page = await (await worker.fetch(new URL(article.url).pathname)).text();
    const reachable = article.body_html.replaceAll(/<(table|pre)\b/g, '<$1 tabindex="0"');
    expect(page).toContain(`<div class="body">${reachable}</div>`);
    const markdown = await (await worker.fetch(new URL(article.links.markdown).pathname)).text();
    expect(markdown).toContain("القامشلي[^1]، وقال");
    expect(markdown).toContain("| الأول | 31 |\n");
    const again = await upload(worker, markdown.replace("2026-11-20", "2026-11-19"));
    expect(again.body_html).toContain(article.body_html.split("\n").slice(0, 6).join("\n"));
    const found = await worker.fetch(`/api/search?lang=ar&q=${encodeURIComponent("التلاميذ")}`);
    const { results } = await found.json<{ results: { excerpt: { text: string }[] }[] }>();
    expect(results.length).toBeGreaterThan(0);
    expect(JSON.stringify(results)).not.toMatch(/<\w|strong/);
    const feed = await (await worker.fetch("/ar/rss.xml")).text();
    expect(feed).toMatch(/الصفوف (?:<|&lt;)strong(?:>|&gt;)كلّها/);
    const tags = await worker.fetch(`/api/search?lang=ar&q=${encodeURIComponent("strong blockquote")}`);
    expect((await tags.json<{ results: unknown[] }>()).results).toEqual([]);
  });

  it("422 with what is wrong in front matter, text and address, all at once", async () => {
    const answer = await upload(
      new TestWorker(),
      "---\ntitle: …\ndate: 31/02/2026\nlang: xx\nstatus: printed\n---\n\n<script>1</script>\n",
      "published_on=yesterday",
    );
    expect(answer.faults.map(fault => [fault.code, fault.field]).sort()).toEqual([
      ["impossible-date", "date"],
      ["no-body", "body"],
      ["not-valid", "lang"],
      ["not-valid", "published_on"],
      ["not-valid", "status"],
      ["title-without-letters", "title"],
    ]);
  });

  it("the address decides over a form, a form over the front matter", async () => {
    const worker = new TestWorker();
    const form = new FormData();
    form.set("document", new File([theSchoolMarkdown], "a.md"));
    form.set("lang", "ar");
    form.set("tags", "من النموذج");
    form.set("source_id", "form-1");
    const response = await worker.asEditor("/api/uploads?tags=من العنوان", { method: "POST", body: form });
    expect(await response.json<Answer>()).toMatchObject({
      tags: [{ name: "من العنوان" }],
      source_id: "form-1",
      authors: [{ name: "ليلى حسو" }],
    });
  });

  it("warns of links and notes that are none", async () => {
    const answer = await upload(
      new TestWorker(),
      "# عنوان\n\nنص [هنا](https://a.example/ و ب) و[^9] و[مرجع][لا].\n",
      "lang=ar",
    );
    expect(answer.warnings.find(warning => warning.code === "broken-link")?.message).toContain("[^9]");
  });
});

describe("HTML", () => {
  it("keeps what it means, nothing of how it looked, and names what it dropped", async () => {
    const article = await upload(new TestWorker(), thePastedHtml, `${PUBLISHED}&published_on=2026-11-20`);
    expect(article.title).toBe("سوق القرية يفتح أبوابه");
    expect(article.body_html.split("\n")).toEqual([
      '<p>افتتح <b>السوق</b> صباح اليوم، و<a href="https://example.org/souq?a=1&#x26;b=2">حضره</a> المئات.</p>',
      '<p>وقال أحدهم: <span lang="ku-Latn" dir="ltr">Em kêfxweş in</span> اضغط.</p>',
      '<figure><p><a href="https://tracker.example/p.gif">واجهة السوق</a></p><figcaption>السوق يوم افتتاحه</figcaption></figure>',
    ]);
    expect(codesOf(article)).toEqual(["markup-dropped", "address-refused", "picture-dropped"]);
  });

  it("422 when nothing of it is an article's, or there is too much of it", async () => {
    const worker = new TestWorker();
    const empty = await upload(worker, "<html><h1>عنوان</h1><script>نص</script>", "lang=ar");
    expect(empty.faults.map(fault => fault.code)).toEqual(["no-body"]);
    const deep = await upload(worker, `<html>${"<div>".repeat(100_000)}`, "lang=ar");
    expect(deep.faults.map(fault => fault.code)).toEqual(["nested-too-deep"]);
  });
});

describe("a Word document", () => {
  it("keeps headings, lists, tables, links, notes, and a picture's description", async () => {
    const article = await upload(new TestWorker(), aWordDocument());
    expect(article).toMatchObject({ title: "إصلاح جسر البلدة القديم", published_on: "2026-11-21" });
    expect(article.body_html.split("\n")).toEqual([
      '<p>بدأ العمل في <strong>الجسر</strong> كما قالت <a href="https://baladiya.example/">البلدية</a><sup><a href="#fn-1" id="fnref-1">[1]</a></sup>.</p>',
      "<h2>المراحل</h2>",
      "<ul><li>الأساس</li><li>السطح</li></ul>",
      "<table><tbody><tr><td>الشهر</td><td>الكلفة</td></tr><tr><td>آذار</td><td>500</td></tr></tbody></table>",
      "<figure><figcaption>الجسر قبل الإصلاح</figcaption></figure>",
      "<p>وختمت البلدية بيانها بالشكر.</p>",
      '<section role="doc-endnotes"><ol><li id="fn-1">بيان صدر أمس. <a href="#fnref-1">↑</a></li></ol></section>',
    ]);
    expect(codesOf(article)).toEqual(["picture-dropped", "picture-refused"]);
  });

  it("that is a newsroom's text in Word is read like one", async () => {
    const lines = theWaterArticle.split("\n").filter(line => line !== "");
    const article = await upload(
      new TestWorker(),
      aWordDocument(lines.map(line => wordParagraph(line)).join("")),
    );
    const typed = await upload(new TestWorker(), theWaterArticle, "lang=ar");
    expect(article).toMatchObject({
      title: typed.title,
      published_on: "2021-11-29",
      body_text: typed.body_text,
      see_also: typed.see_also,
    });
    expect(codesOf(article)).toEqual(["title-from-text", "unbalanced-quotes"]);
  });

  it.each([
    [
      "an entity from outside",
      {
        "word/document.xml":
          '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><w:document>&e;</w:document>',
      },
      "unreadable-document",
    ],
    ["no XML at all", { "word/document.xml": "نص" }, "unreadable-document"],
    ["XML nested without end", { "word/document.xml": "<a>".repeat(100_000) }, "unreadable-document"],
    [
      "a main part that calls itself a picture",
      {
        "_rels/.rels":
          '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/media/main.png"/></Relationships>',
        "word/media/main.png": `\ufeff ${"<w:p>".repeat(1_000)}${"</w:p>".repeat(1_000)}`,
      },
      "unreadable-document",
    ],
  ])("422 for %s", async (_, parts, code) => {
    const document = archive({ ...wordParts(""), ...parts });
    const answer = await upload(new TestWorker(), document, "lang=ar");
    expect(answer.faults.map(fault => fault.code)).toEqual([code]);
  });

  it("413 for one that grows beyond what a text can need, whatever its directory says", async () => {
    const bomb = archive({ ...wordParts(""), "word/document.xml": new Uint8Array(40 * 1024 * 1024) });
    expect((await new TestWorker().upload(bomb, "lang=ar")).status).toBe(413);
    const view = new DataView(bomb.buffer, bomb.byteOffset, bomb.byteLength);
    for (let place = 0; place < bomb.length - 30; place++)
      if (view.getUint32(place, true) === 0x02014b50 && view.getUint32(place + 24, true) > 1_000_000)
        view.setUint32(place + 24, 100, true);
    const lying = await upload(new TestWorker(), bomb, "lang=ar");
    expect(lying.faults.map(fault => fault.code)).toEqual(["unreadable-archive"]);
  });
});

describe("JSON", () => {
  const sent = { title: "خبر من برنامج", body: "**نص** قصير", body_format: "markdown", source_id: "cms-9" };

  it("in the shape of POST /api/articles, with what the address says over it", async () => {
    const worker = new TestWorker();
    const article = await upload(
      worker,
      JSON.stringify(sent),
      "lang=ar&status=published&tags=أ،ب&published_on=2026-11-23",
    );
    expect(article).toMatchObject({
      ...{ outcome: "created", status: "published", source_id: "cms-9", lang: "ar" },
      ...{ body_html: "<p><strong>نص</strong> قصير</p>", tags: [{ name: "أ" }, { name: "ب" }] },
    });
    const again = await upload(worker, JSON.stringify(sent), "lang=ar&tags=أ،ب&published_on=2026-11-23");
    expect(again).toMatchObject({ outcome: "unchanged", id: article.id });
  });

  it("422 with every fault of it and of the address", async () => {
    const answer = await upload(new TestWorker(), JSON.stringify({ title: "…", colour: 1 }), "lang=ar&tag=x");
    expect(answer.faults.map(fault => fault.field).sort()).toEqual(["body", "colour", "tag", "title"]);
  });
});

describe("which article a document is", () => {
  it("one with a source id stays it, whatever its title and date become; another in another language", async () => {
    const worker = new TestWorker();
    const first = await upload(worker, shortArticle("عنوان أول"), `${PUBLISHED}&source_id=doc-1`);
    const second = await upload(
      worker,
      shortArticle("عنوان ثان", "22/11/2026"),
      `${PUBLISHED}&source_id=doc-1`,
    );
    expect(second).toMatchObject({
      id: first.id,
      outcome: "revised",
      revision: 2,
      title: "عنوان ثان",
      slug: first.slug,
    });
    expect(codesOf(second)).toEqual(["address-kept"]);
    const english = await upload(worker, shortArticle("A title"), "lang=en&source_id=doc-1");
    expect(english).toMatchObject({ outcome: "created", id: first.id + 1 });
    expect(
      await upload(worker, shortArticle("عنوان ثان", "22/11/2026"), `${PUBLISHED}&source_id=doc-1`),
    ).toMatchObject({
      outcome: "unchanged",
      revision: 2,
    });
  });

  it("one that had no name gets it at its address; another name at that address is another article", async () => {
    const worker = new TestWorker();
    const text = shortArticle("خبر");
    const first = await upload(worker, text);
    expect(await upload(worker, text, `${PUBLISHED}&source_id=a`)).toMatchObject({
      id: first.id,
      source_id: "a",
    });
    const other = await upload(worker, text, `${PUBLISHED}&source_id=b`);
    expect(other).toMatchObject({ outcome: "created", slug: "خبر-2", source_id: "b" });
    expect(await upload(worker, text)).toMatchObject({ outcome: "unchanged", id: first.id, source_id: "a" });
  });

  it("two editors who send it at once make one article", async () => {
    const texts = ["أول", "ثان", "ثالث"].map(title => shortArticle(`عنوان ${title}`));
    const answers = await Promise.all(
      texts.map(text => upload(new TestWorker(), text, `${PUBLISHED}&source_id=same`)),
    );
    expect(new Set(answers.map(answer => answer.id)).size).toBe(1);
    expect(await rows("SELECT count(*) AS n FROM articles")).toEqual([{ n: 1 }]);
    expect(await rows("SELECT count(*) AS n FROM revisions")).toEqual([{ n: 3 }]);
  });
});

describe("a dry run", () => {
  it("tells what would be, with what would differ, and writes no row", async () => {
    const counter = new Counter();
    const worker = new TestWorker({ DB: counter.d1(env.DB), CACHE: counter.kv(env.CACHE) });
    counter.take();
    const fresh = await upload(worker, theWaterArticle, `${PUBLISHED}&tags=مياه&dry_run=1`);
    expect(fresh).toMatchObject({
      dry_run: true,
      outcome: "created",
      article: { id: null, status: "published" },
      difference: null,
    });
    expect(fresh.warnings.map(warning => warning.code)).toEqual(["unbalanced-quotes"]);
    expect(counter.take()).toMatchObject({ rowsWritten: 0, kvWrites: 0, writes: 0 });
    expect(await rows("SELECT id FROM articles")).toEqual([]);

    const live = await upload(worker, theWaterArticle, `${PUBLISHED}&tags=مياه`);
    counter.take();
    const changed = theWaterArticle.replace("مطلع الشهر", "منتصف الشهر").replace(/وختم المجلس[^\n]*\n/, "");
    const answer = await upload(worker, changed, "lang=ar&tags=مياه،قرى&dry_run=1");
    expect(answer).toMatchObject({
      outcome: "revised",
      article: { id: live.id, revision: 2, url: live.url },
    });
    expect(answer.difference?.fields.map(({ field }) => field)).toEqual(["lead", "tags"]);
    expect(answer.difference?.body).toEqual([
      {
        paragraph: 1,
        kind: "changed",
        words: expect.arrayContaining([
          { kind: "removed", text: "مطلع" },
          { kind: "added", text: "منتصف" },
        ]),
      },
      { paragraph: 6, kind: "removed", text: expect.stringContaining("وختم المجلس") },
    ]);
    expect(await upload(worker, theWaterArticle, "lang=ar&tags=مياه&dry_run=1")).toMatchObject({
      outcome: "unchanged",
    });
    expect(counter.take()).toMatchObject({ rowsWritten: 0, kvWrites: 0 });
  });

  it("is refused as the upload would be", async () => {
    const worker = new TestWorker();
    const refused = await upload(worker, "عنوان\n\nنص\n", `${PUBLISHED}&dry_run=1`);
    expect(refused.faults).toMatchObject([{ code: "date-required" }]);
    await upload(worker, shortArticle("خبر"));
    expect(await upload(worker, shortArticle("خبر"), "lang=ar&status=draft&dry_run=1")).toMatchObject({
      code: "already-published",
    });
  });
});

describe("a form and an archive", () => {
  it("a document with its pictures is one article", async () => {
    const form = new FormData();
    form.set("document", new File(["# عنوان\n\n![السوق](pictures/souq%20day.jpg)\n\nنص\n"], "khabar.md"));
    form.append("picture", new File([strToU8("x")], "souq day.jpg", { type: "image/jpeg" }));
    const response = await new TestWorker().asEditor("/api/uploads?lang=ar", { method: "POST", body: form });
    expect(response.status).toBe(201);
    const article = await response.json<Answer>();
    expect(article.body_html).toBe("<figure><figcaption>السوق</figcaption></figure>\n<p>نص</p>");
    expect(codesOf(article)).toContain("picture-dropped");
  });

  it("a ZIP is an article for each document and a report for each file; sent again it writes nothing", async () => {
    const worker = new TestWorker();
    const files = {
      "week/1.txt": theWaterArticle,
      "week/2.md": `${theSchoolMarkdown}\n![صف](pics/a.png)\n`,
      "week/3.docx": aWordDocument(),
      "week/4.html": thePastedHtml,
      "week/5.json": JSON.stringify({ title: "خبر", body: "نص", published_on: "2026-11-22" }),
      "week/broken.md": "---\ntitle: [\n---\n\nنص\n",
      "week/list.pdf": "%PDF-1.7",
      "week/pics/a.png": new Uint8Array([0x89, 0x50]),
      "week/pics/b.png": new Uint8Array([0x89, 0x50]),
      "__MACOSX/week/._1.txt": "x",
      "week/.DS_Store": "x",
    };
    const query = `${PUBLISHED}&published_on=2026-11-22`;
    const response = await worker.upload(archive(files), query);
    expect(response.status).toBe(207);
    const report = await response.json<Report>();
    expect(report.files.map(file => [file.file, file.status, file.outcome])).toEqual([
      ["week/1.txt", 201, "created"],
      ["week/2.md", 201, "created"],
      ["week/3.docx", 201, "created"],
      ["week/4.html", 201, "created"],
      ["week/5.json", 201, "created"],
      ["week/broken.md", 422, "refused"],
      ["week/list.pdf", 415, "refused"],
    ]);
    expect(report.counts).toEqual({ created: 5, revised: 0, unchanged: 0, refused: 2 });
    expect(report.unused_pictures).toEqual(["week/pics/b.png"]);
    expect(report.files[5]?.problem.faults).toMatchObject([
      { code: "bad-front-matter", line: expect.any(Number) },
    ]);

    const before = await rows(
      "SELECT (SELECT count(*) FROM revisions) AS r, (SELECT count(*) FROM editions) AS e",
    );
    const again = await (await worker.upload(archive(files), query)).json<Report>();
    expect(again.counts).toEqual({ created: 0, revised: 0, unchanged: 5, refused: 2 });
    expect(
      await rows("SELECT (SELECT count(*) FROM revisions) AS r, (SELECT count(*) FROM editions) AS e"),
    ).toEqual(before);
  });

  it("200 when all are taken; each file is its own effect of an Idempotency-Key", async () => {
    const worker = new TestWorker();
    const send = async () =>
      await worker.asEditor(`/api/uploads?${PUBLISHED}`, {
        method: "POST",
        body: archive({ "a.txt": shortArticle("أول"), "b.txt": shortArticle("ثان") }),
        headers: { "Content-Type": "application/zip", "Idempotency-Key": "week-47" },
      });
    expect((await send()).status).toBe(200);
    const again = await (await send()).json<Report>();
    expect(again.files.map(file => file.outcome)).toEqual(["replayed", "replayed"]);
  });

  it("two documents of a form under one name are two articles, with a key as without one", async () => {
    const worker = new TestWorker();
    const send = async (headers: Record<string, string>, titles: readonly string[]) => {
      const form = new FormData();
      for (const title of titles) form.append("file", new File([shortArticle(title)], "blob"));
      const response = await worker.asEditor(`/api/uploads?${PUBLISHED}`, {
        method: "POST",
        body: form,
        headers,
      });
      return (await response.json<Report>()).files.map(({ outcome }) => outcome);
    };
    expect(await send({}, ["أول", "ثان"])).toEqual(["created", "created"]);
    const key = { "Idempotency-Key": "two" };
    expect(await send(key, ["ثالث", "رابع"])).toEqual(["created", "created"]);
    expect(await rows("SELECT title FROM articles ORDER BY id")).toMatchObject(
      ["أول", "ثان", "ثالث", "رابع"].map(title => ({ title })),
    );
  });

  it("422 for another archive under the same key, and none of its files is taken", async () => {
    const worker = new TestWorker();
    const send = async (files: Record<string, string>) =>
      await worker.asEditor(`/api/uploads?${PUBLISHED}`, {
        method: "POST",
        body: archive(files),
        headers: { "Content-Type": "application/zip", "Idempotency-Key": "week-47" },
      });
    expect((await send({ "a.txt": shortArticle("أول"), "b.txt": shortArticle("ثان") })).status).toBe(200);
    const refused = await send({ "c.txt": shortArticle("ثالث"), "d.txt": shortArticle("رابع") });
    expect([refused.status, await refused.json()]).toMatchObject([422, { code: "idempotency-key-reused" }]);
    expect(await rows("SELECT count(*) AS n FROM articles")).toEqual([{ n: 2 }]);
  });

  it("two files that are the same article do not overwrite each other", async () => {
    const report = await (
      await new TestWorker().upload(
        archive({ "a.txt": shortArticle("خبر"), "b.txt": `${shortArticle("خبر")}زيادة.\n` }),
      )
    ).json<Report>();
    expect(report.files[1]?.problem.faults).toMatchObject([
      { code: "doubled-document", message: expect.stringContaining("a.txt") },
    ]);
    expect(await rows("SELECT count(*) AS n FROM revisions")).toEqual([{ n: 1 }]);
  });

  it("a dry run of an archive tells each file and writes no row", async () => {
    const report = await (
      await new TestWorker().upload(
        archive({ "a.txt": theWaterArticle, "b.md": theSchoolMarkdown }),
        `${PUBLISHED}&dry_run=1`,
      )
    ).json<Report>();
    expect(report.files.map(file => file.outcome)).toEqual(["created", "created"]);
    expect(await rows("SELECT id FROM articles")).toEqual([]);
  });

  it.each([
    ["nothing in it", archive({}), 422, "no-file"],
    ["pictures alone", archive({ "a.png": "x" }), 422, "no-file"],
    [
      "101 documents",
      archive(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`${n}.txt`, "x"]))),
      422,
      "too-many-files",
    ],
  ])("422 for an archive with %s", async (_, bytes, status, code) => {
    const response = await new TestWorker().upload(bytes, "lang=ar");
    expect([response.status, (await response.json<Answer>()).faults[0]?.code]).toEqual([status, code]);
  });

  it("an archive in an archive, and one that grows, are refused file by file", async () => {
    const report = await (
      await new TestWorker().upload(
        archive({
          "inner.zip": archive({ "a.txt": "x" }),
          "bomb.txt": new Uint8Array(30 * 1024 * 1024),
          "a.txt": shortArticle("خبر"),
        }),
      )
    ).json<Report>();
    expect(report.files.map(file => file.status)).toEqual([415, 413, 201]);
  });

  it("422 for a form that cannot be read, has no file, or says a thing twice", async () => {
    const worker = new TestWorker();
    const send = async (body: string) => {
      const headers = { "Content-Type": "multipart/form-data; boundary=x" };
      return await (
        await worker.asEditor("/api/uploads?lang=ar", { method: "POST", body, headers })
      ).json<Answer>();
    };
    const field = (name: string, value: string) =>
      `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
    expect((await send("نص")).faults[0]?.code).toBe("unreadable-form");
    expect((await send(`${field("tags", "أ")}--x--\r\n`)).faults[0]?.code).toBe("no-file");
    expect((await send(`${field("tags", "أ")}${field("tags", "ب")}--x--\r\n`)).faults[0]?.code).toBe(
      "doubled",
    );
  });
});

describe("format= decides over the content", () => {
  it("newsroom text that looks like something else, and the other way round", async () => {
    const worker = new TestWorker();
    const text = "# عنوان بعلامة\n\nنص\n";
    expect((await upload(worker, text, "lang=ar&format=text")).title).toBe("# عنوان بعلامة");
    expect((await upload(worker, text, "lang=ar")).title).toBe("عنوان بعلامة");
    expect((await upload(worker, "عنوان\n\nنص **غليظ**\n", "lang=ar&format=markdown")).body_html).toBe(
      "<p>نص <strong>غليظ</strong></p>",
    );
    expect((await upload(worker, "نص", "lang=ar&format=pdf")).faults).toMatchObject([
      { field: "format" },
      { code: "no-body" },
    ]);
    expect((await worker.upload("نص", "lang=ar&format=docx")).status).toBe(415);
  });
});

describe("POST /api/articles", () => {
  it.each([
    ["markdown", "# خبر بصيغة\n\nنص **غليظ**", "<p>نص <strong>غليظ</strong></p>"],
    ["html", "<p onclick=x>نص</p><h1>باب</h1>", "<p>نص</p>\n<h2>باب</h2>"],
    ["text", "نص **ليس** غليظاً", "<p>نص **ليس** غليظاً</p>"],
  ])("takes a body in %s", async (format, body, html) => {
    const response = await new TestWorker().send("POST", "/api/articles", {
      ...{ lang: "ar", title: "خبر بصيغة", body, body_format: format },
    });
    expect([response.status, (await response.json<Answer>()).body_html]).toEqual([201, html]);
  });

  it("422 when nothing is left of it", async () => {
    const response = await new TestWorker().send("POST", "/api/articles", {
      ...{ lang: "ar", title: "خبر", body: "<script>1</script>", body_format: "html" },
    });
    expect((await response.json<Answer>()).faults).toMatchObject([{ field: "body" }]);
  });
});

describe("what a Markdown text says of its pictures and tables", () => {
  const TABLE = "| الصف | العدد |\n|:--|--:|\n| الأول | 31 |";
  const body = `نص الخبر.\n\n![السوق](/media/${"a".repeat(64)}.png "السوق بعد ترميمه")\n\n${TABLE}\n`;

  it("is kept, or told, by an upload and by POST /api/articles", async () => {
    const worker = new TestWorker();
    const uploaded = await upload(worker, `# عنوان\n\n23/11/2026\n\n${body}`);
    const sent = await worker.send("POST", "/api/articles", {
      ...{ lang: "ar", title: "عنوان آخر", body, body_format: "markdown" },
    });
    for (const article of [uploaded, await sent.json<Answer>()]) {
      expect(article.body_html).toContain("<figcaption>السوق بعد ترميمه</figcaption></figure>");
      expect(codesOf(article)).toEqual(["alignment-dropped", "media-gone"]);
      expect(article.warnings[0]?.message).toMatch(/left\.$/);
    }
  });
});

describe("a document of more blocks than a page can have", () => {
  const MANY = 125_000;
  const bodies = {
    html: `<h1>عنوان</h1>${"<p>م</p>".repeat(MANY)}`,
    markdown: `# عنوان\n\n${"م\n\n".repeat(MANY)}`,
  };
  const inBoxes: [string, string][] = [
    ["a box", `<div>${"<p>م</p>".repeat(MANY)}</div>`],
    ["boxes of another language", `<section lang="ckb"><div>${"<p>م</p>".repeat(MANY)}</div></section>`],
  ];

  it.each(["html", "markdown"] as const)(
    "422 too-many-paragraphs as %s, as of a text",
    async format => {
      const worker = new TestWorker();
      const uploaded = await worker.upload(bodies[format], `lang=ar&format=${format}`);
      const sent = await worker.send("POST", "/api/articles", {
        ...{ lang: "ar", title: "عنوان", body: bodies[format], body_format: format },
      });
      for (const response of [uploaded, sent]) {
        expect(response.status).toBe(422);
        const { faults } = await response.json<Answer>();
        expect(faults.map(({ code, field }) => [code, field])).toEqual([["too-many-paragraphs", "body"]]);
      }
    },
    90_000,
  );

  it.each(inBoxes)("422 also when they stand within %s", async (_, body) => {
    const response = await new TestWorker().upload(`<h1>عنوان</h1>${body}`, "lang=ar&format=html");
    expect(response.status).toBe(422);
    const { faults } = await response.json<Answer>();
    expect(faults.map(({ code }) => code)).toContain("too-many-paragraphs");
  });

  it("what differs from a list of so many entries is told", async () => {
    const worker = new TestWorker();
    const page = (body: string) => `<h1>عنوان</h1><p>23/11/2026</p><p>نص</p>${body}`;
    const before = page(`<ul>${"<li>م".repeat(MANY)}</ul>`);
    expect((await worker.upload(before, `${PUBLISHED}&format=html`)).status).toBe(201);
    const after = await worker.upload("23/11/2026\n\nعنوان\n\nنص", `${PUBLISHED}&dry_run=1`);
    expect(after.status).toBe(200);
    expect((await after.json<Answer>()).difference?.body).toHaveLength(MANY + 1);
  });
});
