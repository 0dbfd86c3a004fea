/** Feeds as six programs see them, each brought to one form. */
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import FeedMe from "feedme";
import { parseFeed } from "feedsmith";
import RssParser from "rss-parser";
import { PYTHON, run } from "./debian";

export type Format = "rss" | "atom" | "json";

/** An entry as a reader sees it. */
export interface Seen {
  readonly id: string;
  readonly title: string;
  readonly link: string;
  /** Epoch seconds: not every reader keeps more. */
  readonly published: number;
}

export interface Reader {
  readonly name: string;
  readonly formats: readonly Format[];
  readonly read: (text: string, url: string) => Seen[] | Promise<Seen[]>;
}

const seconds = (date: string | undefined) => Math.floor(Date.parse(date ?? "") / 1_000);

export const readers: readonly Reader[] = [
  { name: "feedsmith", formats: ["rss", "atom", "json"], read: withFeedsmith },
  { name: "rss-parser", formats: ["rss", "atom"], read: withRssParser },
  { name: "feedme", formats: ["rss", "atom", "json"], read: withFeedMe },
  { name: "feedparser", formats: ["rss", "atom"], read: withFeedparser },
  { name: "newsboat", formats: ["rss", "atom"], read: (_, url) => withNewsboat(url) },
  { name: "sfeed", formats: ["rss", "atom"], read: withSfeed },
];

function withFeedsmith(text: string): Seen[] {
  const parsed = parseFeed(text);
  switch (parsed.format) {
    case "rss":
      return (parsed.feed.items ?? []).map(item => ({
        id: item.guid?.value ?? "",
        title: item.title ?? "",
        link: item.link ?? "",
        published: seconds(item.pubDate),
      }));
    case "atom":
      return (parsed.feed.entries ?? []).map(entry => ({
        id: entry.id ?? "",
        title: typeof entry.title === "string" ? entry.title : (entry.title?.value ?? ""),
        link: entry.links?.[0]?.href ?? "",
        published: seconds(entry.published),
      }));
    case "json":
      return (parsed.feed.items ?? []).map(item => ({
        id: item.id ?? "",
        title: item.title ?? "",
        link: item.url ?? "",
        published: seconds(item.date_published),
      }));
    default:
      throw new Error(`feedsmith takes it for ${parsed.format}`);
  }
}

async function withRssParser(text: string): Promise<Seen[]> {
  const { items } = await new RssParser().parseString(text);
  return items.map(item => {
    const { id } = item as { id?: string };
    return {
      id: item.guid ?? id ?? "",
      title: item.title ?? "",
      link: item.link ?? "",
      published: seconds(item.pubDate),
    };
  });
}

async function withFeedMe(text: string): Promise<Seen[]> {
  const parser = new FeedMe(true);
  const finished = once(parser, "finish");
  parser.end(text);
  await finished;
  const { items = [] } = (parser.done() ?? {}) as { items?: Record<string, unknown>[] };
  const textIn = (value: unknown): string => {
    if (typeof value === "string") return value;
    const { text: inside, href } = (value ?? {}) as { text?: string; href?: string };
    return inside ?? href ?? "";
  };
  return items.map(item => ({
    id: textIn(item.guid ?? item.id),
    title: textIn(item.title),
    link: textIn(item.link ?? item.url),
    published: seconds(textIn(item.pubdate ?? item.published ?? item.date_published)),
  }));
}

const FEEDPARSER = `
import calendar, json, sys, feedparser
feed = feedparser.parse(sys.stdin.buffer.read(), response_headers={"content-type": sys.argv[1]})
if feed.bozo: raise SystemExit(repr(feed.bozo_exception))
print(json.dumps([{"id": e.id, "title": e.title, "link": e.link,
  "published": calendar.timegm(e.published_parsed)} for e in feed.entries]))
`;

function withFeedparser(text: string, url: string): Seen[] {
  const type = url.endsWith("atom.xml") ? "application/atom+xml" : "application/rss+xml";
  return JSON.parse(run(PYTHON, ["-c", FEEDPARSER, `${type}; charset=utf-8`], text)) as Seen[];
}

// It keeps a feed's last entry first.
const NEWSBOAT_CACHE = `
import json, sqlite3, sys
rows = sqlite3.connect(sys.argv[1]).execute("SELECT guid, title, url, pubDate FROM rss_item ORDER BY id DESC")
print(json.dumps([{"id": g, "title": t, "link": u, "published": p} for g, t, u, p in rows]))
`;

function withNewsboat(url: string): Seen[] {
  const folder = mkdtempSync(join(tmpdir(), "newsboat-"));
  const file = (name: string) => join(folder, name);
  writeFileSync(file("urls"), `${url}\n`);
  writeFileSync(file("config"), "");
  run("newsboat", ["-u", file("urls"), "-c", file("cache.db"), "-C", file("config"), "-x", "reload"]);
  return JSON.parse(run(PYTHON, ["-c", NEWSBOAT_CACHE, file("cache.db")])) as Seen[];
}

/** Its lines: time, title, link, content, type, id, author, enclosure, categories. */
function withSfeed(text: string): Seen[] {
  return run("sfeed", [], text)
    .split("\n")
    .filter(line => line !== "")
    .map(line => line.split("\t"))
    .map(([published = "", title = "", link = "", , , id = ""]) => ({
      id,
      title: title.replaceAll("\\\\", "\\"),
      link,
      published: Number(published),
    }));
}
