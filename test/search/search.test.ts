import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { emptyIndex } from "../../src/search/follow";
import { putEntries } from "../../src/search/queries";
import { Counter } from "../counting";
import { shortArticle, theSpringsArticle, theWaterArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { rebuildSearch } from "./rebuild";

interface Segment {
  text: string;
  matched: boolean;
}
interface Result {
  id: number;
  lang: string;
  title: Segment[];
  excerpt: Segment[];
}
interface Found {
  results: Result[];
  elsewhere: Result[];
  next_cursor: string | null;
  did_you_mean: string | null;
}

/** Every call of a database that is down. */
const down = () => () => {
  throw new Error("Network connection lost");
};

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function find(q: string, more = ""): Promise<Found> {
  const response = await worker.fetch(`/api/search?q=${encodeURIComponent(q)}${more}`);
  expect([q, response.status]).toEqual([q, 200]);
  return await response.json<Found>();
}

const textOf = (segments: Segment[] | undefined) => (segments ?? []).map(segment => segment.text).join("");
const marks = (segments: Segment[] | undefined) =>
  (segments ?? []).filter(segment => segment.matched).map(segment => segment.text);
const titles = async (q: string, more = "") =>
  (await find(q, more)).results.map(result => textOf(result.title));

async function publish(title: string, body: string, lang = "ar", date = "23/11/2026") {
  worker.now += 2_000;
  const response = await worker.upload(`${date}\n\n${title}\n\n${body}\n`, `lang=${lang}&status=published`);
  expect(response.status).toBe(201);
  return await response.json<{ id: number }>();
}

describe("a word is found however it is typed", () => {
  beforeEach(async () => {
    await worker.upload(theWaterArticle);
    worker.now += 2_000;
    await worker.upload(theSpringsArticle);
  });

  it.each([
    "المياه",
    "مياه",
    "والمياه",
    "بالمياه",
    "مِيَاه",
    "الميـــاه",
    "محطات",
    "محطّات",
    "الشرقية",
    "الشرقيه",
    "2019",
    "٢٠١٩",
    "اشار",
    "وأشار",
    "أنّ",
  ])("%s", async q => {
    expect((await find(q)).results.map(result => result.id)).toContain(1);
  });

  it("what is marked are whole words of the original, harakat included", async () => {
    const [first] = (await find("محطات")).results;
    expect(marks(first?.title)).toEqual(["محطّات"]);
    expect(textOf(first?.title)).toContain("لتأهيل محطّات المياه");
    expect(marks(first?.excerpt)).toContain("محطّات");
  });

  it("the foreign excerpt of a see-also block is not the article's text", async () => {
    expect((await find("يصادف")).results).toEqual([]);
  });

  it("a phrase in any quotation marks, and a minus", async () => {
    for (const q of ["“القرى الشرقية”", "«القرى الشرقيّة»", '"القرى الشرقية"'])
      expect(await titles(q)).toHaveLength(2);
    expect(await titles('"الشرقية القرى"')).toEqual([]);
    expect((await find("القرى -الينابيع")).results.map(result => result.id)).toEqual([1]);
  });

  it("the last word as it is typed", async () => {
    expect((await find("الينا")).results.map(result => result.id)).toContain(2);
    expect(await titles("مج")).toEqual([]);
  });
});

describe("what comes first", () => {
  it("title before lead before body, the word before its stem, newer before older", async () => {
    await publish("خبر أ", "فقرة أولى.\nوهنا زيتون.");
    await publish("خبر ب", "هنا زيتون.\nفقرة ثانية.");
    await publish("زيتون", "فقرة.");
    await publish("الزيتون", "فقرة.");
    await publish("خبر ج", "هنا زيتون.\nفقرة.");
    expect(await titles("زيتون")).toEqual(["زيتون", "الزيتون", "خبر ج", "خبر ب", "خبر أ"]);
  });

  it("the language that was asked in, and a few of the others beside", async () => {
    await publish("Halabja remembers", "The town remembers.", "en");
    await publish("هەڵەبجە یادی قوربانیان دەکاتەوە", "خەڵکی هەڵەبجە یادیان کردەوە.", "ckb");
    await publish("بلدة 2026", "سنة 2026 في البلدة.");
    await publish("Year 2026", "The year 2026.", "en");
    const found = await find("2026", "&lang=ar");
    expect(found.results.map(result => result.lang)).toEqual(["ar"]);
    expect(found.elsewhere.map(result => result.lang)).toEqual(["en"]);
    expect((await find("هه‌ڵه‌بجه‌")).results.map(result => result.lang)).toEqual(["ckb"]);
  });

  it("pages follow one another without gap or double, to the end", async () => {
    for (let number = 0; number < 70; number++) await publish(`قرية ${number}`, "نص عن قرية.");
    const seen: number[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const found: Found = await find("قرية", `&limit=20${cursor && `&cursor=${cursor}`}`);
      seen.push(...found.results.map(result => result.id));
      cursor = found.next_cursor;
      expect(seen.length).toBeLessThanOrEqual(70);
    }
    expect(new Set(seen).size).toBe(70);
    expect(seen).toHaveLength(70);
  });

  it("only what was published in a span of days", async () => {
    await publish("قرية قديمة", "نص.", "ar", "01/02/2020");
    await publish("قرية جديدة", "نص.");
    expect(await titles("قرية", "&from=2020-02-01&to=2020-02-01")).toEqual(["قرية قديمة"]);
    expect(await titles("قرية", "&from=2021-01-01")).toEqual(["قرية جديدة"]);
  });
});

describe("what no reader may see is not found", () => {
  it("a draft, a scheduled and a retracted article, nor a word of theirs as a spelling", async () => {
    await worker.upload(shortArticle("الطاووس"), "lang=ar");
    await worker.upload(
      shortArticle("الطاووسية"),
      "lang=ar&status=published&publish_at=2026-11-24T10:00:00Z",
    );
    const { id } = await publish("الطاووسات", "نص.");
    await worker.send("DELETE", `/api/articles/${id}/publication`, {});
    expect(await find("الطاووس")).toMatchObject({ results: [], elsewhere: [], did_you_mean: null });
    expect(await find("الطاوس")).toMatchObject({ results: [], did_you_mean: null });
  });

  it("also while the index lags behind the truth", async () => {
    const { id } = await publish("الطاووس", "نص.");
    const lagging = new TestWorker({
      SEARCH: new Proxy(env.SEARCH, { get: down }),
    });
    lagging.now = worker.now + 2_000;
    await lagging.send("DELETE", `/api/articles/${id}/publication`, {});
    expect((await find("الطاووس")).results).toEqual([]);
  });

  it("a scheduled one is found once it came due", async () => {
    await worker.upload(shortArticle("الطاووس"), "lang=ar&status=published&publish_at=2026-11-23T09:00:00Z");
    worker.now = Date.parse("2026-11-23T09:00:30Z");
    await worker.tick();
    expect(await titles("الطاووس")).toEqual(["الطاووس"]);
  });
});

describe("the index follows", () => {
  it("what it missed while it was down is there after the next tick", async () => {
    const blind = new TestWorker({
      SEARCH: new Proxy(env.SEARCH, { get: down }),
    });
    expect((await blind.upload(shortArticle("الطاووس"))).status).toBe(201);
    expect(await titles("الطاووس")).toEqual([]);
    await worker.tick();
    expect(await titles("الطاووس")).toEqual(["الطاووس"]);
  });

  it("built from nothing it is the same as built edition by edition", async () => {
    await worker.upload(theWaterArticle);
    await publish("خبر", "نص قديم.");
    worker.now += 2_000;
    await worker.upload(`23/11/2026\n\nخبر\n\nنص جديد.\n`);
    const { id } = await publish("يُسحب", "نص.");
    await worker.send("DELETE", `/api/articles/${id}/publication`, {});
    const followed = await contents();
    await rebuildSearch(worker.runtime());
    expect(await contents()).toEqual(followed);
    expect([await titles("قديم"), await titles("جديد")]).toEqual([[], ["خبر"]]);
  });

  it("an older change that comes late does not undo a newer one", async () => {
    await publish("خبر", "نص قديم.");
    worker.now += 2_000;
    await worker.upload(`23/11/2026\n\nخبر\n\nنص جديد.\n`);
    await env.SEARCH.prepare("UPDATE follower SET edition = 0").run();
    await worker.tick();
    expect([await titles("قديم"), await titles("جديد")]).toEqual([[], ["خبر"]]);
  });

  it("an editor rebuilds it over the API", async () => {
    await publish("خبر", "نص.");
    const response = await worker.send("POST", "/api/search/rebuild", { from_nothing: true });
    expect(await response.json()).toEqual({ edition: 1, current: 1, indexed: 1 });
    expect((await worker.fetch("/api/search/rebuild", { method: "POST" })).status).toBe(401);
  });

  async function contents() {
    const { results: documents } = await env.SEARCH.prepare(
      "SELECT article_id, position FROM documents WHERE position IS NOT NULL ORDER BY 1",
    ).all();
    const { results: vocabulary } = await env.SEARCH.prepare("SELECT * FROM vocabulary ORDER BY term").all();
    return { documents, vocabulary };
  }
});

describe("any input whatever", () => {
  it.each([
    '"',
    '""',
    "-",
    "--",
    "- ",
    '-"',
    "NEAR(a b)",
    "a AND",
    "title:x",
    "*",
    "^a",
    "a*b",
    "(((",
    "{title}",
    "َُِّ",
    "\u0000\u0001",
    "😀👩‍👩‍👧",
    "\u202e\u200f",
    "'; DROP TABLE words; --",
    "a".repeat(300),
    "ا ".repeat(150),
  ])("%j is answered", async q => {
    await publish("خبر", "نص a.");
    const found = await find(q);
    expect(found.results.length).toBeLessThanOrEqual(1);
  });

  it("422 for no words, for ten thousand letters, and for parameters that there are not", async () => {
    for (const query of [
      "q=",
      "q=%20",
      `q=${"a".repeat(10_000)}`,
      "q=a&limit=0",
      "q=a&limit=500",
      "q=a&cursor=x",
      "q=a&lang=de",
      "q=a&b=1",
      "",
    ]) {
      expect([query.slice(0, 20), (await worker.fetch(`/api/search?${query}`)).status]).toEqual([
        query.slice(0, 20),
        422,
      ]);
    }
  });

  it("costs at most 200 rows and one trip to each database", async () => {
    for (let number = 0; number < 60; number++)
      await publish(`قرية ${number} مياه`, "نص عن مياه القرية وأهل القرية.");
    const [db, search] = [new Counter(), new Counter()];
    const counted = new TestWorker({ DB: db.d1(env.DB), SEARCH: search.d1(env.SEARCH) });
    counted.now = worker.now;
    await counted.fetch("/ar/");
    await counted.fetch("/");
    db.take();
    const response = await counted.fetch(
      `/api/search?q=${encodeURIComponent("قرية مياه نص أهل عن")}&limit=20`,
    );
    expect((await response.json<Found>()).results).toHaveLength(20);
    const [truth, index] = [db.take(), search.take()];
    expect([truth.trips, index.trips]).toEqual([1, 1]);
    expect(truth.rowsRead + index.rowsRead).toBeLessThanOrEqual(200);
  });
});

it("the commonest word costs the same rows at 100,000 articles as at 10,000", async () => {
  const rowsAt = async (size: number) => {
    const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${size})`;
    await env.SEARCH.batch([
      env.SEARCH.prepare("INSERT INTO words (words) VALUES ('delete-all')"),
      env.SEARCH.prepare(`${numbers} INSERT INTO words (rowid, title, title_stem, lead, lead_stem, body, body_stem)
        SELECT i * 67108864 + i, 'aخبر', 'aخبر', 'aنص aخبر', 'aنص aخبر', 'aخبر', 'aخبر' FROM n`),
    ]);
    const counter = new Counter();
    const counted = new TestWorker({ SEARCH: counter.d1(env.SEARCH) });
    await counted.fetch(`/api/search?q=${encodeURIComponent("خبر")}`);
    return counter.take().rowsRead;
  };
  const [few, many] = [await rowsAt(10_000), await rowsAt(100_000)];
  expect(few).toBeGreaterThan(0);
  expect(many).toBeLessThanOrEqual(1.5 * few);
});

describe("nothing found", () => {
  it("the nearest spelling in the index is offered", async () => {
    await publish("المستشفى الجديد", "افتتح المستشفى.");
    expect(await find("المستشفا")).toMatchObject({ results: [], did_you_mean: "المستشفي" });
  });
});

describe("what a review found", () => {
  it("a rebuild that meets a publish begins from nothing all the same", async () => {
    for (const title of ["خبر أول", "خبر ثان", "خبر ثالث"]) await publish(title, "نص.");
    const { epoch } = (await worker
      .runtime()
      .search.prepare("SELECT epoch FROM follower")
      .first<{ epoch: string }>()) ?? { epoch: "" };
    await emptyIndex(worker.runtime());
    // A follower that read its progress before the index was emptied, and comes after.
    await putEntries(env.SEARCH, [], 2, { epoch, edition: 3 }, 1_000);
    await worker.tick();
    expect(await titles("خبر")).toHaveLength(3);
  });

  it("an article is found by what it stands as, whatever a follower's clock says", async () => {
    const late = new TestWorker();
    late.now = worker.now - 10;
    const blind = new TestWorker({ SEARCH: new Proxy(env.SEARCH, { get: down }) });
    await blind.upload(shortArticle("الطاووس"));
    await late.tick();
    worker.now += 60_000;
    expect(await titles("الطاووس")).toEqual(["الطاووس"]);
  });

  it("articles of centuries ago are found, each for itself", async () => {
    await publish("مخطوط أول", "نص.", "ar", "01/01/1500");
    await publish("مخطوط ثان", "نص.", "ar", "01/01/1500");
    expect((await titles("مخطوط")).sort()).toEqual(["مخطوط أول", "مخطوط ثان"]);
  });

  it("422 for days that no calendar here goes beyond", async () => {
    for (const bound of ["from=9999-12-31", "to=9999-12-31", "from=0001-01-01"]) {
      expect([bound, (await worker.fetch(`/api/search?q=a&${bound}`)).status]).toEqual([bound, 422]);
    }
  });

  it("a day ends before the first minute of the next", async () => {
    await worker.upload(
      shortArticle("منتصف الليل", "22/11/2026"),
      "lang=ar&status=published&publish_at=2026-11-21T21:00:00Z",
    );
    expect(await titles("منتصف", "&to=2026-11-21")).toEqual([]);
    expect(await titles("منتصف", "&to=2026-11-22")).toHaveLength(1);
  });

  it("the spelling offered is a word, among many that begin alike, and never one of a retracted article", async () => {
    const many = Array.from(
      { length: 150 },
      (_, number) => `الا${String.fromCodePoint(0x628 + (number % 20))}${number}`,
    ).join(" ");
    await publish("كلمات", many);
    await publish("المستشفى", "نص.");
    expect((await find("المستشفا")).did_you_mean).toBe("المستشفي");
    await publish("The village", "Text.", "en");
    expect((await find("vilage", "&lang=en")).did_you_mean).toBe("village");
    const { id } = await publish("Zebrafinch", "Text.", "en");
    const blind = new TestWorker({ SEARCH: new Proxy(env.SEARCH, { get: down }) });
    blind.now = worker.now + 2_000;
    await blind.send("DELETE", `/api/articles/${id}/publication`, {});
    expect((await find("zebrafinsh", "&lang=en")).did_you_mean).toBeNull();
  });

  it("an excerpt parts no emoji and no word makes it endless", async () => {
    await publish("رموز", `!${"😀".repeat(300)} ${"ا".repeat(5_000)}`);
    const [first] = (await find("رموز")).results;
    expect(textOf(first?.excerpt).isWellFormed()).toBe(true);
    expect(textOf(first?.excerpt).length).toBeLessThan(700);
  });
});

describe("the page", () => {
  it("shows what was found with the words marked, in each direction, and runs nothing that was typed", async () => {
    await publish("Water for villages", "A plan for water.", "en");
    worker.now += 2_000;
    await worker.upload(theWaterArticle);
    const page = await worker.fetch(`/ar/search?q=${encodeURIComponent("المياه")}`);
    expect([page.status, page.headers.get("Cache-Control")]).toEqual([200, "private, no-store"]);
    const html = await page.text();
    expect(html).toContain("<mark>المياه</mark>");
    expect(html).toContain('<html lang="ar" dir="rtl">');
    const odd = await (
      await worker.fetch(`/en/search?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    ).text();
    expect(odd).not.toContain("<script");
  });

  it("says when there is nothing, offers the nearest spelling, and the same search in the other languages", async () => {
    await publish("المستشفى الجديد", "افتتح المستشفى.");
    const html = await (await worker.fetch(`/ar/search?q=${encodeURIComponent("المستشفا")}`)).text();
    expect(html).toContain("لم نجد شيئًا");
    expect(html).toContain(`href="/ar/search?q=${encodeURIComponent("المستشفي")}"`);
    expect(html).toContain(`href="/en/search?q=المستشفا"`);
  });

  it("400 in the reader's language for what is too long, and every other spelling leads to the one address", async () => {
    const long = await worker.fetch(`/ar/search?q=${"a".repeat(5_000)}`);
    expect([long.status, (await long.text()).includes("اكتب كلمات أقل")]).toEqual([400, true]);
    const other = await worker.fetch("/ar/search/?q=a");
    expect([other.status, other.headers.get("Location")]).toEqual([308, "/ar/search?q=a"]);
    expect((await worker.fetch("/ar/search")).status).toBe(200);
  });
});
