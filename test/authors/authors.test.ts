/** Authors: what is said of them, who may know of them, and what becomes of a name that changes. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { makeToken, ORIGIN, TestWorker } from "../worker";

interface Author {
  id: number;
  group: number | null;
  lang: string;
  slug: string;
  name: string;
  about: string;
  link: string | null;
  url: string;
  other_names?: string[];
  former_names?: string[];
  edition?: number;
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

async function sign(title: string, byline: string, query = "lang=ar&status=published"): Promise<number> {
  const response = await worker.upload(shortArticle(title), `${query}&authors=${byline}`);
  expect(response.status).toBe(201);
  return (await response.json<{ id: number }>()).id;
}

const authors = async (query = "", init: RequestInit = {}) =>
  await (await worker.fetch(`/api/authors${query}`, init)).json<{
    authors: Author[];
    next_cursor: string | null;
  }>();

async function authorNamed(name: string): Promise<Author> {
  const all = await (await worker.asEditor("/api/authors?limit=100")).json<{ authors: Author[] }>();
  const found = all.authors.find(one => one.name === name);
  if (found === undefined) throw new Error(`no author ${name}`);
  return found;
}

const patch = async (id: number, change: object) => await worker.send("PATCH", `/api/authors/${id}`, change);
const page = async (path: string) => await (await worker.fetch(encodeURI(path))).text();

describe("what readers may know", () => {
  it("those who have something published, and nobody who signs drafts or what is scheduled or retracted", async () => {
    await sign("خبر منشور", "سعاد حسن");
    await sign("مسودة", "كاتب سري", "lang=ar");
    await sign("مؤجل", "كاتب مؤجل", "lang=ar&status=published&publish_at=2026-11-24T10:00:00%2B03:00");
    const gone = await sign("مسحوب", "كاتب مسحوب");
    await worker.asEditor(`/api/articles/${gone}/publication`, { method: "DELETE" });
    expect((await authors()).authors.map(({ name }) => name)).toEqual(["سعاد حسن"]);
    for (const name of ["كاتب سري", "كاتب مؤجل", "كاتب مسحوب"]) {
      const { id } = await authorNamed(name);
      const lost = await worker.fetch(`/api/authors/${id}`);
      expect([lost.status, await lost.text()]).toEqual([
        404,
        await (await worker.fetch("/api/authors/999")).text(),
      ]);
      expect((await worker.asEditor(`/api/authors/${id}`)).status).toBe(200);
    }
    worker.now += 2 * 86_400_000;
    expect((await authors()).authors.map(({ name }) => name)).toContain("كاتب مؤجل");
  });

  it("a page at a time, by language, and nothing of other names", async () => {
    for (const name of ["سعاد", "خليل", "هيفاء"]) await sign(`خبر ${name}`, name);
    await sign("News", "Helen", "lang=en&status=published");
    const first = await authors("?limit=2");
    const cursor = encodeURIComponent(first.next_cursor ?? "");
    const rest = await authors(`?limit=2&cursor=${cursor}`);
    const names = [...first.authors, ...rest.authors].map(({ name }) => name);
    expect(names.toSorted()).toEqual(["Helen", "خليل", "سعاد", "هيفاء"].toSorted());
    expect(rest.next_cursor).toBeNull();
    expect((await authors("?lang=en")).authors).toMatchObject([
      { name: "Helen", url: `${ORIGIN}/en/author/helen/` },
    ]);
    expect(first.authors[0]).not.toHaveProperty("other_names");
    for (const bad of ["cursor=x", "limit=0", "limit=101", "lang=fr"])
      expect([bad, (await worker.fetch(`/api/authors?${bad}`)).status]).toEqual([bad, 422]);
  });
});

describe("what is said of an author", () => {
  it("stands on their page, in its twin and its JSON-LD, at once", async () => {
    await sign("خبر", "سعاد حسن");
    await page("/ar/author/سعاد-حسن/");
    const { id } = await authorNamed("سعاد حسن");
    const about = "صحفية من <الحسكة>.\nتكتب عن الماء.";
    const response = await patch(id, { about, link: "https://example.org/@souad" });
    expect(response.status).toBe(200);
    const { edition } = await response.json<Author>();
    const html = await page("/ar/author/سعاد-حسن/");
    expect(html).toContain("<p>صحفية من &lt;الحسكة&gt;.</p><p>تكتب عن الماء.</p>");
    expect(html).toContain('<a href="https://example.org/@souad" rel="me external">');
    expect(html).toContain('<html lang="ar" dir="rtl">');
    const [, ld = ""] = /<script type="application\/ld\+json">([^<]*)</.exec(html) ?? [];
    expect(JSON.stringify(JSON.parse(ld))).toContain('"sameAs":"https://example.org/@souad"');
    const twin = await (await worker.fetch(encodeURI("/ar/author/سعاد-حسن.json"))).json();
    expect(twin).toMatchObject({
      author: { id, name: "سعاد حسن", about, link: "https://example.org/@souad" },
    });
    const log = await (await worker.asEditor("/api/audit?kind=author")).json();
    expect(log).toMatchObject({ acts: [{ action: "author.change", subject: String(id), edition }] });
  });

  it("422 for a link that is not by https, hides a password, or does not parse; for a biography without end", async () => {
    await sign("خبر", "سعاد");
    const { id } = await authorNamed("سعاد");
    for (const link of [
      "http://example.org/",
      "javascript:alert(1)",
      "https://a:b@example.org/",
      "//example.org",
      "https://exa mple.org/",
      "https://",
    ])
      expect([link, (await patch(id, { link })).status]).toEqual([link, 422]);
    expect((await patch(id, { about: "ا".repeat(2_001) })).status).toBe(422);
    expect((await patch(id, { slug: "x" })).status).toBe(422);
    expect((await patch(999, { about: "من" })).status).toBe(404);
  });

  it("403 for a token that may only draft, 401 for readers", async () => {
    await sign("خبر", "سعاد");
    const { id } = await authorNamed("سعاد");
    const headers = { Authorization: `Bearer ${await makeToken(["articles:draft", "media:write"])}` };
    const body = JSON.stringify({ about: "نصّ" });
    expect((await worker.fetch(`/api/authors/${id}`, { method: "PATCH", body, headers })).status).toBe(403);
    expect((await worker.fetch(`/api/authors/${id}`, { method: "PATCH", body })).status).toBe(401);
    expect((await worker.fetch("/api/authors", { method: "POST", body })).status).toBe(401);
  });
});

describe("a name that changes", () => {
  it("is on the author's page at once; what was printed stays, what is signed with either name is the same author's", async () => {
    const old = await sign("خبر قديم", "سعاد حسن");
    const { id } = await authorNamed("سعاد حسن");
    expect(await (await patch(id, { name: "سعاد المراد" })).json()).toMatchObject({
      id,
      slug: "سعاد-حسن",
      name: "سعاد المراد",
    });
    expect(await page("/ar/author/سعاد-حسن/")).toContain("<bdi>سعاد المراد</bdi>");
    const first = await sign("خبر أول", "سعاد المراد");
    const second = await sign("خبر ثان", "سعاد حسن");
    const both = await sign("خبر ثالث", "سعاد حسن,سعاد المراد");
    const byline = async (article: number) =>
      (await (await worker.fetch(`/api/articles/${article}`)).json<{ authors: object[] }>()).authors;
    expect(await byline(old)).toEqual([{ slug: "سعاد-حسن", name: "سعاد حسن" }]);
    const now = [{ slug: "سعاد-حسن", name: "سعاد المراد" }];
    expect(await Promise.all([first, second, both].map(byline))).toEqual([now, now, now]);
    const html = await page("/ar/author/سعاد-حسن/");
    for (const title of ["خبر قديم", "خبر أول", "خبر ثان", "خبر ثالث"]) expect(html).toContain(title);
    expect((await authors()).authors).toHaveLength(1);
  });

  it("leads from its own address to the author's, and is told to editors only", async () => {
    await sign("خبر", "سعاد حسن");
    const { id } = await authorNamed("سعاد حسن");
    await patch(id, { name: "سعاد المراد" });
    await patch(id, { name: "سعاد حسن" });
    const response = await worker.fetch(encodeURI("/ar/author/سعاد-المراد/"));
    expect([response.status, response.headers.get("Location")]).toEqual([
      308,
      encodeURI("/ar/author/سعاد-حسن/"),
    ]);
    expect((await authorNamed("سعاد حسن")).other_names).toEqual(["سعاد المراد"]);
    expect(await (await worker.fetch(`/api/authors/${id}`)).text()).not.toContain("المراد");
  });

  it("409 when another author of the language has it, in any spelling or as another name", async () => {
    await sign("خبر", "سعاد حسن");
    await sign("خبر آخر", "ليلى");
    const [{ id: suad }, { id: layla }] = [await authorNamed("سعاد حسن"), await authorNamed("ليلى")];
    await patch(suad, { name: "سعاد المراد" });
    for (const name of ["سعاد المراد", "سعـاد حسن"]) {
      const response = await patch(layla, { name });
      expect([response.status, await response.json()]).toMatchObject([409, { code: "author-taken" }]);
    }
    const made = { lang: "ar", name: "ليلی" };
    expect((await worker.send("POST", "/api/authors", made)).status).toBe(409);
    expect((await patch(layla, { name: "ليلى" })).status).toBe(200);
  });

  it("stays as it was printed when its article is corrected, and is the present one when the byline is said again", async () => {
    await sign("خبر", "سعاد حسن");
    const { id } = await authorNamed("سعاد حسن");
    await patch(id, { name: "سعاد المراد" });
    const again = await worker.upload(`${shortArticle("خبر")}\n\nفقرة أخرى.`);
    expect(await again.json()).toMatchObject({ id: 1, revision: 2, authors: [{ name: "سعاد حسن" }] });
    const same = await worker.upload(`${shortArticle("خبر")}\n\nفقرة أخرى.`);
    expect(await same.json()).toMatchObject({ outcome: "unchanged" });
    const signed = await worker.upload(shortArticle("خبر"), "lang=ar&status=published&authors=سعاد المراد");
    expect(await signed.json()).toMatchObject({ revision: 3, authors: [{ name: "سعاد المراد" }] });
  });
});

describe("an author in several languages", () => {
  it("has pages that lead to each other where readers find something, and 409 for a second one in a language", async () => {
    await sign("خبر", "سعاد حسن");
    await sign("News", "Souad Hasan", "lang=en&status=published");
    await sign("Draft", "Soad", "lang=en");
    const [arabic, english] = [await authorNamed("سعاد حسن"), await authorNamed("Souad Hasan")];
    const draft = await authorNamed("Soad");
    const before = await page("/ar/author/سعاد-حسن/");
    expect(before).not.toContain("/en/author/");
    const linked = await (await patch(english.id, { translation_of: arabic.id })).json<Author>();
    expect(linked.group).toEqual((await authorNamed("سعاد حسن")).group);
    expect(await page("/ar/author/سعاد-حسن/")).toContain("/en/author/souad-hasan/");
    expect(await page("/en/author/souad-hasan/")).toContain('hreflang="ar"');
    expect((await patch(draft.id, { translation_of: arabic.id })).status).toBe(409);
    expect((await patch(draft.id, { translation_of: english.id })).status).toBe(422);
    await patch(english.id, { translation_of: null });
    expect(await page("/ar/author/سعاد-حسن/")).not.toContain("/en/author/");
    // Whoever has nothing published yet is no page to lead to.
    await patch(draft.id, { translation_of: arabic.id });
    expect(await page("/ar/author/سعاد-حسن/")).not.toContain("/en/author/");
  });
});

describe("two authors who are one", () => {
  const merge = async (id: number, other: number) =>
    await worker.send("POST", `/api/authors/${id}/merger`, { other });

  it("are listed as one, drafts to come included; bylines stay as printed, and the other's address leads here", async () => {
    const printed = await sign("خبر أول", "سعاد حسن");
    await sign("خبر ثان", "سعاد الحسن");
    const draft = await sign("مسودة", "سعاد الحسن", "lang=ar");
    await sign("خبر الاثنتين", "سعاد الحسن,ليلى,سعاد حسن");
    await page("/ar/author/سعاد-حسن/");
    const [{ id }, other] = [await authorNamed("سعاد حسن"), await authorNamed("سعاد الحسن")];
    const merged = await merge(id, other.id);
    expect([merged.status, await merged.json()]).toMatchObject([
      200,
      { id, name: "سعاد حسن", other_names: ["سعاد الحسن"] },
    ]);
    expect((await authors()).authors.map(({ name }) => name)).toEqual(["سعاد حسن", "ليلى"]);
    await worker.send("PUT", `/api/articles/${draft}/publication`, {});
    const twin = await (await worker.fetch(encodeURI("/ar/author/سعاد-حسن.json"))).json<{
      articles: { title: string }[];
    }>();
    expect(twin.articles.map(({ title }) => title).toSorted()).toEqual(
      ["خبر أول", "خبر ثان", "خبر الاثنتين", "مسودة"].toSorted(),
    );
    const moved = await worker.fetch(encodeURI("/ar/author/سعاد-الحسن/"));
    expect([moved.status, moved.headers.get("Location")]).toEqual([308, encodeURI("/ar/author/سعاد-حسن/")]);
    const { authors: byline } = await (await worker.fetch("/api/articles/2")).json<{ authors: object[] }>();
    expect(byline).toEqual([{ slug: "سعاد-حسن", name: "سعاد الحسن" }]);
    expect((await worker.asEditor(`/api/authors/${other.id}`)).status).toBe(404);
    await sign("خبر بعد", "سعاد الحسن");
    expect(await page("/ar/author/سعاد-حسن/")).toContain("خبر بعد");
    await worker.asEditor(`/api/articles/${printed}/publication`, { method: "DELETE" });
    await worker.asEditor("/api/articles/2/publication", { method: "DELETE" });
    expect(await page("/ar/author/سعاد-حسن/")).not.toContain("خبر ثان");
    const log = await (await worker.asEditor("/api/audit?kind=author")).json<{
      acts: { action: string }[];
    }>();
    expect(log.acts.map(({ action }) => action)).toEqual(["author.merge"]);
  });

  it("have the translations of the first, or else the other's", async () => {
    await sign("خبر", "سعاد حسن");
    await sign("خبر آخر", "سعاد الحسن");
    await sign("News", "Souad", "lang=en&status=published");
    const [{ id }, other] = [await authorNamed("سعاد حسن"), await authorNamed("سعاد الحسن")];
    const english = await authorNamed("Souad");
    await patch(other.id, { translation_of: english.id });
    expect(await (await merge(id, other.id)).json()).toMatchObject({
      group: (await authorNamed("Souad")).group,
    });
    expect(await page("/ar/author/سعاد-حسن/")).toContain("/en/author/souad/");
  });

  it("422 for the same one, for one of another language, for nobody and for one who is merged; of two at once one wins", async () => {
    await sign("خبر", "سعاد حسن");
    await sign("خبر آخر", "ليلى");
    await sign("News", "Souad", "lang=en&status=published");
    const [{ id }, layla] = [await authorNamed("سعاد حسن"), await authorNamed("ليلى")];
    const { id: english } = await authorNamed("Souad");
    for (const other of [id, english, 999]) {
      const response = await merge(id, other);
      expect([other, response.status, await response.json()]).toMatchObject([
        other,
        422,
        { faults: [{ code: "author-unknown", field: "other" }] },
      ]);
    }
    expect((await merge(999, id)).status).toBe(404);
    const [one, two] = await Promise.all([merge(id, layla.id), merge(layla.id, id)]);
    expect([one.status, two.status].toSorted()).toEqual([200, expect.toBeOneOf([404, 422, 503])]);
    expect((await authors("?lang=ar")).authors).toHaveLength(1);
  });
});

describe("POST /api/authors", () => {
  it("201 before anything is signed; a byline of any of the names finds them", async () => {
    const made = await worker.send("POST", "/api/authors", {
      ...{ lang: "ckb", name: "شیرین عەلی", other_names: ["ش. عەلی"], about: "ڕۆژنامەنووس." },
    });
    expect([made.status, await made.json()]).toMatchObject([
      201,
      { slug: "شیرین-عەلی", other_names: ["ش. عەلی"], link: null },
    ]);
    expect((await authors()).authors).toEqual([]);
    await sign("هەواڵ", "ش. عەلی", "lang=ckb&status=published");
    expect((await authors()).authors).toMatchObject([{ name: "شیرین عەلی", about: "ڕۆژنامەنووس." }]);
    const rows = await env.DB.prepare("SELECT count(*) AS n FROM authors").first();
    expect(rows).toEqual({ n: 1 });
  });
});

describe("a name that only finds bylines", () => {
  const forms = (name: string) =>
    ["/", ".json", "/rss.xml", "/atom.xml", "/feed.json"].map(form => encodeURI(`/ar/author/${name}${form}`));
  const told = async (path: string, name: string) => {
    const answer = await worker.fetch(path);
    const body = (await answer.text()).replaceAll(name, "").replaceAll(encodeURI(name), "");
    return [answer.status, answer.headers.get("Location"), body];
  };

  it("leads readers nowhere: at each of its addresses they are told what they are told of nobody's name", async () => {
    await worker.send("POST", "/api/authors", {
      ...{ lang: "ar", name: "ابن النهر", other_names: ["سعاد حسن", "أم خليل"] },
    });
    const signed = await sign("خبر", "سعاد حسن");
    for (const secret of ["سعاد-حسن", "أم-خليل"])
      for (const [at, path] of forms(secret).entries()) {
        const nobody = await told(forms("لا-أحد")[at] ?? "", "لا-أحد");
        expect([path, await told(path, secret)]).toEqual([path, nobody]);
        expect(nobody[0]).toBe(404);
      }
    // And it does find them.
    expect(await page("/ar/author/ابن-النهر/")).toContain("خبر");
    const { id } = await authorNamed("ابن النهر");
    for (const path of [
      "/api/authors",
      `/api/authors/${id}`,
      `/api/articles/${signed}`,
      "/ar/author/ابن-النهر/",
    ])
      expect(await page(path)).not.toMatch(/سعاد|خليل/);
    const { former_names, other_names } = await authorNamed("ابن النهر");
    expect([former_names, other_names?.toSorted()]).toEqual([[], ["أم خليل", "سعاد حسن"].toSorted()]);
  });

  it("nor does one that changed, or became another's, before readers had anything of theirs", async () => {
    await sign("مسودة", "كاتب سري", "lang=ar");
    await sign("مسودة أخرى", "كاتبة سرية", "lang=ar");
    await sign("خبر", "سعاد حسن");
    const [first, second, { id }] = [
      await authorNamed("كاتب سري"),
      await authorNamed("كاتبة سرية"),
      await authorNamed("سعاد حسن"),
    ];
    await patch(second.id, { name: "ليلى" });
    await patch(second.id, { name: "ليلى الحلبي" });
    for (const other of [first.id, second.id])
      expect((await worker.send("POST", `/api/authors/${id}/merger`, { other })).status).toBe(200);
    for (const name of ["كاتب-سري", "كاتبة-سرية", "ليلى", "ليلى-الحلبي"])
      expect([name, (await worker.fetch(encodeURI(`/ar/author/${name}/`))).status]).toEqual([name, 404]);
    await sign("خبر بعد", "كاتب سري");
    expect(await page("/ar/author/سعاد-حسن/")).toContain("خبر بعد");
  });

  it("a former one leads on while readers see something of theirs, and so does one that another site had", async () => {
    await worker.send("POST", "/api/authors", {
      ...{ lang: "ar", name: "سعاد المراد", other_names: ["س. م."], former_names: ["سعاد حسن"] },
    });
    const status = async () => (await worker.fetch(encodeURI("/ar/author/سعاد-حسن/"))).status;
    expect(await status()).toBe(404);
    const id = await sign("خبر", "س. م.");
    expect(await status()).toBe(308);
    expect(await authorNamed("سعاد المراد")).toMatchObject({ former_names: ["سعاد حسن"] });
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    expect(await status()).toBe(404);
  });
});
