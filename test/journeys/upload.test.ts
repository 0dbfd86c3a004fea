import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { shortArticle, theSpringsArticle, theWaterArticle, theWaterParagraphs } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";

interface Written {
  id: number;
  url: string;
  slug: string;
  revision: number;
  edition: number;
  outcome: string;
  status: string;
  body_text: string;
  see_also: { title: string; excerpt: string | null; article: { id: number; url: string } | null }[];
  warnings: { code: string }[];
  links: { html: string; json: string; markdown: string };
}

interface ProblemBody {
  code: string;
  detail: string;
  faults: { code: string; field: string; message: string; offset?: number }[];
}

const pathOf = (url: string) => new URL(url).pathname + new URL(url).search;

describe("a newsroom's text file", () => {
  it("201 with the article, its address, its revision and its edition", async () => {
    const response = await new TestWorker().upload(theWaterArticle);
    expect(response.status).toBe(201);
    expect(response.headers.get("Location")).toBe("/api/articles/1");
    expect(response.headers.get("ETag")).toMatch(/^"r1\.[0-9a-f]{24}"$/);
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    const article = await response.json<Written>();
    expect(article).toMatchObject({
      id: 1,
      lang: "ar",
      dir: "rtl",
      title: "مجلس البلدة يُعلن خطةً لتأهيل محطّات المياه في القرى الشرقيّة قبل حلول الصيف",
      lead: theWaterParagraphs[0],
      published_on: "2021-11-29",
      published_at: null,
      status: "published",
      revision: 1,
      edition: 1,
      outcome: "created",
    });
    expect(decodeURIComponent(article.url)).toBe(
      "http://localhost:8787/ar/2021/11/29/مجلس-البلدة-يعلن-خطة-لتأهيل-محطات-المياه-في-القرى-الشرقية",
    );
  });

  it("keeps its six paragraphs to the letter, and the see-also block apart from them", async () => {
    const article = await (await new TestWorker().upload(theWaterArticle)).json<Written>();
    expect(article.body_text.split("\n\n")).toEqual(theWaterParagraphs);
    expect(article.see_also).toEqual([
      {
        title: "في يوم المياه العالمي، مطالبات بحماية الينابيع",
        excerpt: "يصادف الثاني والعشرين من آذار من كل عام يوم المياه العالمي، وفيه طالب الأهالي بحماية الين…",
        article: null,
      },
    ]);
    expect(article.warnings.map(warning => warning.code)).toEqual(["unbalanced-quotes"]);
  });

  it("a reference is completed by itself once an article of its title is published, on a page that was hot", async () => {
    const worker = new TestWorker();
    const article = await (await worker.upload(theWaterArticle)).json<Written>();
    const json = pathOf(article.links.json);
    expect((await (await worker.fetch(json)).json<Written>()).see_also[0]?.article).toBeNull();
    const springs = await (await worker.upload(theSpringsArticle)).json<Written>();
    const completed = await (await worker.fetch(json.replace(/\?.*/, ""))).json<Written>();
    expect(completed.see_also[0]?.article).toEqual({ id: springs.id, url: springs.url });
    const page = await (await worker.fetch(new URL(article.url).pathname)).text();
    expect(page).toContain(`href="${decodeURI(new URL(springs.url).pathname)}"`);
  });

  it("the same file again changes nothing; a changed one is the next revision of the same article", async () => {
    const worker = new TestWorker();
    await worker.upload(theWaterArticle);
    const again = await worker.upload(theWaterArticle);
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ id: 1, outcome: "unchanged", revision: 1, edition: 1 });
    const changed = await worker.upload(
      theWaterArticle.replace("ستة", "سبعة").replace("مطلع الشهر", "منتصف الشهر"),
    );
    expect(await changed.json()).toMatchObject({ id: 1, outcome: "revised", revision: 2, edition: 2 });
    const rows = await env.DB.prepare(
      "SELECT number, previous.chain_hash <> revisions.chain_hash AS chained FROM revisions, (SELECT chain_hash FROM revisions WHERE number = 1) previous ORDER BY number",
    ).all();
    expect(rows.results).toEqual([
      { number: 1, chained: 0 },
      { number: 2, chained: 1 },
    ]);
  });

  it("tags that nothing is said of stay; an empty word takes them away", async () => {
    const worker = new TestWorker();
    const tags = async (text: string, query = "") => {
      const response = await worker.upload(text, `lang=ar&status=published${query}`);
      return (await response.json<{ tags: { name: string }[] }>()).tags.map(({ name }) => name);
    };
    const text = shortArticle("أهوار الجنوب");
    expect(await tags(text, "&tags=مياه،بيئة")).toEqual(["مياه", "بيئة"]);
    expect(await tags(`${text}زيادة.\n`)).toEqual(["مياه", "بيئة"]);
    expect(await tags(`${text}زيادة.\n`, "&tags=")).toEqual([]);
  });

  it("two editors who send different texts for one address at once make two revisions, and lose nothing", async () => {
    const one = new TestWorker();
    const other = new TestWorker();
    const responses = await Promise.all([
      one.upload(`${shortArticle("بيان")}نسخة أولى.\n`),
      other.upload(`${shortArticle("بيان")}نسخة ثانية.\n`),
    ]);
    expect(responses.map(response => response.status).sort()).toEqual([200, 201]);
    const bodies = await env.DB.prepare("SELECT body FROM revisions ORDER BY number").all<{ body: string }>();
    expect(bodies.results.map(row => row.body.split("\n").at(-1)).sort()).toEqual([
      "نسخة أولى.",
      "نسخة ثانية.",
    ]);
  });

  it("a draft stays a draft when it is sent again, and is published when that is asked for", async () => {
    const worker = new TestWorker();
    const draft = await worker.upload(shortArticle("مسودة"), "lang=ar");
    expect(await draft.clone().json()).toMatchObject({ status: "draft", outcome: "created" });
    const { url } = await draft.json<Written>();
    expect((await worker.fetch(pathOf(url))).status).toBe(404);
    expect((await worker.fetch("/api/articles/1")).status).toBe(404);
    await worker.upload(shortArticle("مسودة"), "lang=ar&status=published");
    expect((await worker.fetch(pathOf(url))).status).toBe(200);
    const refused = await worker.upload(shortArticle("مسودة"), "lang=ar&status=draft");
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "already-published" });
  });

  it("403 when the token may only draft, whatever it asks for", async () => {
    const worker = new TestWorker();
    const headers = {
      Authorization: `Bearer ${await makeToken(["articles:draft"])}`,
      "Content-Type": "text/plain",
    };
    const send = (query: string) =>
      worker.fetch(`/api/uploads?${query}`, { method: "POST", body: shortArticle("خبر"), headers });
    expect((await send("lang=ar&status=published")).status).toBe(403);
    expect((await send("lang=ar")).status).toBe(201);
    await worker.upload(shortArticle("خبر"), "lang=ar&status=published");
    const revision = await worker.fetch("/api/uploads?lang=ar", {
      method: "POST",
      body: `${shortArticle("خبر")}زيادة.`,
      headers,
    });
    expect(await revision.json()).toMatchObject({ status: 403, code: "scope-missing" });
  });

  it("an article dated ahead is scheduled for noon, and says so", async () => {
    const response = await new TestWorker().upload(shortArticle("غدًا", "24/11/2026"));
    const article = await response.json<Written & { publish_at: string }>();
    expect(article).toMatchObject({ status: "scheduled", publish_at: "2026-11-24T09:00:00.000Z" });
    expect(article.warnings.map(warning => warning.code)).toContain("scheduled-for-noon");
  });

  it("its languages are linked to one another, in both directions", async () => {
    const worker = new TestWorker();
    const arabic = await (await worker.upload(theWaterArticle)).json<Written>();
    const english = "29 November 2021\n\nThe water plan\n\nThe council announced a plan.\n";
    const response = await worker.upload(english, `lang=en&status=published&translation_of=${arabic.id}`);
    const { url } = await response.json<Written>();
    const page = await (await worker.fetch(new URL(arabic.url).pathname)).text();
    expect(page).toContain(`hreflang="en" href="${url}"`);
    const second = await worker.upload(
      english.replace("plan", "second plan"),
      `lang=en&status=published&translation_of=${arabic.id}`,
    );
    expect(await second.json()).toMatchObject({ status: 409, code: "translation-exists" });
    const unknown = await worker.upload(english.replace("plan", "third plan"), "lang=en&translation_of=99");
    expect(await unknown.json<ProblemBody>()).toMatchObject({
      status: 422,
      faults: [{ code: "translation-unknown" }],
    });
  });
});

describe("what is refused, and how", () => {
  const refused = async (body: string | Uint8Array, query = "lang=ar&status=published") => {
    const response = await new TestWorker().upload(body, query);
    expect(response.headers.get("Content-Type")).toBe("application/problem+json; charset=utf-8");
    return { status: response.status, ...(await response.json<ProblemBody>()) };
  };

  it("422 with every fault at once", async () => {
    const problem = await refused("31/02/2021\n\n…\n");
    expect(problem.status).toBe(422);
    expect(problem.faults.map(fault => fault.code).sort()).toEqual([
      "impossible-date",
      "no-body",
      "title-without-letters",
    ]);
  });

  it("422 for an empty file, and for a title without a body", async () => {
    expect((await refused("")).faults.map(fault => fault.code)).toEqual(["empty"]);
    expect((await refused("29/11/2021\n\nعنوان بلا نص\n")).faults.map(fault => fault.code)).toEqual([
      "no-body",
    ]);
  });

  it("422 with the position of the byte that is not UTF-8", async () => {
    const bytes = new TextEncoder().encode(theWaterArticle);
    bytes[100] = 0xff;
    const problem = await refused(bytes);
    expect(problem).toMatchObject({
      status: 422,
      faults: [{ code: "invalid-utf8", offset: expect.any(Number) }],
    });
  });

  it("422 when it is to be published and has no date", async () => {
    const problem = await refused("عنوان بلا تاريخ\n\nنص.\n");
    expect(problem.faults).toMatchObject([{ code: "date-required", field: "published_on" }]);
    const worker = new TestWorker();
    const dated = await worker.upload(
      "عنوان بلا تاريخ\n\nنص.\n",
      "lang=ar&status=published&published_on=2026-11-01",
    );
    expect(await dated.json()).toMatchObject({ published_on: "2026-11-01", status: "published" });
  });

  it("413 as soon as more than 2 MB have come, whatever Content-Length says", async () => {
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x61));
      },
    });
    const worker = new TestWorker();
    const response = await worker.asEditor("/api/uploads?lang=ar", {
      method: "POST",
      body: stream,
      headers: { "Content-Type": "text/plain" },
    });
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "too-large", limit_bytes: 2_097_152 });
    expect(sent).toBeLessThan(40);
  });

  it("415 for what is not text, by its bytes and by its header", async () => {
    expect(await refused(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31]))).toMatchObject({
      status: 415,
      code: "unsupported-type",
    });
    expect(await refused(new Uint8Array([0x41, 0, 0x42]))).toMatchObject({ status: 415 });
    const worker = new TestWorker();
    const headers = { "Content-Type": "application/pdf" };
    const byHeader = await worker.asEditor("/api/uploads?lang=ar", {
      method: "POST",
      body: theWaterArticle,
      headers,
    });
    expect(byHeader.status).toBe(415);
  });

  it("422 for a parameter that it does not know, one that is doubled, and a language that is none", async () => {
    expect((await refused(theWaterArticle, "lang=ar&colour=red")).faults).toMatchObject([
      { code: "unknown-field", field: "colour" },
    ]);
    expect((await refused(theWaterArticle, "lang=ar&lang=en")).faults).toMatchObject([
      { code: "doubled", field: "lang" },
    ]);
    expect((await refused(theWaterArticle, "lang=ku")).faults).toMatchObject([{ field: "lang" }]);
    expect((await refused(theWaterArticle, "status=published")).faults).toMatchObject([
      { code: "missing", field: "lang" },
    ]);
  });
});

it("a day that returns every year is proposed, and nothing is made of it", async () => {
  const worker = new TestWorker();
  const body = "يصادف الثلاثين من تشرين الثاني من كل عام يوم إحياء ذكرى الضحايا.";
  const response = await worker.upload(`23/11/2026\n\nفي يوم الذكرى\n\n${body}\n`);
  const { proposals, body_text } = await response.json<Written & { proposals: unknown[] }>();
  expect(proposals).toMatchObject([{ kind: "every-year", month: 11, day: 30 }]);
  expect(body_text).toBe(body);
  const { results } = await env.DB.prepare("SELECT count(*) AS number FROM observances").all();
  expect(results).toEqual([{ number: 0 }]);
});

describe("odd texts", () => {
  const upload = async (text: string) => {
    const response = await new TestWorker().upload(text);
    return await response.json<Written & ProblemBody>();
  };

  it("422 for a title that is a page long, thousands of references, and a text that no row holds, all with their numbers", async () => {
    const references = Array.from({ length: 120 }, (_, number) => `مرجع ${1000 + number}`).join("\n");
    const problem = await upload(
      `23/11/2026\n\n${"عنوان ".repeat(60)}\n\n${"ن".repeat(950_000)}\n\nشاهد أيضًا\n\n${references}`,
    );
    expect(problem.status).toBe(422);
    expect(problem.faults.map(fault => fault.code)).toEqual([
      "title-too-long",
      "body-too-long",
      "too-many-references",
    ]);
    const lines = await upload(`23/11/2026\n\nعنوان\n\n${"س\n".repeat(10_001)}`);
    expect(lines.faults.map(fault => fault.code)).toEqual(["too-many-paragraphs"]);
  });

  it("an article of one endless paragraph weighs its list no more than another", async () => {
    const worker = new TestWorker();
    const long = `كلمة ${"طويلة ".repeat(100_000)}`;
    expect((await worker.upload(`23/11/2026\n\nعنوان\n\n${long}\n`)).status).toBe(201);
    const front = await worker.fetch("/ar/");
    expect((await front.arrayBuffer()).byteLength).toBeLessThan(12_000);
    expect((await worker.fetch("/api/articles?lang=ar")).status).toBe(200);
  });
});
