/** A whole site is carried into another by `dhikra export` and `dhikra import`. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { png } from "../fixtures/media";
import { documents, type Ran, start } from "./command";
import { type BuiltSite, startBuiltSite } from "./site";

let one: BuiltSite;
let other: BuiltSite;
let folder: string;
beforeAll(async () => {
  one = await startBuiltSite();
  other = await startBuiltSite("nothing");
  folder = mkdtempSync(join(tmpdir(), "dhikra-archive-"));
});
afterAll(async () => {
  await one.close();
  await other.close();
  rmSync(folder, { recursive: true, force: true });
});

const run = async (site: BuiltSite, ...args: string[]): Promise<Ran> =>
  await start(args, { DHIKRA_URL: site.origin, DHIKRA_TOKEN: site.token }).ended;

async function send(
  method: string,
  path: string,
  body: unknown,
  ifMatch?: string,
): Promise<{ id: number; url: string }> {
  const headers = {
    ...{ Authorization: `Bearer ${one.token}`, "Content-Type": "application/json" },
    ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }),
  };
  const response = await fetch(one.origin + path, { method, headers, body: JSON.stringify(body) });
  expect([path, response.ok ? "" : await response.text()]).toEqual([path, ""]);
  return (await response.json()) as { id: number; url: string };
}

/** A picture with its texts, and an article that shows it. */
async function illustrate(): Promise<void> {
  const authorization = { Authorization: `Bearer ${one.token}` };
  const query = new URLSearchParams({ name: "قناة.png", lang: "ar", alt: "قناة بين حقلين", credit: "سلمى" });
  const sent = { method: "POST", headers: { ...authorization, "Content-Type": "image/png" }, body: png() };
  const { src } = (await (await fetch(`${one.origin}/api/media?${query}`, sent)).json()) as { src: string };
  const figure = `<figure><img src="${src}" alt="قناة"><figcaption>القناة بعد فتحها.</figcaption></figure>`;
  const html = {
    method: "POST",
    headers: { ...authorization, "Content-Type": "text/html; charset=utf-8" },
    body: `<!doctype html><title>خبر مصور</title><h1>خبر مصور</h1><p>نص.</p>${figure}`,
  };
  const upload = `${one.origin}/api/uploads?lang=ar&status=published&published_on=2021-02-03`;
  expect(await (await fetch(upload, html)).json()).toMatchObject({ body_html: expect.stringContaining(src) });
}

/** An author with a page in two languages, who has changed her name. */
async function introduce(): Promise<void> {
  const sign = async (lang: string, title: string, name: string) =>
    await send("POST", "/api/articles", { lang, title, body: title, status: "published", authors: [name] });
  await sign("ar", "خبر باسم قديم", "سعاد حسن");
  await sign("en", "News from the village", "Souad Hasan");
  const listed = await (await fetch(`${one.origin}/api/authors`)).json();
  const { authors } = listed as { authors: { id: number; name: string }[] };
  const idOf = (name: string) => authors.find(author => author.name === name)?.id;
  const about = { about: "صحفية.\nتكتب عن الماء.", link: "https://example.org/@souad" };
  await send("PATCH", `/api/authors/${idOf("سعاد حسن")}`, { ...about, name: "سعاد المراد" });
  await send("PATCH", `/api/authors/${idOf("Souad Hasan")}`, { translation_of: idOf("سعاد حسن") });
  await sign("ar", "خبر باسم جديد", "سعاد المراد");
}

/** A section with articles and a page, both of which stood elsewhere; and a section that is gone, so that ids have a gap. */
async function rename(): Promise<void> {
  const gone = await send("POST", "/api/sections", { lang: "ar", name: "قسم زائل" });
  const section = await send("POST", "/api/sections", { lang: "ar", name: "ماء وزرع" });
  await send("DELETE", `/api/sections/${gone.id}`, {});
  await send("PATCH", `/api/sections/${section.id}`, { slug: "الري" });
  const filed = { lang: "ar", title: "خبر في قسم", body: "نص.", section: "الري", published_on: "2021-02-03" };
  const { id } = await send("POST", "/api/articles", { ...filed, status: "published" });
  await send("PUT", `/api/articles/${id}`, { ...filed, body: "نص آخر." }, '"r1"');
  const page = { lang: "ar", title: "دليل القراء", body: "نحن من القرية." };
  const about = await send("POST", "/api/pages", page);
  await send("PUT", `/api/pages/${about.id}`, { ...page, slug: "كيف-تقرؤوننا" }, '"r1"');
}

/** A draft and an article that readers had, both in the trash. */
async function throwAway(): Promise<void> {
  const text = { lang: "ar", body: "نص.", published_on: "2021-02-03" };
  for (const [title, status] of [
    ["مسودة مرمية", "draft"],
    ["خبر مرمي", "published"],
  ]) {
    const { id } = await send("POST", "/api/articles", { ...text, title, status });
    await send("DELETE", `/api/articles/${id}`, {});
  }
}

/** What a newsroom gathers in years: each way in which an article can stand, and days that return. */
async function live(): Promise<{ withdrawn: string }> {
  const text = { lang: "ar", body: "وصلت المياه إلى الحي.", published_on: "2021-02-03" };
  await send("POST", "/api/articles", { ...text, title: "مسودة بلا نشر", published_time: "09:30" });
  await send("POST", "/api/articles", { ...text, title: "تحت القانون", status: "published" });
  const scheduled = {
    ...{ status: "published", published_on: null },
    ...{ publish_at: "2031-05-06T08:00:00+03:00", unpublish_at: "2031-06-01T08:00:00+03:00" },
  };
  await send("POST", "/api/articles", { ...text, ...scheduled, title: "خبر مؤجل", tags: ["ماء", "قرى"] });
  const rich = { body: "نص **مهم**.\n\n- أول\n- ثان", body_format: "markdown", authors: ["سلمى الخطيب"] };
  const see = { see_also: [{ title: "تحت القانون", excerpt: "مقتطف…" }] };
  await send("POST", "/api/articles", { ...text, ...rich, ...see, title: "خبر منسق", status: "published" });
  const { id, url } = await send("POST", "/api/articles", {
    ...text,
    title: "خبر مسحوب",
    status: "published",
  });
  await send("DELETE", `/api/articles/${id}/publication`, { note: "سُحب لخطأ في الأسماء.", legal: true });
  const upload = `/api/uploads?lang=ar&status=published&published_on=2021-02-03&source_id=desk-7`;
  await send("POST", upload, { lang: "ar", title: "خبر مصحح", body: "الاسم الأول." });
  await send("POST", `${upload}&correction=${encodeURIComponent("صُحح الاسم.")}`, {
    ...{ lang: "ar", title: "خبر مصحح", body: "الاسم الثاني." },
  });
  await send("POST", "/api/articles", { ...text, title: "جسر الوادي", status: "published" }).then(({ id }) =>
    send(
      "PUT",
      `/api/articles/${id}`,
      { ...text, title: "جسر الوادي", slug: "الجسر", status: "published" },
      '"r1"',
    ),
  );
  await rename();
  await throwAway();
  expect((await run(one, "observances", "import", "packs/observances.json")).exit).toBe(0);
  await send("POST", "/api/commemorations/switches", { scope: "language", subject: "kmr", reason: "عطل" });
  await illustrate();
  await introduce();
  const today = new Date();
  await send("POST", "/api/observances", {
    names: { ar: "يوم القناة", en: "Canal Day" },
    rule: { type: "fixed", month: today.getUTCMonth() + 1, day: today.getUTCDate() },
    ...{ zone: "UTC", local_time: "00:00", origin_year: 2005, mode: "auto" },
    templates: { ar: { title: "{name}: الذكرى {ordinal:nom}", body: "{date}" } },
  });
  await one.tick(new Date());
  return { withdrawn: new URL(url).pathname };
}

const filesOf = (path: string) =>
  Object.fromEntries(
    readdirSync(path, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => [relative(path, file), readFileSync(file, "base64")]),
  );

it("export, import into an empty site, export: byte for byte the same, and the search finds the same", {
  timeout: 240_000,
}, async () => {
  const { withdrawn } = await live();
  const [first, second] = [join(folder, "first"), join(folder, "second")];
  expect(await run(one, "export", first)).toMatchObject({ exit: 0, stderr: "" });
  const imported = await run(other, "import", first, "--json");
  expect([imported.exit, documents(imported.stdout)]).toEqual([
    0,
    [expect.objectContaining({ refused: [] })],
  ]);
  expect((await run(other, "export", second)).exit).toBe(0);
  expect(filesOf(second)).toEqual(filesOf(first));
  expect(Object.keys(filesOf(second))).toContainEqual(expect.stringMatching(/^media\/[0-9a-f]{64}\.png$/));

  expect((await fetch(other.origin + withdrawn)).status).toBe(451);
  const thrown = `/ar/2021/02/03/${encodeURIComponent("خبر-مرمي")}`;
  expect((await fetch(one.origin + thrown)).status).toBe(410);
  expect((await fetch(other.origin + thrown)).status).toBe(410);
  const listed = async (status: string) => (await run(other, "list", "--status", status)).stdout;
  const trash = await listed("trashed");
  for (const title of ["مسودة مرمية", "خبر مرمي"]) expect(trash).toContain(title);
  expect(await listed("draft")).not.toContain("مسودة مرمية");
  const verified = async ({ origin, token }: BuiltSite, id: number) => {
    const headers = { Authorization: `Bearer ${token}` };
    return await (await fetch(`${origin}/api/articles/${id}/revisions?verify=1`, { headers })).json();
  };
  const revised = readFileSync(join(first, "revisions.ndjson"), "utf8").trim().split("\n");
  const ids = new Set(revised.map(line => (JSON.parse(line) as { article: number }).article));
  expect(ids.size).toBeGreaterThan(2);
  for (const id of ids) {
    const [here, there] = [await verified(one, id), await verified(other, id)];
    expect([id, there]).toEqual([id, here]);
    expect(here).toMatchObject({ verified: true });
  }
  for (const [before, now] of [
    ["/ar/ماء-وزرع/", "/ar/الري/"],
    ["/ar/pages/دليل-القراء/", "/ar/pages/كيف-تقرؤوننا/"],
  ] as const) {
    const moved = await fetch(other.origin + encodeURI(before), { redirect: "manual" });
    expect([before, decodeURI(moved.headers.get("Location") ?? "")]).toEqual([before, now]);
  }
  const old = await fetch(`${other.origin}/ar/2021/02/03/${encodeURIComponent("جسر-الوادي")}`, {
    redirect: "manual",
  });
  expect([old.status, decodeURI(old.headers.get("Location") ?? "")]).toEqual([301, "/ar/2021/02/03/الجسر"]);
  const idsIn = async (site: BuiltSite) =>
    (await (await fetch(`${site.origin}/ar/atom.xml`)).text()).match(/<id>urn:[^<]+/g);
  expect(await idsIn(other)).toEqual(await idsIn(one));
  const [author, theirs] = await Promise.all(
    [one, other].map(async ({ origin }) => await (await fetch(`${origin}/ar/author/سعاد-حسن/`)).text()),
  );
  expect(author).toContain("تكتب عن الماء.");
  expect(author).toContain("/en/author/souad-hasan/");
  expect(theirs?.replaceAll(other.origin, one.origin)).toBe(author);
  for (const site of [one, other]) await run(site, "search", "rebuild");
  const found = async (site: BuiltSite) =>
    (await run(site, "search", "القناة", "--lang", "ar", "--limit", "20")).stdout;
  expect(await found(other)).toBe(await found(one));
  expect(await found(other)).not.toBe("");

  // The commemoration of today came with its claim: the clock makes no second one.
  await other.tick(new Date());
  expect((await run(other, "export", join(folder, "third"))).exit).toBe(0);
  expect(filesOf(join(folder, "third"))).toEqual(filesOf(first));

  const again = await run(other, "import", first);
  expect([again.exit, again.stdout]).toEqual([0, expect.stringMatching(/^0 articles came in/)]);
});

it("an archive that was changed is refused before anything is written", async () => {
  const path = join(folder, "first");
  appendFileSync(join(path, "articles.ndjson"), "{}\n");
  const { exit, stderr } = await run(other, "import", path);
  expect([exit, stderr]).toEqual([1, expect.stringContaining("articles.ndjson")]);
  expect((await run(other, "import", folder)).exit).toBe(2);
  expect((await run(other, "export", path)).exit).toBe(2);
  writeFileSync(join(path, "manifest.json"), "{");
  const cut = await run(other, "import", path);
  expect([cut.exit, cut.stderr]).toEqual([
    2,
    expect.stringContaining("no archive that dhikra export has made"),
  ]);
});
