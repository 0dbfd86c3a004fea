/** A feed as RSS 2.0. @see https://www.rssboard.org/rss-specification, https://www.rssboard.org/rss-profile */
import { element, together, type Xml, xmlDocument } from "../../text/xml";
import type { Feed, FeedEntry } from "./feed";

const NAMESPACES = {
  "xmlns:atom": "http://www.w3.org/2005/Atom",
  "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
};

export function rss(feed: Feed): string {
  const channel = [
    element("title", {}, feed.title),
    element("link", {}, feed.page),
    element("description", {}, feed.description),
    element("language", {}, feed.lang),
    element("lastBuildDate", {}, rfc822(feed.updated)),
    element("atom:link", { rel: "self", type: "application/rss+xml", href: feed.self }),
    ...(feed.hub === null ? [] : [element("atom:link", { rel: "hub", href: feed.hub })]),
    ...feed.entries.map(itemOf),
  ];
  return xmlDocument(
    element("rss", { version: "2.0", ...NAMESPACES }, element("channel", {}, together(channel))),
  );
}

function itemOf(entry: FeedEntry): Xml {
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
