/** The lists' pages, as the cache knows them. */
import type { Page } from "../cache/read-through";
import type { Db } from "../db/client";
import { articleTag, siteTag } from "../editions/tags";
import { encoded } from "../http/encoded";
import type { Lang } from "../text/languages";
import { htmlDocument } from "../view/document";
import { permalink } from "./article";
import type { Card } from "./card-store";
import { cursorOf } from "./cursor";
import { FrontPage } from "./front-page";
import { factOf, type ListOf, listKey } from "./list";
import { type Cursor, type List, publishedList } from "./list-store";

/** How many articles a front page shows. */
export const FRONT_ARTICLES = 20;

/** A language's front page. */
export function frontPage(db: Db, lang: Lang, origin: string): Page<List> {
  const of = { kind: "front", lang } as const;
  return {
    key: `${listKey(of)}:html`,
    shelf: "kv",
    question: now => publishedList(db, of, now, FRONT_ARTICLES, null),
    compose: async list => {
      const document = await htmlDocument(lang, <FrontPage lang={lang} list={list} origin={origin} />);
      return { status: 200, headers: document.headers, body: document.body, ...listFacts(of, list) };
    },
  };
}

/** A list, for programs. Only the first page is kept in KV. */
export function listJson(
  db: Db,
  of: ListOf,
  limit: number,
  after: Cursor | null,
  origin: string,
): Page<List> {
  return {
    key: `${listKey(of)}:api:${limit}:${after === null ? "" : cursorOf(after)}`,
    shelf: after === null && limit === FRONT_ARTICLES ? "kv" : "none",
    question: now => publishedList(db, of, now, limit, after),
    compose: list => {
      const articles = list.articles.map(card => publicCard(card, origin));
      const next = list.next === null ? null : cursorOf(list.next);
      const text = `${JSON.stringify({ articles, next_cursor: next })}\n`;
      return {
        status: 200,
        ...encoded({ type: "application/json", lang: of.lang, text }),
        ...listFacts(of, list),
      };
    },
  };
}

/** An article of a list, as programs are told of it. */
export function publicCard(card: Card, origin: string) {
  return {
    id: card.id,
    lang: card.lang,
    title: card.title,
    lead: card.lead,
    url: origin + permalink(card),
    published_on: card.publishedOn,
    section_id: card.sectionId,
    is_commemoration: card.isCommemoration,
  };
}

/** What a page of a list shows, for the cache. */
export function listFacts(of: ListOf, list: List) {
  return {
    tags: [siteTag, factOf(of, list.named), ...list.articles.map(article => articleTag(article.id))],
    articles: list.articles.map(article => article.id),
    until: list.nextChangeAt,
  };
}
