/** Sections and standing pages that are renamed, removed and changed by two editors at once. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { ORIGIN, TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

interface Made {
  id: number;
  slug: string;
  url: string;
  edition: number;
}

const section = async (name: string, more: object = {}) =>
  await worker.send("POST", "/api/sections", { lang: "ar", name, ...more });
const made = async (response: Response | Promise<Response>) => await (await response).json<Made>();
const patch = async (id: number, change: object, headers: Record<string, string> = {}) =>
  await worker.send("PATCH", `/api/sections/${id}`, change, headers);
const remove = async (path: string, headers: Record<string, string> = {}) =>
  await worker.asEditor(path, { method: "DELETE", headers });
const file = async (title: string, name: string, more = "&status=published") =>
  await (await worker.upload(shortArticle(title), `lang=ar&section=${name}${more}`)).json<{ id: number }>();

/** Status and address to which a reader is sent. */
async function sent(path: string): Promise<[number, string]> {
  const response = await worker.fetch(encodeURI(path));
  return [response.status, decodeURI(response.headers.get("Location") ?? "")];
}

describe("a section's address", () => {
  it("changes, and every page and feed of the old one leads to the new one for ever", async () => {
    const { id } = await made(section("محليات"));
    await file("خبر", "محليات");
    await worker.fetch(encodeURI("/ar/محليات/"));
    const renamed = await patch(id, { slug: "أخبار البلد" });
    expect(await renamed.json()).toMatchObject({
      name: "محليات",
      slug: "أخبار-البلد",
      url: `${ORIGIN}/ar/${encodeURIComponent("أخبار-البلد")}/`,
    });
    expect(await sent("/ar/محليات/")).toEqual([301, "/ar/أخبار-البلد/"]);
    expect(await sent("/ar/محليات.json")).toEqual([301, "/ar/أخبار-البلد.json"]);
    expect(await sent("/ar/محليات/rss.xml")).toEqual([301, "/ar/أخبار-البلد/rss.xml"]);
    const page = await worker.fetch(encodeURI("/ar/أخبار-البلد/"));
    expect([page.status, (await page.text()).includes("خبر")]).toEqual([200, true]);
    const front = await (await worker.fetch("/ar/")).text();
    expect([front.includes('"/ar/محليات/"'), front.includes('"/ar/أخبار-البلد/"')]).toEqual([false, true]);
    await patch(id, { slug: "البلد" });
    expect(await sent("/ar/محليات/")).toEqual([301, "/ar/البلد/"]);
    expect(await sent("/ar/أخبار-البلد/")).toEqual([301, "/ar/البلد/"]);
  });

  it("that it had is taken up again, and the other one redirects then", async () => {
    const { id } = await made(section("محليات"));
    await patch(id, { slug: "البلد" });
    await patch(id, { slug: "محليات" });
    expect(await sent("/ar/محليات/")).toEqual([200, ""]);
    expect(await sent("/ar/البلد/")).toEqual([301, "/ar/محليات/"]);
  });

  it("that another one has or had is nobody else's: 409, and nothing changes", async () => {
    const { id } = await made(section("محليات"));
    const other = await made(section("ثقافة"));
    await patch(id, { slug: "البلد" });
    for (const slug of ["محليات", "محلیات", "البلد"]) {
      const refused = await patch(other.id, { slug, name: "اسم" });
      expect([slug, refused.status, await refused.json()]).toMatchObject([
        slug,
        409,
        { code: "section-taken" },
      ]);
      expect((await section("قسم جديد", { slug })).status).toBe(409);
    }
    expect(await sent("/ar/محليات/")).toEqual([301, "/ar/البلد/"]);
    expect(await (await worker.fetch(`/api/sections/${other.id}`)).json()).toMatchObject({ name: "ثقافة" });
    expect((await section("محليات", { lang: "ckb" })).status).toBe(201);
  });

  it("422 for one that stands for something else, in a change too", async () => {
    const { id } = await made(section("محليات"));
    for (const slug of ["tag", "2021", "search"]) expect((await patch(id, { slug })).status).toBe(422);
  });

  it("that it had before still names it in an upload and in a search", async () => {
    const { id } = await made(section("محليات"));
    await patch(id, { slug: "البلد", name: "أخبار البلد" });
    const filed = await worker.upload(
      shortArticle("افتتاح الجسر"),
      "lang=ar&status=published&section=محليات",
    );
    expect(await filed.json()).toMatchObject({ section_id: id });
    const found = await (await worker.fetch("/api/search?q=الجسر&lang=ar&section=محليات")).json();
    expect(found).toMatchObject({ results: [{}] });
  });
});

describe("DELETE of a section", () => {
  it("409 with the articles that are filed under it, drafts and trash too; 200 when there are none", async () => {
    const { id } = await made(section("محليات"));
    const draft = await file("مسودة", "محليات", "");
    const published = await file("خبر", "محليات");
    const thrown = await file("مهملة", "محليات", "");
    await remove(`/api/articles/${thrown.id}`);
    const refused = await remove(`/api/sections/${id}`);
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      {
        code: "section-in-use",
        count: 3,
        articles: [{ id: thrown.id }, { id: published.id }, { id: draft.id, title: "مسودة" }],
      },
    ]);
    await remove(`/api/articles/${thrown.id}/trash`);
    for (const title of ["مسودة", "خبر", "مهملة"])
      await worker.upload(shortArticle(title), "lang=ar&section=");
    const removed = await remove(`/api/sections/${id}`);
    expect([removed.status, await removed.json()]).toMatchObject([200, { id, name: "محليات" }]);
    expect(await sent("/ar/محليات/")).toEqual([404, ""]);
    expect(await (await worker.fetch("/ar/")).text()).not.toContain("محليات");
    expect((await remove(`/api/sections/${id}`)).status).toBe(404);
    const log = await (await worker.asEditor(`/api/audit?kind=section&subject=${id}`)).json();
    expect(log).toMatchObject({ acts: [{ action: "section.delete" }, { action: "section.create" }] });
  });

  it("frees its addresses, and gives its id to nobody: a restored revision is not filed under a stranger", async () => {
    const { id } = await made(section("محليات"));
    const { id: article } = await file("خبر", "محليات");
    await patch(id, { slug: "البلد" });
    await worker.upload(shortArticle("خبر"), "lang=ar&section=");
    await remove(`/api/sections/${id}`);
    const other = await made(section("محليات"));
    expect(other.id).toBeGreaterThan(id);
    expect(await sent("/ar/البلد/")).toEqual([404, ""]);
    await remove(`/api/sections/${other.id}`);
    const third = await made(section("البلد"));
    expect(third.id).toBeGreaterThan(other.id);
    const restored = await worker.asEditor(`/api/articles/${article}/revisions/1/restoration`, {
      method: "POST",
      headers: { "If-Match": "*" },
    });
    expect([restored.status, await restored.json()]).toMatchObject([200, { section_id: null }]);
  });
});

describe("a section that is removed while an article is filed under it", () => {
  it("leaves no article in no section, whichever of the two is the later; 503 and 409 say so", async () => {
    const answers = new Set<string>();
    for (let call = 1; call <= 6; call++) {
      const { id } = await made(section(`محليات ${call}`));
      const d1 = new Faulty(env.DB, number =>
        number === call ? { before: remove(`/api/sections/${id}`) } : null,
      );
      const filing = new TestWorker({ DB: d1.binding });
      const text = shortArticle(`خبر ${call}`);
      const filed = await filing.upload(text, `lang=ar&status=published&section=محليات ${call}`);
      answers.add(`filed ${filed.status}`);
    }
    for (let call = 1; call <= 4; call++) {
      const { id } = await made(section(`ثقافة ${call}`));
      const d1 = new Faulty(env.DB, number =>
        number === call ? { before: file(`قصيدة ${call}`, `ثقافة ${call}`) } : null,
      );
      const removing = new TestWorker({ DB: d1.binding });
      const removed = await removing.asEditor(`/api/sections/${id}`, { method: "DELETE" });
      answers.add(`removed ${removed.status}`);
    }
    expect([...answers].toSorted()).toEqual(["filed 201", "filed 422", "filed 503", "removed 409"]);
    const lost = await env.DB.prepare(
      "SELECT count(*) AS n FROM articles WHERE section_id NOT IN (SELECT id FROM sections)",
    ).first();
    expect(lost).toEqual({ n: 0 });
  });
});

describe("two editors of a section", () => {
  it("412 with what stands for whoever read it before; without If-Match the last one counts", async () => {
    const { id } = await made(section("محليات"));
    const etag = (await worker.fetch(`/api/sections/${id}`)).headers.get("ETag") ?? "";
    const first = await patch(id, { name: "البلد" }, { "If-Match": etag });
    expect([first.status, first.headers.get("ETag")]).toEqual([200, '"r2"']);
    const editions = async () =>
      (await env.DB.prepare("SELECT count(*) AS n FROM editions").first<{ n: number }>())?.n;
    const before = await editions();
    for (const refused of [
      await patch(id, { name: "غيره" }, { "If-Match": etag }),
      await remove(`/api/sections/${id}`, { "If-Match": etag }),
      await patch(id, { name: "غيره" }, { "If-Match": '"other"' }),
    ])
      expect([refused.status, refused.headers.get("ETag"), await refused.json()]).toMatchObject([
        412,
        '"r2"',
        { code: "precondition-failed", revision: 2, changed: null },
      ]);
    expect(await editions()).toBe(before);
    expect(await (await worker.fetch(`/api/sections/${id}`)).json()).toMatchObject({ name: "البلد" });
    expect((await patch(id, { name: "غيره" })).status).toBe(200);
    expect((await remove(`/api/sections/${id}`, { "If-Match": 'W/"r3"' })).status).toBe(200);
  });
});

describe("a standing page", () => {
  const about = { lang: "ar", title: "عن الموقع", body: "نحن صحيفة صغيرة." };
  const create = async (more: object = {}) => await worker.send("POST", "/api/pages", { ...about, ...more });
  const put = async (id: number, change: object, condition = "*") =>
    await worker.send("PUT", `/api/pages/${id}`, { ...about, ...change }, { "If-Match": condition });

  it("keeps its address with a new title, and gets another with a slug; the old one leads there for ever", async () => {
    const { id } = await made(create());
    expect(await (await put(id, { title: "من نحن" })).json()).toMatchObject({ slug: "عن-الموقع" });
    expect(await (await put(id, { title: "من نحن", slug: "من نحن" })).json()).toMatchObject({
      slug: "من-نحن",
    });
    expect(await sent("/ar/pages/عن-الموقع/")).toEqual([301, "/ar/pages/من-نحن/"]);
    expect(await sent("/ar/pages/عن-الموقع.json")).toEqual([301, "/ar/pages/من-نحن.json"]);
    expect(await sent("/ar/pages/من-نحن/")).toEqual([200, ""]);
    expect((await create()).status).toBe(409);
    const other = await made(create({ slug: "اتصلوا بنا" }));
    expect((await put(other.id, { slug: "عن الموقع" })).status).toBe(409);
    expect((await put(other.id, { slug: "من نحن" })).status).toBe(409);
    await put(id, { slug: "عن الموقع" });
    expect(await sent("/ar/pages/من-نحن/")).toEqual([301, "/ar/pages/عن-الموقع/"]);
    await remove(`/api/pages/${id}`, { "If-Match": "*" });
    expect(await sent("/ar/pages/من-نحن/")).toEqual([404, ""]);
    expect((await create({ slug: "من نحن" })).status).toBe(201);
  });

  it("428 without If-Match; 412 for whoever read it before somebody else changed it, and nothing is lost", async () => {
    const response = await create();
    expect(response.headers.get("ETag")).toBe('"r1"');
    const { id } = await made(response);
    const path = `/api/pages/${id}`;
    const etag = (await worker.fetch(path)).headers.get("ETag") ?? "";
    expect((await worker.send("PUT", path, about)).status).toBe(428);
    expect((await remove(path)).status).toBe(428);
    const saved = await put(id, { body: "النصّ الأول." }, etag);
    expect([saved.status, saved.headers.get("ETag")]).toEqual([200, '"r2"']);
    for (const refused of [
      await put(id, { body: "النصّ الثاني." }, etag),
      await remove(path, { "If-Match": etag }),
    ])
      expect([refused.status, await refused.json()]).toMatchObject([412, { revision: 2, etag: '"r2"' }]);
    expect(await (await worker.fetch(path)).json()).toMatchObject({ body_text: "النصّ الأول." });
    expect((await remove("/api/pages/99", { "If-Match": "*" })).status).toBe(404);
  });

  it("of two at the same instant one wins and the other is told", async () => {
    const { id } = await made(create());
    const other = new TestWorker();
    const write = async (one: TestWorker, body: string) =>
      await one.send("PUT", `/api/pages/${id}`, { ...about, body }, { "If-Match": '"r1"' });
    const answers = await Promise.all([write(worker, "النصّ الأول."), write(other, "النصّ الثاني.")]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    const acts = await env.DB.prepare("SELECT count(*) AS n FROM audit WHERE action = 'page.change'").first();
    expect(acts).toEqual({ n: 1 });
  });
});

describe("one that comes from another site", () => {
  it("keeps its id and the addresses that it had there", async () => {
    const carried = { id: 41, formerly: ["محليات", "أخبار البلد"] };
    const answer = await made(section("الري", carried));
    expect(answer.id).toBe(41);
    expect(await sent("/ar/محليات/")).toEqual([301, "/ar/الري/"]);
    const page = { lang: "ar", title: "من نحن", body: "نحن من القرية.", id: 7, formerly: ["عنا"] };
    expect((await made(worker.send("POST", "/api/pages", page))).id).toBe(7);
    expect((await sent("/ar/pages/عنا/"))[1]).toBe("/ar/pages/من-نحن/");
    expect((await made(section("ثقافة"))).id).toBe(42);
  });

  it("422 for an id that is another's, and 409 for an address that another one had", async () => {
    await section("الري", { id: 41, formerly: ["محليات"] });
    const taken = await section("ثقافة", { id: 41 });
    expect(await taken.json()).toMatchObject({ status: 422, faults: [{ code: "id-in-use", field: "id" }] });
    expect((await section("ثقافة", { formerly: ["محليات"] })).status).toBe(409);
    const page = { lang: "ar", title: "من نحن", body: "نحن.", id: 7 };
    await worker.send("POST", "/api/pages", page);
    const other = await worker.send("POST", "/api/pages", { ...page, title: "عنا" });
    expect(await other.json()).toMatchObject({ status: 422, faults: [{ code: "id-in-use" }] });
  });
});
