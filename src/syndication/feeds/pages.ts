/** Feeds as pages of the cache, written as RSS 2.0, Atom and JSON Feed 1.1. */
import { listKey } from "../../articles/list";
import { elsewhere, listFacts } from "../../articles/lists/list-pages";
import { type FullList, feedList } from "../../articles/lists/text-queries";
import type { Page } from "../../cache/read-through";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { element, together, type Xml, xmlDocument } from "../../text/xml";
import { FEED_FILES, type Feed, type FeedEntry, type FeedFormat, type FeedOf, feedOf } from "./feed";

/** How many articles a feed holds. */
export const FEED_ARTICLES = 20;

const FORMATS: Record<FeedFormat, { type: string; write: (feed: Feed) => string }> = {
  rss: { type: "application/rss+xml", write: rss },
  atom: { type: "application/atom+xml", write: atom },
  json: { type: "application/feed+json", write: jsonFeed },
};

/** The feed of a list: 404 for a section, tag or author without one, 308 for another spelling of it. */
export function feedPage(db: Db, of: FeedOf, format: FeedFormat, origin: string): Page<FullList> {
  return {
    key: `${listKey(of)}:${format}`,
    cache: "kv",
    query: now => feedList(db, of, now, FEED_ARTICLES),
    compose: list => {
      const moved = elsewhere(of, list, path => path + FEED_FILES[format]);
      if (moved !== null) return moved;
      const { type, write } = FORMATS[format];
      const text = write(feedOf(of, list, format, origin));
      return { status: 200, ...encoded({ type, lang: of.lang, text }), ...listFacts(of, list) };
    },
  };
}

const RSS_NAMESPACES = {
  "xmlns:atom": "http://www.w3.org/2005/Atom",
  "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
};

/** @see https://www.rssboard.org/rss-specification, https://www.rssboard.org/rss-profile */
function rss(feed: Feed): string {
  const channel = [
    element("title", {}, feed.title),
    element("link", {}, feed.page),
    element("description", {}, feed.description),
    element("language", {}, feed.lang),
    element("lastBuildDate", {}, rfc822(feed.updated)),
    element("atom:link", { rel: "self", type: "application/rss+xml", href: feed.self }),
    ...(feed.hub === null ? [] : [element("atom:link", { rel: "hub", href: feed.hub })]),
    ...feed.entries.map(rssItem),
  ];
  return xmlDocument(
    element("rss", { version: "2.0", ...RSS_NAMESPACES }, element("channel", {}, together(channel))),
  );
}

function rssItem(entry: FeedEntry): Xml {
  const fields = [
    element("title", {}, entry.title),
    element("link", {}, entry.url),
    element("guid", { isPermaLink: "false" }, entry.id),
    element("pubDate", {}, rfc822(entry.published)),
    element("atom:updated", {}, new Date(entry.updated).toISOString()),
    ...entry.authors.map(author => element("dc:creator", {}, author)),
    ...entry.tags.map(tag => element("category", {}, tag)),
    element("description", {}, entry.summary),
    ...(entry.html === null ? [] : [element("content:encoded", {}, entry.html)]),
  ];
  return element("item", {}, together(fields));
}

/** @see RFC 822 section 5, as RSS reads it: years have four digits. */
function rfc822(ms: number): string {
  return new Date(ms).toUTCString();
}

/** @see RFC 4287 */
function atom(feed: Feed): string {
  const fields = [
    element("id", {}, feed.id),
    element("title", {}, feed.title),
    element("subtitle", {}, feed.description),
    element("updated", {}, new Date(feed.updated).toISOString()),
    element("link", { rel: "alternate", type: "text/html", hreflang: feed.lang, href: feed.page }),
    element("link", { rel: "self", type: "application/atom+xml", href: feed.self }),
    ...(feed.hub === null ? [] : [element("link", { rel: "hub", href: feed.hub })]),
    // The author of entries that have none of their own.
    element("author", {}, element("name", {}, feed.newsroom), element("uri", {}, feed.page)),
    ...feed.entries.map(atomEntry),
  ];
  const root = { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": feed.lang };
  return xmlDocument(element("feed", root, together(fields)));
}

function atomEntry(entry: FeedEntry): Xml {
  const fields = [
    element("id", {}, entry.id),
    element("title", {}, entry.title),
    element("link", { rel: "alternate", type: "text/html", href: entry.url }),
    element("published", {}, new Date(entry.published).toISOString()),
    element("updated", {}, new Date(entry.updated).toISOString()),
    ...entry.authors.map(author => element("author", {}, element("name", {}, author))),
    ...entry.tags.map(tag => element("category", { term: tag })),
    element("summary", {}, entry.summary),
    ...(entry.html === null ? [] : [element("content", { type: "html" }, entry.html)]),
  ];
  return element("entry", {}, together(fields));
}

/** @see https://www.jsonfeed.org/version/1.1/ */
function jsonFeed(feed: Feed): string {
  const fields = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: feed.description,
    home_page_url: feed.page,
    feed_url: feed.self,
    language: feed.lang,
    authors: [{ name: feed.newsroom, url: feed.page }],
    hubs: feed.hub === null ? undefined : [{ type: "WebSub", url: feed.hub }],
    items: feed.entries.map(jsonItem),
  };
  return `${JSON.stringify(fields)}\n`;
}

function jsonItem(entry: FeedEntry) {
  const authors = entry.authors.map(name => ({ name }));
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    // An item must have content: the summary, where the text is too long.
    content_html: entry.html ?? undefined,
    content_text: entry.html === null ? entry.summary : undefined,
    summary: entry.summary,
    date_published: new Date(entry.published).toISOString(),
    date_modified: new Date(entry.updated).toISOString(),
    authors: authors.length === 0 ? undefined : authors,
    tags: entry.tags.length === 0 ? undefined : entry.tags,
  };
}
