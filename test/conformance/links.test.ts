/** Every link of the site followed, from the first page on, by linkinator. */
import { LinkChecker } from "linkinator";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BuiltSite } from "../built/site";
import { startJudgedSite } from "./site";

let site: BuiltSite;
beforeAll(async () => {
  site = await startJudgedSite();
});
afterAll(() => site?.close());

it("none is broken, and none leads to another site", async () => {
  const { links } = await new LinkChecker().check({
    path: [`${site.origin}/`, `${site.origin}/sitemap.xml`],
    recurse: true,
    concurrency: 4,
    timeout: 20_000,
    // Absolute addresses begin with the site's public origin; it answers elsewhere.
    urlRewriteExpressions: [{ pattern: /^http:\/\/localhost:8787/, replacement: site.origin }],
  });
  expect(links.length).toBeGreaterThan(100);
  expect(
    links.filter(link => link.state !== "OK").map(({ url, parent, status }) => [url, parent, status]),
  ).toEqual([]);
  expect(links.filter(link => !link.url.startsWith(site.origin)).map(link => link.url)).toEqual([]);
});
