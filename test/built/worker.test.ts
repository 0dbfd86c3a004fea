/** The bundle that is deployed, and the demo that a newcomer sees. */
import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { archive, aWordDocument } from "../fixtures/documents";
import { type BuiltSite, startBuiltSite } from "./site";

let site: BuiltSite;
beforeAll(async () => {
  site = await startBuiltSite();
});
afterAll(async () => {
  await site.close();
});

interface Listed {
  readonly url: string;
  readonly title: string;
}

async function articles(path: string): Promise<Listed[]> {
  const headers = { Authorization: `Bearer ${site.token}` };
  const response = await fetch(site.origin + path, { headers });
  const body = (await response.json()) as { articles: Listed[] };
  return body.articles;
}

it("the demo shows every one of its articles, in each of its languages", async () => {
  for (const lang of ["ar", "ckb", "kmr", "en"]) {
    const files = readdirSync("demo").filter(name => name.split(".")[1] === lang);
    expect(await articles(`/api/articles?lang=${lang}`)).toHaveLength(files.length);
    const page = await fetch(`${site.origin}/${lang}/`);
    expect([page.status, page.headers.get("Content-Language")]).toEqual([200, lang]);
  }
});

it("every page that the demo links to is there", async () => {
  const seen = new Set<string>(["/ar/", "/ckb/", "/kmr/", "/en/"]);
  for (const path of seen) {
    const response = await fetch(site.origin + path);
    expect([path, response.status]).toEqual([path, 200]);
    const text = await response.text();
    for (const [, link = ""] of text.matchAll(/<a [^>]*href="(\/[^"#]*)"/g)) seen.add(link);
  }
  expect(seen.size).toBeGreaterThan(20);
  // Some 1,500 pages.
}, 180_000);

it("the demo's commemoration appears on the morning of 30 November, in its four languages", async () => {
  // The built Worker has the computer's own clock: a day that is past would be a draft, marked missed.
  const thisYear = new Date(`${new Date().getUTCFullYear()}-11-30T05:00:00Z`);
  const morning =
    thisYear > new Date() ? thisYear : new Date(`${thisYear.getUTCFullYear() + 1}-11-30T05:00:00Z`);
  await site.tick(morning);
  await site.tick(morning);
  const titles = [
    ...(await articles("/api/articles?status=scheduled")),
    ...(
      await Promise.all(["ar", "ckb", "kmr", "en"].map(lang => articles(`/api/articles?lang=${lang}`)))
    ).flat(),
  ].map(article => article.title);
  const commemorations = [
    "يوم إحياء ذكرى جميع ضحايا الحرب الكيميائية",
    "ڕۆژی یادکردنەوەی هەموو قوربانیانی جەنگی کیمیایی",
    "Roja Bîranîna hemû Qurbaniyên Şerê Kîmyewî",
    "Day of Remembrance for all Victims of Chemical Warfare",
  ];
  for (const title of commemorations) expect(titles.filter(one => one === title)).toHaveLength(1);
});

it("a Word document is read by the bundle that is deployed, and a ZIP of it file by file", async () => {
  const send = async (body: Uint8Array) => {
    const headers = { Authorization: `Bearer ${site.token}` };
    const address = `${site.origin}/api/uploads?lang=ar&dry_run=1`;
    const response = await fetch(address, { method: "POST", body: new Uint8Array(body), headers });
    return (await response.json()) as { article?: { title: string; body_html: string }; counts?: unknown };
  };
  const { article } = await send(aWordDocument());
  expect(article?.title).toBe("إصلاح جسر البلدة القديم");
  expect(article?.body_html).toContain("<ul><li>الأساس</li><li>السطح</li></ul>");
  expect((await send(archive({ "a.docx": aWordDocument() }))).counts).toMatchObject({
    created: 1,
    refused: 0,
  });
});

it("the app does not answer where the development server calls its clock", async () => {
  expect((await fetch(`${site.origin}/__scheduled`)).status).toBe(404);
});
