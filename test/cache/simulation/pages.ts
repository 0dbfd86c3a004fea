/** The pages of the simulated site: each article's own, and two lists. A body says which revision of what it shows. */
import type { Page } from "../../../src/cache/read-through";
import { ProblemError } from "../../../src/http/problem";
import { asQuestion } from "./d1";
import { ARTICLES, type ArticleId, listOf, type State, type Truth, view } from "./truth";

export interface SitePage {
  readonly name: string;
  readonly articles: readonly ArticleId[];
  readonly isList: boolean;
}

export const PAGES: readonly SitePage[] = [
  ...ARTICLES.map(id => ({ name: `article:${id}`, articles: [id], isList: false })),
  ...["list:0", "list:1"].map(name => ({
    name,
    articles: ARTICLES.filter(id => listOf(id) === name),
    isList: true,
  })),
];

/** How the database is read for a page; a broken rule may read something else. */
export type Read = (truth: Truth, id: ArticleId) => State;

/** @param knowsUntil whether pages say until when they hold; a broken rule may forget it. */
export function pageOf(page: SitePage, read: Read, knowsUntil: boolean): Page<readonly State[]> {
  return {
    key: page.name,
    cache: "kv",
    query: () => asQuestion(truth => page.articles.map(id => read(truth, id))),
    compose: (states, now) => {
      const shown = page.articles.map((id, i) => [id, viewOf(states[i], now)] as const);
      const visible = shown.filter(([, what]) => what.startsWith("r"));
      const isGone = !page.isList && shown[0]?.[1] === "gone";
      if (!page.isList && shown[0]?.[1] === "absent") throw new ProblemError({ code: "not-found" });
      const coming = states.map(state => state.publishAt).filter(at => at > now);
      return {
        status: isGone ? 410 : 200,
        headers: [],
        body: new TextEncoder().encode(JSON.stringify(Object.fromEntries(isGone ? shown : visible))),
        tags: [page.name, ...(page.isList ? visible.map(([id]) => `article:${id}`) : [])],
        articles: visible.map(([id]) => id),
        until: knowsUntil && coming.length > 0 ? Math.min(...coming) : null,
      };
    },
  };
}

const viewOf = (state: State | undefined, now: number) => (state === undefined ? "absent" : view(state, now));
