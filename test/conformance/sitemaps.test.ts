/** Sitemaps against their schemas, and every address in them asked for. */
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BuiltSite } from "../built/site";
import { needDebian, run } from "./debian";
import { startJudgedSite } from "./site";

const schema = (name: string) => join(import.meta.dirname, "schema", `${name}.xsd`);

let site: BuiltSite;
beforeAll(async () => {
  needDebian({ xmllint: "libxml2-utils" });
  site = await startJudgedSite();
});
afterAll(() => site?.close());

/** Addresses begin with the site's public origin; it is asked where it answers. */
async function textAt(address: string): Promise<string> {
  const { pathname } = new URL(address);
  const response = await fetch(site.origin + pathname);
  expect([address, response.status]).toEqual([address, 200]);
  return await response.text();
}

const all = (xml: string, pattern: RegExp) => [...xml.matchAll(pattern)].map(([, found = ""]) => found);
const locs = (xml: string) => all(xml, /<loc>([^<]+)<\/loc>/g);

function judge(xml: string, name: string): string {
  return run("xmllint", ["--noout", "--nonet", "--schema", schema(name), "-"], xml);
}

async function shards(): Promise<string[]> {
  return locs(await textAt(`${site.origin}/sitemap.xml`));
}

it("the index and every sitemap keep to the schemas", async () => {
  expect(judge(await textAt(`${site.origin}/sitemap.xml`), "sitemap-index")).toBe("");
  const sitemaps = [...(await shards()), `${site.origin}/sitemaps/news.xml`];
  expect(sitemaps.length).toBeGreaterThan(4);
  for (const address of sitemaps)
    expect([address, judge(await textAt(address), "sitemaps")]).toEqual([address, ""]);
});

it("the schemas find what is wrong", async () => {
  const news = await textAt(`${site.origin}/sitemaps/news.xml`);
  expect(() => judge(news.replace("<news:language>ar", "<news:language>ar-SY"), "sitemaps")).toThrow(
    "language",
  );
  expect(() => judge(news.replaceAll("loc>", "lok>"), "sitemaps")).toThrow("lok");
  const index = await textAt(`${site.origin}/sitemap.xml`);
  expect(() => judge(index.replaceAll("loc>", "lok>"), "sitemap-index")).toThrow("lok");
});

it("every page that is listed answers, and names the same languages at the same addresses", async () => {
  for (const shard of await shards()) {
    for (const [, url = ""] of (await textAt(shard)).matchAll(/<url>(.*?)<\/url>/gs)) {
      const [address = ""] = locs(url);
      const html = await textAt(address);
      const named = [...url.matchAll(/hreflang="([^"]+)" href="([^"]+)"/g)].map(pair);
      const onPage = [...html.matchAll(/<link rel="alternate" hreflang="([^"]+)" href="([^"]+)"/g)].map(pair);
      expect([address, named]).toEqual([address, onPage]);
      const canonical = all(html, /<link rel="canonical" href="([^"]+)"/g).map(spelled);
      expect([address, canonical]).toEqual([address, [address]]);
    }
  }
});

/** In HTML letters stand for themselves; a sitemap is percent-encoded. */
const spelled = (href: string) => new URL(href).href;
const pair = ([, hreflang = "", href = ""]: RegExpExecArray) => [hreflang, spelled(href)];
