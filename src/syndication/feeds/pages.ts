/** Feeds as pages of the cache. */

import { listKey } from "../../articles/list";
import { type FullList, feedList } from "../../articles/lists/feed-queries";
import { elsewhere, listFacts } from "../../articles/lists/list-pages";
import type { Page } from "../../cache/read-through";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { atom } from "./atom";
import { FEED_FILES, type Feed, type FeedFormat, type FeedOf, feedOf } from "./feed";
import { jsonFeed } from "./json-feed";
import { rss } from "./rss";

/** How many articles a feed holds. */
export const FEED_ARTICLES = 20;

const FORMATS: Record<FeedFormat, { type: string; write: (feed: Feed) => string }> = {
  rss: { type: "application/rss+xml", write: rss },
  atom: { type: "application/atom+xml", write: atom },
  json: { type: "application/feed+json", write: jsonFeed },
};

/** The feed of a list. A section, tag or author that readers do not know, 404; one that is spelled otherwise, 308. */
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
