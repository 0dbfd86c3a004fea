/** Feeds as pages of the cache. */
import { type FullList, feedList } from "../articles/feed-store";
import { listKey, listPath } from "../articles/list";
import { listFacts } from "../articles/list-pages";
import type { Page } from "../cache/read-through";
import type { Db } from "../db/client";
import { encoded } from "../http/encoded";
import { Refusal } from "../problem";
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
    shelf: "kv",
    question: now => feedList(db, of, now, FEED_ARTICLES),
    compose: list => {
      if (!isKnown(of, list)) throw new Refusal({ code: "not-found" });
      const { type, write } = FORMATS[format];
      const facts = listFacts(of, list);
      if ("slug" in of && list.named !== null && list.named.slug !== of.slug) {
        const location = listPath(of, list.named) + FEED_FILES[format];
        const { headers, body } = encoded({ type: "text/plain", lang: of.lang, text: "" });
        return { ...facts, status: 308, headers: [...headers, ["Location", location]], body, articles: [] };
      }
      const text = write(feedOf(of, list, format, origin));
      return { ...facts, status: 200, ...encoded({ type, lang: of.lang, text }) };
    },
  };
}

/** A tag or author of drafts alone is nobody's business; an empty section is there, since the masthead names it. */
function isKnown(of: FeedOf, { named, articles }: FullList): boolean {
  if (of.kind === "front" || of.kind === "commemorations") return true;
  return named !== null && (of.kind === "section" || articles.length > 0);
}
