/** Every feed, as six readers see it. */
import { parseFeed } from "feedsmith";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BuiltSite } from "../built/site";
import { needDebian, needPython, run } from "./debian";
import { readers, type Seen } from "./readers";
import { ODD_TITLES, startJudgedSite } from "./site";

const LISTS = [
  ...["ar", "ckb", "kmr", "en"].map(lang => `/${lang}/`),
  `/ar/${encodeURIComponent("غرائب")}/`,
  `/ar/tag/${encodeURIComponent("غريب")}/`,
  `/ar/author/${encodeURIComponent("سعاد-عيسى")}/`,
  "/ar/commemorations/",
];
const FILES = { rss: "rss.xml", atom: "atom.xml", json: "feed.json" } as const;

let site: BuiltSite;
beforeAll(async () => {
  needDebian({ newsboat: "newsboat", sfeed: "sfeed", xmllint: "libxml2-utils" });
  needPython("feedparser", "python3-feedparser");
  site = await startJudgedSite();
});
afterAll(() => site?.close());

async function textAt(path: string): Promise<string> {
  const response = await fetch(site.origin + path);
  expect([path, response.status]).toEqual([path, 200]);
  return await response.text();
}

/** What the feed itself says, as plain JSON. */
async function said(list: string): Promise<Seen[]> {
  const { items } = JSON.parse(await textAt(`${list}feed.json`)) as {
    items: { id: string; title: string; url: string; date_published: string }[];
  };
  return items.map(item => ({
    id: item.id,
    title: item.title,
    link: item.url,
    published: Math.floor(Date.parse(item.date_published) / 1_000),
  }));
}

it("each odd title stands in its feed", async () => {
  for (const lang of ["ar", "ckb", "kmr", "en"]) {
    const shown = (await said(`/${lang}/`)).length;
    const odd = ODD_TITLES.filter(one => one.lang === lang).length;
    expect([lang, shown]).toEqual([lang, expect.toSatisfy((number: number) => number >= odd)]);
  }
});

describe.each(LISTS)("%s", list => {
  it.each(readers.flatMap(reader => reader.formats.map(format => ({ ...reader, format }))))(
    "$name sees in $format what is there",
    async ({ read, format }) => {
      const path = list + FILES[format];
      expect(await read(await textAt(path), site.origin + path)).toEqual(await said(list));
    },
  );

  it("xmllint finds it well formed", async () => {
    for (const file of ["rss.xml", "atom.xml"])
      expect(run("xmllint", ["--noout", "-"], await textAt(list + file))).toBe("");
  });
});

/** What else an entry carries. */
interface Carried {
  readonly html: string | undefined;
  readonly authors: readonly (string | undefined)[];
  readonly tags: readonly (string | undefined)[];
}

async function carriedIn(path: string): Promise<{ language: unknown; hub: unknown; entries: Carried[] }> {
  const parsed = parseFeed(await textAt(path));
  switch (parsed.format) {
    case "rss": {
      const { feed } = parsed;
      const entries = (feed.items ?? []).map(item => ({
        html: item.content?.encoded,
        authors: item.dc?.creators ?? [],
        tags: (item.categories ?? []).map(category => category.name),
      }));
      return {
        language: feed.language,
        hub: feed.atom?.links?.find(link => link.rel === "hub")?.href,
        entries,
      };
    }
    case "atom": {
      const { feed } = parsed;
      const entries = (feed.entries ?? []).map(entry => ({
        html: entry.content?.value,
        authors: (entry.authors ?? []).map(author => author.name),
        tags: (entry.categories ?? []).map(category => category.term),
      }));
      return { language: feed.xml?.lang, hub: feed.links?.find(link => link.rel === "hub")?.href, entries };
    }
    case "json": {
      const { feed } = parsed;
      const entries = (feed.items ?? []).map(item => ({
        html: item.content_html,
        authors: (item.authors ?? []).map(author => author.name),
        tags: item.tags ?? [],
      }));
      return { language: feed.language, hub: feed.hubs?.[0]?.url, entries };
    }
    default:
      throw new Error(`feedsmith takes it for ${parsed.format}`);
  }
}

it.each(LISTS)(
  "%s carries the same text, bylines, tags, language and hub in all three formats",
  async list => {
    const json = await carriedIn(`${list}feed.json`);
    expect(await carriedIn(`${list}rss.xml`)).toEqual(json);
    expect(await carriedIn(`${list}atom.xml`)).toEqual(json);
    expect(json).toMatchObject({ language: list.split("/")[1], hub: "https://hub.example/?a=1&b=2" });
    for (const { html } of json.entries) expect(html).toMatch(/^<div lang="\w+" dir="(rtl|ltr)"><p>/);
  },
);

it("bylines and tags are there", async () => {
  const { entries } = await carriedIn("/ar/rss.xml");
  expect(entries[0]).toMatchObject({ authors: ["سعاد عيسى", "A & B"], tags: ["غريب"] });
});
