/** The pages of articles, as the cache knows them: identity, the one question to D1, and the way from rows to bytes. */
import type { Page } from "../cache/read-through";
import type { Composed } from "../cache/rendering";
import type { Db } from "../db/client";
import { articleTag, listTag, siteTag } from "../editions/tags";
import { PLAIN_HEADERS } from "../http/respond";
import { Refusal } from "../problem";
import type { Lang } from "../text/languages";
import { slugKey } from "../text/slug";
import { htmlDocument } from "../view/document";
import { ErrorPage } from "../view/error-page";
import { type Article, isPublished, permalink, publicArticle } from "./article";
import { ArticlePage } from "./article-page";
import { FrontPage } from "./front-page";
import { type Cursor, type List, publishedList } from "./list-store";
import { articleMarkdown } from "./markdown";
import { type ArticleAndSettings, articleAt, articleById } from "./store";
import { factsShownBy } from "./touched";

/** How many articles a front page shows. */
export const FRONT_ARTICLES = 20;

export type Format = "html" | "json" | "md";

/** Where a permalink points. */
export interface Address {
  readonly lang: Lang;
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly slug: string;
}

type Text = { readonly type: string; readonly lang: Lang; readonly text: string };

/** An article at its permalink, in one of its forms. */
export function articlePage(
  db: Db,
  address: Address,
  format: Format,
  origin: string,
): Page<(ArticleAndSettings & { askedSlug: string }) | null> {
  const key = slugKey(address.slug);
  return {
    // The slug as it was spelled, not its key: a wrong spelling is a page of its own, a redirect.
    key: `article:${format}:${address.lang}:${address.day}:${address.slug}`,
    shelf: "kv",
    question: now => articleAt(db, { ...address, key }, now),
    compose: async (found, now) => {
      if (found === null) throw new Refusal({ code: "not-found" });
      const { article, settings } = found;
      if (article.status === "retracted") return await goneFrom(found, format);
      const { publishedOn } = article;
      if (publishedOn === null || !isPublished(article, now)) throw new Refusal({ code: "not-found" });
      const isElsewhere = address.slug !== article.slug || address.day !== publishedOn;
      if (isElsewhere) {
        const isOldAddress = found.askedSlug === address.slug;
        return movedTo(
          article,
          `${permalink({ ...article, publishedOn })}${suffix(format)}`,
          isOldAddress ? 301 : 308,
        );
      }
      if (format === "html") {
        const document = await htmlDocument(
          article.lang,
          <ArticlePage article={article} settings={settings} origin={origin} />,
        );
        return shown(article, document.headers, document.body);
      }
      return shownText(article, textOf(article, format, origin, now));
    },
  };
}

/** An article by its id, for programs. */
export function articleJson(db: Db, id: number, origin: string): Page<ArticleAndSettings | null> {
  return {
    key: `article:api:${id}`,
    shelf: "kv",
    question: now => articleById(db, id, now),
    compose: async (found, now) => {
      if (found !== null && found.article.status === "retracted") return await goneFrom(found, "json");
      if (found === null || !isPublished(found.article, now)) throw new Refusal({ code: "not-found" });
      return shownText(found.article, textOf(found.article, "json", origin, now));
    },
  };
}

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

function textOf(article: Article, format: "json" | "md", origin: string, now: number): Text {
  const { lang } = article;
  if (format === "md") return { type: "text/markdown", lang, text: articleMarkdown(article, origin) };
  return { type: "application/json", lang, text: `${JSON.stringify(publicArticle(article, origin, now))}\n` };
}

function shownText(article: Article, text: Text): Composed {
  const { headers, body } = encoded(text);
  return shown(article, headers, body);
}

function shown(article: Article, headers: Composed["headers"], body: Uint8Array): Composed {
  return {
    status: 200,
    headers,
    body,
    tags: factsShownBy(article),
    articles: [article.id],
    until: article.nextChangeAt,
  };
}

/** Of a retracted article only the newsroom's note is shown: the page shows no article. @see RFC 9110 section 15.5.11 */
async function goneFrom({ article, settings }: ArticleAndSettings, format: Format): Promise<Composed> {
  const { lang, retractionNote: note } = article;
  const facts = { status: 410, tags: [siteTag, articleTag(article.id)], articles: [], until: null } as const;
  if (format !== "html") {
    const text = `${JSON.stringify({ code: "retracted", id: article.id, note })}\n`;
    return { ...facts, ...encoded({ type: "application/json", lang, text }) };
  }
  return {
    ...facts,
    ...(await htmlDocument(lang, <ErrorPage lang={lang} settings={settings} status={410} note={note} />)),
  };
}

function movedTo(article: Article, location: string, status: 301 | 308): Composed {
  const { headers, body } = encoded({ type: "text/plain", lang: article.lang, text: "" });
  return {
    status,
    headers: [...headers, ["Location", location]],
    body,
    tags: factsShownBy(article),
    articles: [],
    until: null,
  };
}

function listFacts(lang: Lang, list: List) {
  return {
    tags: [siteTag, listTag(lang), ...list.articles.map(article => articleTag(article.id))],
    articles: list.articles.map(article => article.id),
    until: list.nextChangeAt,
  };
}

function encoded({ type, lang, text }: Text): Pick<Composed, "headers" | "body"> {
  const headers = {
    ...PLAIN_HEADERS,
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Language": lang,
    "Access-Control-Allow-Origin": "*",
  };
  return {
    headers: Object.entries(headers).filter(([name]) => name !== "Cache-Control"),
    body: new TextEncoder().encode(text),
  };
}

const suffix = (format: Format) => (format === "html" ? "" : `.${format}`);
