/** Lists as the cache knows them: their pages, their JSON, and the page for an address where nothing is. */
import { type Page, readThrough } from "../../cache/read-through";
import { type Composed, soonest } from "../../cache/rendering";
import { articleTag, calendarTag, siteTag } from "../../cache/tags";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { movedTo } from "../../http/moved";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { htmlDocument } from "../../view/document";
import { ErrorPage } from "../../view/error-page";
import { type Cursor, cursorOf, factsOf, type ListOf, listKey, listPath } from "../list";
import type { Card } from "../listing-queries";
import { type Included, includedJson, summaryJson } from "../summary-json";
import { FrontPage } from "./front-page";
import { listTitle } from "./list-head";
import { ListPage } from "./list-page";
import { type DayNames, type Front, frontOf, type List, NO_NAMES, publishedList } from "./queries";
import { Newest } from "./story";
import { type IncludedList, includedList } from "./text-queries";

/** How many articles a list shows on a page, unless it is asked for another number. */
export const LIST_ARTICLES = 20;

/** From where on, and below which scheme and host. */
export interface Asked {
  readonly after: Cursor | null;
  readonly origin: string;
  /** Names of what is commemorated on a day of all years. */
  readonly dayNames?: DayNames;
}

/** A language's front page. */
export function frontPage(db: Db, lang: Lang, origin: string): Page<Front> {
  const of = { kind: "front", lang } as const;
  return {
    key: `${listKey(of)}:html`,
    cache: "kv",
    query: now => frontOf(db, lang, now),
    compose: async front => {
      const document = await htmlDocument(lang, <FrontPage lang={lang} front={front} origin={origin} />);
      const cards = [...front.newest, ...front.today, ...front.desks.flatMap(desk => desk.articles)];
      const facts = cardFacts(factsOf(of, null), cards);
      // What is of today is so until midnight.
      const until = Math.min(front.nextChangeAt ?? Number.POSITIVE_INFINITY, front.dayEndsAt);
      return { status: 200, headers: document.headers, body: document.body, ...facts, until };
    },
  };
}

/** A list as a page. Only its first page is cached. */
export function listPage(db: Db, of: ListOf, { after, origin, dayNames }: Asked): Page<List> {
  return {
    key: `${listKey(of)}:html:${after === null ? "" : cursorOf(after)}`,
    cache: after === null ? "kv" : "none",
    query: now => publishedList(db, of, now, LIST_ARTICLES, after, dayNames ?? NO_NAMES),
    compose: async list => {
      const moved = elsewhere(of, list, path => path);
      if (moved !== null) return moved;
      const page = <ListPage of={of} list={list} isLater={after !== null} origin={origin} />;
      const { headers, body } = await htmlDocument(of.lang, page);
      return { status: 200, headers, body, ...listFacts(of, list) };
    },
  };
}

/** The same as JSON, with what its page says of it. */
export function listTwin(db: Db, of: ListOf, { after, origin, dayNames }: Asked): Page<List> {
  return {
    key: `${listKey(of)}:json:${after === null ? "" : cursorOf(after)}`,
    cache: after === null ? "kv" : "none",
    query: now => publishedList(db, of, now, LIST_ARTICLES, after, dayNames ?? NO_NAMES),
    compose: list => {
      const moved = elsewhere(of, list, path => path.replace(/\/$/, ".json"));
      if (moved !== null) return moved;
      const head = { kind: of.kind, lang: of.lang, title: listTitle(of, list) };
      const url = origin + listPath(of, list.named);
      return jsonOf(of, list, {
        ...head,
        url,
        ...(of.kind === "author" && authorOf(list)),
        months: list.months,
        days: list.days,
        ...listed(list, origin),
      });
    },
  };
}

/** What an author's page says of them. */
function authorOf({ named }: List) {
  const { about = "", link = null } = named?.person ?? {};
  return { author: { id: named?.id ?? null, name: named?.name ?? null, about, link } };
}

/** A list as JSON, with the facts that it shows. */
export function jsonOf(
  of: ListOf,
  list: Pick<List, "named" | "articles" | "nextChangeAt">,
  value: unknown,
): Composed {
  const text = `${JSON.stringify(value)}\n`;
  return {
    status: 200,
    ...encoded({ type: "application/json", lang: of.lang, text }),
    ...listFacts(of, list),
  };
}

export function listed(list: List, origin: string) {
  const next = list.next === null ? null : cursorOf(list.next);
  return { articles: list.articles.map(card => summaryJson(card, origin)), next_cursor: next };
}

/** What a page of a list shows, for the cache. */
export function listFacts(of: ListOf, list: Pick<List, "named" | "articles" | "nextChangeAt">) {
  const { tags, ...facts } = cardFacts(factsOf(of, list.named), list.articles);
  return { ...facts, tags: of.kind === "on" ? [...tags, calendarTag] : tags, until: list.nextChangeAt };
}

function cardFacts(facts: readonly string[], cards: readonly Card[]) {
  const articles = [...new Set(cards.map(card => card.id))];
  return {
    tags: [siteTag, ...facts, ...articles.map(articleTag)],
    articles,
    endsAt: soonest(cards.map(card => card.unpublishAt)),
  };
}

/**
 * The way from another spelling of a section, tag or author to its own, and from an address that a section had before.
 * @returns null when it is where it was asked for.
 * @throws ProblemError `not-found` when there is no such list, or nothing of it that readers may see: a tag of drafts is no tag yet.
 */
export function elsewhere(of: ListOf, list: List, fromList: (path: string) => string): Composed | null {
  const isEmpty = list.articles.length === 0;
  if (of.kind === "front" || of.kind === "on" || of.kind === "commemorations") return null;
  if (of.kind === "days") {
    if (isEmpty) throw new ProblemError({ code: "not-found" });
    return null;
  }
  if (list.named === null || (isEmpty && of.kind !== "section"))
    throw new ProblemError({ code: "not-found" });
  if (list.named.slug === of.slug) return null;
  const location = fromList(listPath(of, list.named));
  const isFormer = of.kind === "section" && slugKey(list.named.slug) !== slugKey(of.slug);
  return movedTo(of.lang, location, isFormer ? 301 : 308, [siteTag, ...factsOf(of, list.named)]);
}

/** A language's published articles. Only the usual first page is cached. */
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

/** How many of the newest are offered. */
const OFFERED = 5;

/**
 * One page a language, cached like any other, so that a wrong address costs no more than finding that it is wrong.
 * @throws what reading it throws: the caller then has a page without articles.
 */
export async function lostPage(runtime: Runtime, lang: Lang) {
  const of: ListOf = { kind: "front", lang };
  const page: Page<List> = {
    key: `lost:html:${lang}`,
    cache: "kv",
    query: now => publishedList(runtime.db, of, now, OFFERED, null),
    compose: async list => {
      const document = await htmlDocument(
        lang,
        <ErrorPage lang={lang} settings={list.settings} status={404}>
          <Newest cards={list.articles} settings={list.settings} />
        </ErrorPage>,
      );
      return { status: 200, headers: document.headers, body: document.body, ...listFacts(of, list) };
    },
  };
  const { rendering } = await readThrough(runtime, page, 0);
  return rendering;
}
