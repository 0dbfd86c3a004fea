/** Every list a reader can come to: as a page, as JSON, page after page, and gone when nothing of it may be seen. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { seedListed } from "../fixtures/archive";
import { chemicalWarfareDay, shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const publish = async (title: string, more = "", date = "23/11/2026") => {
  worker.now += 1_000;
  const response = await worker.upload(shortArticle(title, date), `lang=ar&status=published${more}`);
  expect(response.status).toBe(201);
  return await response.json<{ id: number; url: string }>();
};

/** The titles on a page, in order. */
const titlesOn = async (path: string): Promise<string[]> => {
  const response = await worker.fetch(encodeURI(path));
  expect([path, response.status]).toEqual([path, 200]);
  const html = await response.text();
  return [...html.matchAll(/<h[23]><a href="[^"]*">([^<]*)<\/a>/g)].map(([, title = ""]) => title);
};
const twinOf = async (path: string) => {
  const response = await worker.fetch(`${encodeURI(path).replace(/\/$/, "")}.json`);
  expect([path, response.status, response.headers.get("Content-Type")]).toEqual([
    path,
    200,
    "application/json; charset=utf-8",
  ]);
  return await response.json<{ title: string; articles: { title: string }[]; next_cursor: string | null }>();
};

describe("every list", () => {
  beforeEach(async () => {
    await worker.send("POST", "/api/sections", { lang: "ar", name: "ثقافة" });
    await publish("مقال في القسم", "&section=ثقافة&authors=هيفاء خليل&tags=كتب");
    await publish("مقال من زمن آخر", "", "30/11/2019");
    worker.now += 21_000;
  });

  it.each([
    ["/ar/ثقافة/", "ثقافة", "مقال في القسم"],
    ["/ar/tag/كتب/", "كتب", "مقال في القسم"],
    ["/ar/author/هيفاء-خليل/", "هيفاء خليل", "مقال في القسم"],
    ["/ar/2019/", "2019", "مقال من زمن آخر"],
    ["/ar/2019/11/", "تشرين الثاني 2019", "مقال من زمن آخر"],
    ["/ar/2019/11/30/", "السبت، 30 تشرين الثاني 2019", "مقال من زمن آخر"],
    ["/ar/on/11-30/", "30 تشرين الثاني", "مقال من زمن آخر"],
  ])("%s has a page and a twin in JSON", async (path, heading, title) => {
    expect(await titlesOn(path)).toEqual([title]);
    const html = await (await worker.fetch(encodeURI(path))).text();
    expect(html).toContain(`<h1><bdi>${heading}</bdi></h1>`);
    const twin = await twinOf(path);
    expect(twin).toMatchObject({ title: heading, next_cursor: null });
    expect(twin.articles.map(article => article.title)).toEqual([title]);
  });

  it("of a front page, the twin has all of the language", async () => {
    expect((await twinOf("/ar/")).articles).toHaveLength(2);
  });

  it("of commemorations has what the clock published, and its years lead to one another", async () => {
    await worker.send("POST", "/api/observances", chemicalWarfareDay);
    for (const year of [2026, 2027]) {
      worker.now = Date.parse(`${year}-11-30T06:00:00Z`);
      await worker.tick();
    }
    worker.now += 21_000;
    expect(await titlesOn("/ar/commemorations/")).toHaveLength(2);
    const [older, newer] = (await twinOf("/ar/commemorations/")).articles.toReversed() as unknown as {
      url: string;
    }[];
    const page = await (await worker.fetch(new URL(older?.url ?? "").pathname)).text();
    expect(page).toContain(`<a href="${decodeURI(new URL(newer?.url ?? "").pathname)}">`);
    expect(await titlesOn("/ar/on/11-30/")).toHaveLength(3);
  });

  it("of a day of all years says what the day commemorates, as soon as it is switched on", async () => {
    await worker.send("POST", "/api/observances", { ...chemicalWarfareDay, mode: "off" });
    expect(await (await worker.fetch("/ar/on/11-30/")).text()).not.toContain(chemicalWarfareDay.names.ar);
    const { observances } = await (await worker.asEditor("/api/observances")).json<{
      observances: { id: number }[];
    }>();
    await worker.send("PUT", `/api/observances/${observances[0]?.id}`, chemicalWarfareDay, {
      "If-Match": "*",
    });
    worker.now += 21_000;
    expect(await (await worker.fetch("/ar/on/11-30/")).text()).toContain(chemicalWarfareDay.names.ar);
    const twin = await (await worker.fetch("/ar/on/11-30.json")).json<{ days: string[] }>();
    expect(twin.days).toEqual([chemicalWarfareDay.names.ar]);
    expect(await (await worker.fetch("/kmr/on/11-30/")).text()).not.toContain(chemicalWarfareDay.names.ar);
  });

  it("of today's commemoration stands on the front page until midnight", async () => {
    await worker.send("POST", "/api/observances", chemicalWarfareDay);
    worker.now = Date.parse("2026-11-30T06:00:00Z");
    await worker.tick();
    worker.now += 21_000;
    expect(await (await worker.fetch("/ar/")).text()).toContain('<section class="today"');
    worker.now = Date.parse("2026-11-30T21:00:01Z");
    expect(await (await worker.fetch("/ar/")).text()).not.toContain('<section class="today"');
  });

  it("404 for what there is not, and for a tag that only a draft has", async () => {
    await worker.upload(shortArticle("مسودة"), "lang=ar&tags=سرّ&authors=مجهول");
    for (const path of [
      "/ar/tag/سر/",
      "/ar/author/مجهول/",
      "/ar/tag/none/",
      "/ar/رياضة/",
      "/ar/2020/",
      "/ar/2019/13/",
      "/ar/2019/02/30/",
      "/ar/on/02-30/",
      "/ar/on/x/",
      "/ar/2019/?before=nonsense",
    ]) {
      const response = await worker.fetch(encodeURI(path));
      expect([path, response.status]).toEqual([path, 404]);
    }
    const response = await worker.fetch("/ar/tag/%D8%B3%D8%B1.json");
    expect([response.status, response.headers.get("Content-Type")]).toEqual([
      404,
      "application/problem+json; charset=utf-8",
    ]);
  });

  it("308 from another spelling to the one it has", async () => {
    const response = await worker.fetch(encodeURI("/ar/ثقافه/"));
    expect([response.status, response.headers.get("Location")]).toEqual([308, encodeURI("/ar/ثقافة/")]);
    const twin = await worker.fetch(encodeURI("/ar/tag/کتب.json"));
    expect([twin.status, twin.headers.get("Location")]).toEqual([308, encodeURI("/ar/tag/كتب.json")]);
  });

  it("29 February has its place among the days of all years", async () => {
    expect((await worker.fetch("/ar/on/02-29/")).status).toBe(200);
    const html = await (await worker.fetch("/ar/on/02-28/")).text();
    expect(html).toContain('href="/ar/on/02-29/"');
  });

  it("loses an article with its retraction, within the time of the promise", async () => {
    const { id } = await publish("مقال يُسحب", "&section=ثقافة&authors=هيفاء خليل&tags=كتب");
    worker.now += 21_000;
    for (const path of ["/ar/ثقافة/", "/ar/tag/كتب/", "/ar/author/هيفاء-خليل/", "/ar/2026/11/23/"])
      expect(await titlesOn(path)).toContain("مقال يُسحب");
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    for (const path of [
      "/ar/ثقافة/",
      "/ar/tag/كتب/",
      "/ar/author/هيفاء-خليل/",
      "/ar/2026/11/23/",
      "/ar/on/11-23/",
    ])
      expect(await titlesOn(path)).not.toContain("مقال يُسحب");
  });

  it("shows a new title, tag and section as soon as the article is revised", async () => {
    const text = shortArticle("عنوان ثابت");
    await worker.upload(text, "lang=ar&status=published&tags=كتب");
    worker.now += 21_000;
    expect(await titlesOn("/ar/tag/كتب/")).toContain("عنوان ثابت");
    await worker.upload(text, "lang=ar&status=published&tags=جسور&section=ثقافة");
    expect(await titlesOn("/ar/tag/كتب/")).not.toContain("عنوان ثابت");
    expect(await titlesOn("/ar/tag/جسور/")).toEqual(["عنوان ثابت"]);
    expect(await titlesOn("/ar/ثقافة/")).toContain("عنوان ثابت");
  });
});

describe("page after page", () => {
  it.each(["/ar/2026/", "/ar/tag/خبر/", "/ar/خبر/", "/ar/on/09-15/"])(
    "%s: each article once, to the end",
    async path => {
      await seedListed(2_000);
      const seen: string[] = [];
      let next: string | undefined = path;
      for (let page = 0; next !== undefined && page < 200; page++) {
        const html: string = await (await worker.fetch(encodeURI(next))).text();
        seen.push(...[...html.matchAll(/<h[23]><a href="([^"]*)">/g)].map(([, href = ""]) => href));
        next = /<a href="([^"]*\?before=[^"]*)" rel="next">/.exec(html)?.[1];
      }
      const { n } = (await env.DB.prepare(COUNTS[path] ?? "").first<{ n: number }>()) ?? { n: -1 };
      expect(seen.length).toBe(n);
      expect(new Set(seen).size).toBe(n);
    },
  );

  const COUNTS: Readonly<Record<string, string>> = {
    "/ar/2026/": "SELECT count(*) n FROM articles WHERE published_on LIKE '2026%'",
    "/ar/tag/خبر/": "SELECT count(*) n FROM listings WHERE list = 'tag:1'",
    "/ar/خبر/": "SELECT count(*) n FROM articles WHERE section_id = 1",
    "/ar/on/09-15/": "SELECT count(*) n FROM articles WHERE month_day = '09-15'",
  };
});

describe("the way in", () => {
  it("leads to the language that was asked for, else to the browser's, and no cache keeps it", async () => {
    const to = async (path: string, accept = "") => {
      const response = await worker.fetch(path, { headers: { "Accept-Language": accept } });
      expect([response.status, response.headers.get("Cache-Control")]).toEqual([302, "private, no-store"]);
      return response.headers.get("Location");
    };
    expect(await to("/?lang=ckb", "en")).toBe("/ckb/");
    expect(await to("/", "en-GB,en;q=0.9")).toBe("/en/");
    expect(await to("/?lang=xx", "en")).toBe("/en/");
    expect(await to("/?lang=//evil", "")).toBe("/ar/");
  });

  it("301 from the short link to wherever the article stands; 404 while it is a draft", async () => {
    const { id, url } = await publish("رابط قصير");
    const response = await worker.fetch(`/s/${id}`);
    expect([response.status, response.headers.get("Location")]).toEqual([301, new URL(url).pathname]);
    const draft = await worker.upload(shortArticle("مسودة"), "lang=ar");
    const { id: draftId } = await draft.json<{ id: number }>();
    expect((await worker.fetch(`/s/${draftId}`)).status).toBe(404);
    expect((await worker.fetch("/s/999")).status).toBe(404);
  });

  it("where nothing is, offers the search and the newest articles", async () => {
    await publish("أحدث ما عندنا");
    worker.now += 21_000;
    const response = await worker.fetch("/ar/2021/11/29/nothing");
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([404, "private, no-store"]);
    const html = await response.text();
    expect(html).toContain("<search>");
    expect(html).toContain("أحدث ما عندنا");
    expect(html).toContain('<meta name="robots" content="noindex"/>');
  });
});

describe("a standing page", () => {
  const about = { lang: "ar", title: "عن الموقع", body: "نحن صحيفة صغيرة.\n\nنكتب بثلاث لغات." };

  it("is written, read, named at the foot of every page, changed and removed", async () => {
    const made = await worker.send("POST", "/api/pages", about);
    expect(made.status).toBe(201);
    const { id, url } = await made.json<{ id: number; url: string }>();
    const path = new URL(url).pathname;
    const page = await worker.fetch(path);
    expect([page.status, page.headers.get("Content-Language")]).toEqual([200, "ar"]);
    expect(await page.text()).toContain("<p>نكتب بثلاث لغات.</p>");
    expect(await (await worker.fetch("/ar/")).text()).toContain(decodeURI(path));
    const twin = await worker.fetch(path.replace(/\/$/, ".json"));
    expect(await twin.json()).toMatchObject({ title: "عن الموقع", lang: "ar" });

    const read = await worker.fetch(`/api/pages/${id}`);
    const condition = { "If-Match": read.headers.get("ETag") ?? "" };
    await worker.send("PUT", `/api/pages/${id}`, { ...about, body: "صرنا أكبر." }, condition);
    expect(await (await worker.fetch(path)).text()).toContain("صرنا أكبر.");
    const removal = { method: "DELETE", headers: { "If-Match": "*" } };
    expect((await worker.asEditor(`/api/pages/${id}`, removal)).status).toBe(200);
    expect((await worker.fetch(path)).status).toBe(404);
    expect(await (await worker.fetch("/ar/")).text()).not.toContain(decodeURI(path));
  });

  it("409 when its address is taken, 422 for a page of another language", async () => {
    const made = await worker.send("POST", "/api/pages", about);
    const { id } = await made.json<{ id: number }>();
    expect(await (await worker.send("POST", "/api/pages", about)).json()).toMatchObject({
      code: "page-taken",
    });
    const any = { "If-Match": "*" };
    expect((await worker.send("PUT", `/api/pages/${id}`, { ...about, lang: "en" }, any)).status).toBe(422);
    const english = await worker.send("POST", "/api/pages", {
      ...{ lang: "en", title: "About", body: "A small paper.", translation_of: id },
    });
    expect(english.status).toBe(201);
    const html = await (await worker.fetch("/en/pages/about/")).text();
    expect(html).toContain('hreflang="x-default"');
  });
});

describe("the newsroom's look", () => {
  const change = async (settings: unknown) => await worker.send("PATCH", "/api/settings", settings);

  it("422 for a colour that cannot be read on the paper, or a logo from elsewhere", async () => {
    const response = await change({ accent: { light: "#ffeeee", dark: "#e8a49c" } });
    expect(response.status).toBe(422);
    expect(await response.text()).toContain("contrast");
    const logo = await change({ logo: { src: "https://elsewhere.example/x.png", width: 100, height: 40 } });
    expect(logo.status).toBe(422);
  });

  it("names are cleaned of controls, and one can be taken back", async () => {
    const changed = await change({ name: { en: "a\u202eb\u0000c" }, description: { en: "x" } });
    expect(await changed.json()).toMatchObject({ name: { en: "abc" }, description: { en: "x" } });
    const taken = await (await change({ description: { en: null } })).json<{ description: object }>();
    expect(taken.description).toEqual({});
  });

  it("has its colour, logo and navigation on every page", async () => {
    const changed = await change({
      accent: { light: "#0b4f6c", dark: "#8ecae6" },
      logo: { src: "/media/logo.png", width: 200, height: 60 },
      navigation: { ar: [{ label: "الأرشيف", href: "/ar/2026/" }] },
    });
    expect(changed.status).toBe(200);
    const html = await (await worker.fetch("/ar/")).text();
    expect(html).toContain("--ac:#0b4f6c");
    expect(html).toContain('<img src="/media/logo.png" alt="ذكرى" width="200" height="60"/>');
    expect(html).toContain('<a href="/ar/2026/">الأرشيف</a>');
    expect((await change({ navigation: { ar: [{ label: "x", href: "javascript:alert(1)" }] } })).status).toBe(
      422,
    );
    expect((await change({ navigation: { ar: [{ label: "x", href: "//evil.example" }] } })).status).toBe(422);
  });

  it("has a web font on pages in Arabic script, from the site itself, when it is chosen", async () => {
    expect(await (await worker.fetch("/ar/")).text()).not.toContain("@font-face");
    await change({ web_font: "vazirmatn" });
    const html = await (await worker.fetch("/ar/?edition=2")).text();
    const [, src = ""] = /@font-face\{[^}]*src:url\(([^)]+)\)/.exec(html) ?? [];
    const font = await worker.fetch(src);
    expect([font.status, font.headers.get("Content-Type")]).toEqual([200, "font/woff2"]);
    expect(font.headers.get("Cache-Control")).toContain("immutable");
    const bytes = new Uint8Array(await font.arrayBuffer());
    expect(new TextDecoder().decode(bytes.slice(0, 4))).toBe("wOF2");
    expect(await (await worker.fetch("/en/?edition=2")).text()).not.toContain("@font-face");
  });
});
