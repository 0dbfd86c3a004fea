/** The lists' pages, as the cache knows them. */
import type { Page } from "../cache/read-through";
import type { Db } from "../db/client";
import { articleTag, listTag, siteTag } from "../editions/tags";
import { encoded } from "../http/encoded";
import type { Lang } from "../text/languages";
import { htmlDocument } from "../view/document";
import { permalink } from "./article";
import { FrontPage } from "./front-page";
import { type Cursor, type List, publishedList } from "./list-store";

/** How many articles a front page shows. */
export const FRONT_ARTICLES = 20;

/** A language's front page. */
export function frontPage(db: Db, lang: Lang, origin: string): Page<List> {
  return {
    key: `front:html:${lang}`,
    shelf: "kv",
    question: now => publishedList(db, lang, now, FRONT_ARTICLES, null),
    compose: async list => {
      const document = await htmlDocument(lang, <FrontPage lang={lang} list={list} origin={origin} />);
      return { status: 200, headers: document.headers, body: document.body, ...listFacts(lang, list) };
    },
  };
}

/** A language's published articles, for programs. Only the first page is kept in KV. */
export function listJson(
  db: Db,
  lang: Lang,
  limit: number,
  after: Cursor | null,
  origin: string,
): Page<List> {
  return {
    key: `list:api:${lang}:${limit}:${after === null ? "" : `${after.publishAt}.${after.id}`}`,
    shelf: after === null && limit === FRONT_ARTICLES ? "kv" : "none",
    question: now => publishedList(db, lang, now, limit, after),
    compose: list => {
      const articles = list.articles.map(article => ({
        id: article.id,
        lang: article.lang,
        title: article.title,
        lead: article.lead,
        url: origin + permalink(article),
        published_on: article.publishedOn,
        is_automatic: article.isAutomatic,
      }));
      const last = list.articles.at(-1);
      const next = list.hasMore && last ? `${last.publishAt}.${last.id}` : null;
      const text = `${JSON.stringify({ articles, next_cursor: next })}\n`;
      return { status: 200, ...encoded({ type: "application/json", lang, text }), ...listFacts(lang, list) };
    },
  };
}

function listFacts(lang: Lang, list: List) {
  return {
    tags: [siteTag, listTag(lang), ...list.articles.map(article => articleTag(article.id))],
    articles: list.articles.map(article => article.id),
    until: list.nextChangeAt,
  };
}
