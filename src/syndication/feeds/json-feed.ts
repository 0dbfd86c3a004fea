/** A feed as JSON Feed 1.1. @see https://www.jsonfeed.org/version/1.1/ */
import type { Feed, FeedEntry } from "./feed";

export function jsonFeed(feed: Feed): string {
  const fields = {
    version: "https://jsonfeed.org/version/1.1",
    title: feed.title,
    description: feed.description,
    home_page_url: feed.page,
    feed_url: feed.self,
    language: feed.lang,
    authors: [{ name: feed.newsroom, url: feed.page }],
    hubs: feed.hub === null ? undefined : [{ type: "WebSub", url: feed.hub }],
    items: feed.entries.map(itemOf),
  };
  return `${JSON.stringify(fields)}\n`;
}

function itemOf(entry: FeedEntry) {
  const authors = entry.authors.map(name => ({ name }));
  return {
    id: entry.id,
    url: entry.url,
    title: entry.title,
    // An item must have content: the summary stands in for a text that is too long.
    content_html: entry.html ?? undefined,
    content_text: entry.html === null ? entry.summary : undefined,
    summary: entry.summary,
    date_published: new Date(entry.published).toISOString(),
    date_modified: new Date(entry.updated).toISOString(),
    authors: authors.length === 0 ? undefined : authors,
    tags: entry.tags.length === 0 ? undefined : entry.tags,
  };
}
