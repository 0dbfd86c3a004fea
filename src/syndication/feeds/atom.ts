/** A feed as Atom. @see RFC 4287 */
import { element, together, type Xml, xmlDocument } from "../../text/xml";
import type { Feed, FeedEntry } from "./feed";

export function atom(feed: Feed): string {
  const fields = [
    element("id", {}, feed.id),
    element("title", {}, feed.title),
    element("subtitle", {}, feed.description),
    element("updated", {}, new Date(feed.updated).toISOString()),
    element("link", { rel: "alternate", type: "text/html", hreflang: feed.lang, href: feed.page }),
    element("link", { rel: "self", type: "application/atom+xml", href: feed.self }),
    ...(feed.hub === null ? [] : [element("link", { rel: "hub", href: feed.hub })]),
    // An entry without a byline is the newsroom's.
    element("author", {}, element("name", {}, feed.newsroom), element("uri", {}, feed.page)),
    ...feed.entries.map(entryOf),
  ];
  const root = { xmlns: "http://www.w3.org/2005/Atom", "xml:lang": feed.lang };
  return xmlDocument(element("feed", root, together(fields)));
}

function entryOf(entry: FeedEntry): Xml {
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
