/** What else machines ask for: robots.txt, the manifest and its icons, OpenSearch, llms.txt. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import robotsParser from "robots-parser";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BuiltSite } from "../built/site";
import { needDebian, run } from "./debian";
import { startJudgedSite } from "./site";

let site: BuiltSite;
beforeAll(async () => {
  needDebian({ xmllint: "libxml2-utils", file: "file" });
  site = await startJudgedSite();
});
afterAll(() => site?.close());

async function ask(path: string): Promise<Response> {
  const response = await fetch(site.origin + path);
  expect([path, response.status]).toEqual([path, 200]);
  return response;
}

it("robots-parser lets crawlers read articles, lists and sitemaps, and keeps them from the API and the search", async () => {
  const robots = robotsParser(`${site.origin}/robots.txt`, await (await ask("/robots.txt")).text());
  const index = await (await ask("/sitemap.xml")).text();
  const month = /<loc>[^<]+?(\/sitemaps\/\d[^<]+)<\/loc>/.exec(index)?.[1] ?? "";
  const article = new URL(/<loc>([^<]+)<\/loc>/.exec(await (await ask(month)).text())?.[1] ?? "").pathname;
  for (const open of ["/", "/ar/", "/ar/rss.xml", "/sitemap.xml", month, article, `${article}.json`])
    expect([open, robots.isAllowed(site.origin + open, "Googlebot")]).toEqual([open, true]);
  for (const closed of ["/api/articles?lang=ar", "/ar/search", "/en/search?q=water"])
    expect([closed, robots.isAllowed(site.origin + closed, "Googlebot")]).toEqual([closed, false]);
  for (const sitemap of robots.getSitemaps()) await ask(new URL(sitemap).pathname);
  expect(robots.getSitemaps()).toHaveLength(2);
});

it("the manifest's icons and those that phones ask for unasked are what they say, by file's lights", async () => {
  const folder = mkdtempSync(join(tmpdir(), "icons-"));
  const judge = async (path: string) => {
    const name = join(folder, path.replaceAll("/", ""));
    writeFileSync(name, new Uint8Array(await (await ask(path)).arrayBuffer()));
    return run("file", ["--brief", name]).trim();
  };
  const { icons } = (await (await ask("/manifest.webmanifest")).json()) as { icons: { src: string }[] };
  expect(icons.map(icon => icon.src)).toEqual(["/icon.svg", "/apple-touch-icon.png"]);
  expect(await judge("/icon.svg")).toContain("SVG");
  expect(await judge("/apple-touch-icon.png")).toMatch(/^PNG image data, 180 x 180/);
  expect(await judge("/favicon.ico")).toMatch(/^MS Windows icon resource - 1 icon, 32x32 with PNG/);
  expect(run("xmllint", ["--noout", "-"], await (await ask("/icon.svg")).text())).toBe("");
});

it.each(["ar", "ckb", "kmr", "en"])(
  "the search of %s is described in well-formed XML, and answers",
  async lang => {
    const xml = await (await ask(`/${lang}/opensearch.xml`)).text();
    expect(run("xmllint", ["--noout", "-"], xml)).toBe("");
    const at = (path: string) => run("xmllint", ["--xpath", path, "-"], xml).trim();
    expect(at("string(//*[local-name()='ShortName'])").length).toBeLessThanOrEqual(16);
    const template = at("string(//*[local-name()='Url'][@type='text/html']/@template)");
    const { pathname, search } = new URL(template.replace("{searchTerms}", encodeURIComponent("مياه & ئاو")));
    expect(await (await ask(pathname + search)).text()).toContain("مياه &amp; ئاو");
  },
);

it("every link of llms.txt leads somewhere", async () => {
  const text = await (await ask("/llms.txt")).text();
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, href = ""]) => new URL(href));
  expect(links.length).toBeGreaterThan(10);
  for (const { pathname, search } of links) await ask(pathname + search);
});
