/** Articles' own pages, as the cache knows them: identity, the one question to D1, and the way from rows to bytes. */

import type { Page } from "../../cache/read-through";
import type { Composed } from "../../cache/rendering";
import { articleTag, siteTag } from "../../cache/tags";
import type { Db } from "../../db/client";
import { isPublished } from "../../db/visible";
import { encoded, type Text } from "../../http/encoded";
import { movedTo } from "../../http/moved";
import { ProblemError, problemBody } from "../../http/problem";
import type { Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { htmlDocument } from "../../view/document";
import { ErrorPage } from "../../view/error-page";
import { type Article, instant, isGone, linksOf, permalink } from "../article";
import { articleJson, sectionJson } from "../article-json";
import { type ArticleAndSettings, articleAt, articleById } from "../queries";
import { factsShownBy } from "../touched";
import { ArticlePage } from "./article-page";
import { articleMarkdown } from "./markdown";

export type Format = "html" | "json" | "md";

/** Where a permalink points. */
export interface Address {
  readonly lang: Lang;
  /** `YYYY-MM-DD` */
  readonly day: string;
  /** As in the address: percent-encoded, in its one spelling. */
  readonly encodedSlug: string;
}

/** An article at its permalink, in one of its forms. */
export function articlePage(
  db: Db,
  address: Address,
  format: Format,
  { origin, hasImages }: { readonly origin: string; readonly hasImages: boolean },
): Page<(ArticleAndSettings & { askedSlug: string }) | null> {
  const { lang, day, encodedSlug } = address;
  return {
    // The slug as it was spelled, not its key: a wrong spelling is a page of its own, a redirect. It is decoded on a
    // miss only.
    key: `article:${format}:${lang}:${day}:${encodedSlug}`,
    cache: "kv",
    query: now => articleAt(db, { lang, day, key: slugKey(decodeURIComponent(encodedSlug)) }, now),
    compose: async (found, now) => {
      if (found === null) throw new ProblemError({ code: "not-found" });
      const { article, settings } = found;
      if (isGone(article)) return await goneFrom(found, format);
      const { publishedOn } = article;
      if (publishedOn === null || !isPublished(article, now)) throw new ProblemError({ code: "not-found" });
      const slug = decodeURIComponent(encodedSlug);
      if (slug !== article.slug || day !== publishedOn) {
        const location = `${permalink({ ...article, publishedOn })}${suffix(format)}`;
        // An address that it had before moved; any other spelling never was one.
        return movedTo(lang, location, found.askedSlug === slug ? 301 : 308, factsShownBy(article));
      }
      if (format !== "html") return shownText(article, await textOf(found, format, origin, now));
      const page = (
        <ArticlePage article={article} settings={settings} origin={origin} hasImages={hasImages} />
      );
      const document = await htmlDocument(article.lang, page);
      // Its other forms are in a header: an article's page has few bytes to spend. See RFC 8288.
      const forms = `</api/articles/${article.id}>; rel="alternate"; type="application/json", </s/${article.id}.md>; rel="alternate"; type="text/markdown"`;
      return shown(article, [...document.headers, ["Link", forms], ...endForRobots(article)], document.body);
    },
  };
}

/** Search engines learn of the end beforehand. @see https://developers.google.com/search/docs/crawling-indexing/robots-meta-tag#unavailable_after */
function endForRobots({ unpublishAt }: Article): Composed["headers"] {
  return unpublishAt === null ? [] : [["X-Robots-Tag", `unavailable_after: ${instant(unpublishAt)}`]];
}

/** The short link, which survives chat programs: to the present address of the article. */
export function shortLink(db: Db, id: number, format: "html" | "md"): Page<ArticleAndSettings | null> {
  return {
    key: `article:short:${id}:${format}`,
    cache: "memory",
    query: now => articleById(db, id, now),
    compose: (found, now) => {
      const { article } = found ?? {};
      const isKnown = article && (isGone(article) || isPublished(article, now));
      if (!article || !isKnown || article.publishedOn === null) throw new ProblemError({ code: "not-found" });
      const location = permalink({ ...article, publishedOn: article.publishedOn }) + suffix(format);
      return movedTo(article.lang, location, 301, [articleTag(id)]);
    },
  };
}

/** An article by its id, for programs. @param hasSection whether its section is added. */
export function articleJsonPage(
  db: Db,
  id: number,
  origin: string,
  hasSection: boolean,
): Page<ArticleAndSettings | null> {
  return {
    key: `article:api:${id}${hasSection ? ":section" : ""}`,
    cache: hasSection ? "memory" : "kv",
    query: now => articleById(db, id, now),
    compose: async (found, now) => {
      if (found !== null && isGone(found.article)) return await goneFrom(found, "json");
      if (found === null || !isPublished(found.article, now)) throw new ProblemError({ code: "not-found" });
      const { article, settings } = found;
      const beside = hasSection ? { section: sectionJson(article, settings, origin) } : {};
      return shownText(article, jsonText(article, { ...articleJson(article, origin, now), ...beside }));
    },
  };
}

async function textOf(
  found: ArticleAndSettings,
  format: "json" | "md",
  origin: string,
  now: number,
): Promise<Text> {
  const { article, settings } = found;
  const { lang } = article;
  if (format === "md")
    return { type: "text/markdown", lang, text: await articleMarkdown(article, origin, settings.zone) };
  return jsonText(article, articleJson(article, origin, now));
}

function jsonText({ lang }: Article, value: object): Text {
  return { type: "application/json", lang, text: `${JSON.stringify(value)}\n` };
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
    articles: shownIn(article),
    until: article.nextChangeAt,
    endsAt: article.endsAt,
  };
}

/** Of a retracted article only the newsroom's note is shown: the page shows no article. @see RFC 9110 section 15.5.11, RFC 7725 */
async function goneFrom({ article, settings }: ArticleAndSettings, format: Format): Promise<Composed> {
  const { lang, retractionNote: note } = article;
  const status = article.isWithheld ? 451 : 410;
  const facts = { status, tags: [siteTag, articleTag(article.id)], articles: [], until: null } as const;
  if (format !== "html") {
    const { id, isWithheld } = article;
    const text = `${problemBody({ code: "retracted", withdrawn: { id, note, isWithheld } })}\n`;
    return { ...facts, ...encoded({ type: "application/problem+json", lang, text }) };
  }
  return {
    ...facts,
    ...(await htmlDocument(lang, <ErrorPage lang={lang} settings={settings} status={status} note={note} />)),
  };
}

const suffix = (format: Format) => (format === "html" ? "" : `.${format}`);

/** Itself, and every article whose title or address it shows. */
function shownIn(article: Article): number[] {
  return [article, ...article.translations, ...linksOf(article)].map(one => one.id);
}
