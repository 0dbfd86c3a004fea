/** A language's list for programs, as the cache knows it. */
import type { Page } from "../../cache/read-through";
import { soonest } from "../../cache/rendering";
import type { Db } from "../../db/client";
import { publicSection } from "../../settings/contents";
import type { Lang } from "../../text/languages";
import { bodyHtml, paragraphs } from "../article";
import { listKey } from "../list";
import { publicTranslation } from "../public-article";
import type { Included } from "../selection";
import { cursorOf } from "./cursor";
import { type IncludedCard, type IncludedList, includedList, textOf } from "./included-queries";
import { type Asked, jsonOf, LIST_ARTICLES, listed, publicCard } from "./list-pages";
import { type List, publishedList } from "./list-queries";

/** A language's published articles. Only the usual first page is kept. */
export function listJson(db: Db, lang: Lang, limit: number, { after, origin }: Asked): Page<List> {
  const of = { kind: "front", lang } as const;
  return {
    key: `${listKey(of)}:api:${limit}:${after === null ? "" : cursorOf(after)}`,
    cache: after === null && limit === LIST_ARTICLES ? "kv" : "none",
    query: now => publishedList(db, of, now, limit, after),
    compose: list => jsonOf(of, list, listed(list, origin)),
  };
}

/**
 * The same with more of each article. Kept nowhere: there are more wishes than pages.
 * @param included each once, in the order of the closed set.
 */
export function includedJson(
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
        ...publicCard(card, origin),
        ...besideCard(card, included, origin),
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

function besideCard(card: IncludedCard, included: readonly Included[], origin: string) {
  const told: Record<Included, () => object> = {
    authors: () => ({ authors: card.authors }),
    body: () => bodyOf(card),
    section: () => ({ section: card.section === undefined ? null : publicSection(card.section, origin) }),
    tags: () => ({ tags: card.tags }),
    translations: () => ({
      translations: (card.translations ?? []).map(one => publicTranslation(one, origin)),
    }),
  };
  return Object.assign({}, ...included.map(what => told[what]()));
}

/** A text that is too long for a list is read at its own address. */
function bodyOf(card: IncludedCard) {
  const text = textOf(card);
  if (text === null) return { body_text: null, body_format: null, body_html: null };
  return {
    body_text: paragraphs(text).join("\n\n"),
    body_format: text.bodyFormat,
    body_html: bodyHtml(text),
  };
}
