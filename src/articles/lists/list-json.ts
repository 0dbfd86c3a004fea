/** A language's list for programs, as the cache knows it. */
import type { Page } from "../../cache/read-through";
import { soonest } from "../../cache/rendering";
import type { Db } from "../../db/client";
import type { Lang } from "../../text/languages";
import { listKey } from "../list";
import { type Included, includedJson, summaryJson } from "../summary-json";
import { cursorOf } from "./cursor";
import { type IncludedList, includedList } from "./included-queries";
import { type Asked, jsonOf, LIST_ARTICLES, listed } from "./list-pages";
import { type List, publishedList } from "./list-queries";

/** A language's published articles. Only the usual first page is kept. */
export function listJsonPage(db: Db, lang: Lang, limit: number, { after, origin }: Asked): Page<List> {
  const of = { kind: "front", lang } as const;
  return {
    key: `${listKey(of)}:api:${limit}:${after === null ? "" : cursorOf(after)}`,
    cache: after === null && limit === LIST_ARTICLES ? "kv" : "none",
    query: now => publishedList(db, of, now, limit, after),
    compose: list => jsonOf(of, list, listed(list, origin)),
  };
}

/**
 * The same with more of each article. Kept nowhere: there are more combinations than pages.
 * @param included each once, in the order of the closed set.
 */
export function includedListPage(
  db: Db,
  lang: Lang,
  limit: number,
  { after, origin, included }: Asked & { readonly included: readonly Included[] },
): Page<IncludedList> {
  const of = { kind: "front", lang } as const;
  return {
    key: `${listKey(of)}:api:${limit}:${after === null ? "" : cursorOf(after)}:${included.join(",")}`,
    cache: "none",
    query: now => includedList(db, of, now, limit, { after, included }),
    compose: list => {
      const articles = list.articles.map(card => ({
        ...summaryJson(card, origin),
        ...includedJson(card, included, origin),
      }));
      const shown = list.articles.flatMap(card => [card, ...(card.translations ?? [])]);
      const next = list.next === null ? null : cursorOf(list.next);
      const page = jsonOf(of, { ...list, named: null }, { articles, next_cursor: next });
      return {
        ...page,
        articles: shown.map(one => one.id),
        endsAt: soonest(shown.map(one => one.unpublishAt)),
      };
    },
  };
}
