/**
 * What a WebSub hub is told: which feeds have changed. The specification leaves this to hub and publisher; these are
 * the fields that public hubs take. Pure.
 * @see W3C WebSub section 7; PubSubHubbub 0.4; https://pubsubhubbub.appspot.com/
 */
import { listPath } from "../../articles/list";
import type { TouchedList } from "../../cache/tags";
import { type Entry, sectionPath } from "../../settings/contents";
import { FEED_FILES, type FeedOf } from "../../syndication/feeds/feed";
import type { Lang } from "../../text/languages";

/** A hub is told of so many feeds at once at most: of the language first, then of what is narrower. */
const MOST_FEEDS = 100;

/** A tag or author in the spelling that its address has. */
export interface Spelled {
  readonly kind: "tag" | "author";
  readonly lang: Lang;
  readonly slug: string;
}

/** The addresses of the feeds beside some lists, each in every format. */
export function feedsOf(
  lists: readonly TouchedList[],
  sections: readonly Entry[],
  spelled: readonly Spelled[],
  origin: string,
): string[] {
  const broad = (kind: "front" | "commemorations") =>
    lists.flatMap(list => (list.kind === kind ? [pathOf({ kind, lang: list.lang })] : []));
  const ofSections = lists.flatMap(list => {
    const section = list.kind === "section" ? sections.find(one => one.id === list.id) : undefined;
    return section === undefined ? [] : [sectionPath(section)];
  });
  const paths = [...broad("front"), ...ofSections, ...broad("commemorations"), ...spelled.map(pathOf)];
  const files = Object.values(FEED_FILES);
  return [...new Set(paths)].flatMap(path => files.map(file => origin + path + file)).slice(0, MOST_FEEDS);
}

const pathOf = (of: FeedOf) => listPath(of);

export function publishBody(feeds: readonly string[]): string {
  return new URLSearchParams([["hub.mode", "publish"], ...feeds.map(feed => ["hub.url", feed])]).toString();
}
