/** Sitemaps and llms.txt as pages of the cache: in memory, since a month is long and rarely asked for. */
import { permalink } from "../../articles/article";
import {
  type Addressed,
  addressesOfMonth,
  type Month,
  type Months,
  monthsPublished,
  type News,
  newsSince,
} from "../../articles/lists/sitemap-queries";
import type { Page } from "../../cache/read-through";
import type { Composed } from "../../cache/rendering";
import { listTag, siteTag } from "../../cache/tags";
import type { Db } from "../../db/client";
import { encoded } from "../../http/encoded";
import { ProblemError } from "../../http/problem";
import { type Entry, inEachLanguage, sectionPath, standingPath } from "../../settings/contents";
import { currentSettings } from "../../settings/queries";
import { newsroomName, type Settings } from "../../settings/settings";
import { LANGS, type Lang } from "../../text/languages";
import { frontPages, type InLanguage } from "../../view/components";
import { llmsTxt, newsSitemap, type SitemapPage, sitemap, sitemapIndex } from "./sitemap";

/** Google News takes articles of the last 48 hours, in ms, and at most a thousand. */
const NEWS_MS = 48 * 3_600_000;
const MOST_NEWS = 1_000;

/** Every change of a visible article touches its language's list, so these tags cover all articles. */
const EVERY_LIST = [siteTag, ...LANGS.map(listTag)];

export function indexPage(db: Db, origin: string): Page<Months> {
  return {
    key: "sitemap:index",
    cache: "memory",
    query: now => monthsPublished(db, now),
    compose: ({ months, nextChangeAt }) => {
      const paths = ["pages", ...months].map(name => `/sitemaps/${name}.xml`);
      return page(sitemapIndex(paths, origin), [], nextChangeAt);
    },
  };
}

/** @param month `YYYY-MM` */
export function monthPage(db: Db, month: string, origin: string): Page<Month> {
  return {
    key: `sitemap:${month}`,
    cache: "memory",
    query: now => addressesOfMonth(db, month, now),
    compose: ({ articles, languages, nextChangeAt }) => {
      if (articles.length === 0) throw new ProblemError({ code: "not-found" });
      const pages = articles.map(article => articleEntry(article, languages));
      const shown = articles.flatMap(article => [article, ...article.translations]).map(one => one.id);
      return page(sitemap(pages, origin), [...new Set(shown)], nextChangeAt);
    },
  };
}

/** The alternates that the article's own page names, in the same order. */
function articleEntry(article: Addressed, languages: readonly Lang[]): SitemapPage {
  const placeOf = (lang: Lang) => (languages.includes(lang) ? languages.indexOf(lang) : languages.length);
  const versions = [article, ...article.translations]
    .map(one => ({ lang: one.lang, path: permalink(one) }))
    .toSorted((one, other) => placeOf(one.lang) - placeOf(other.lang));
  const path = permalink(article);
  return { path, changedAt: article.changedAt, versions, defaultPath: versions[0]?.path ?? path };
}

export function newsPage(db: Db, origin: string): Page<News> {
  return {
    key: "sitemap:news",
    cache: "memory",
    query: now => newsSince(db, now - NEWS_MS, now, MOST_NEWS),
    compose: ({ articles, settings, nextChangeAt }) => {
      const pages = articles.map(article => ({
        ...article,
        path: permalink(article),
        publication: newsroomName(settings, article.lang),
      }));
      // It changes when an article appears, and when the oldest is too old.
      const changes = [...articles.map(({ publishAt }) => publishAt + NEWS_MS), nextChangeAt ?? Number.NaN];
      const next = Math.min(...changes.filter(at => !Number.isNaN(at)));
      const shown = articles.map(article => article.id);
      return page(newsSitemap(pages, origin), shown, Number.isFinite(next) ? next : null);
    },
  };
}

/** Front pages, sections and standing pages of the languages that the site offers. */
export function standingSitemap(db: Db, origin: string): Page<Settings> {
  return {
    key: "sitemap:pages",
    cache: "memory",
    query: () => currentSettings(db),
    compose: settings => ({
      ...page(sitemap(standingEntries(settings), origin), [], null),
      tags: [siteTag],
    }),
  };
}

function standingEntries({ languages, contents }: Settings): SitemapPage[] {
  const fronts = frontPages(languages);
  const isOffered = ({ lang }: Entry) => languages.includes(lang);
  const entries = (all: readonly Entry[], pathOf: (entry: Entry) => string) =>
    all.filter(isOffered).map(entry => {
      const versions = inEachLanguage(all.filter(isOffered), entry).map(one => ({
        lang: one.lang,
        path: pathOf(one),
      }));
      return undated(pathOf(entry), versions, versions[0]?.path ?? pathOf(entry));
    });
  return [
    ...fronts.map(({ path }) => undated(path, fronts, "/")),
    ...entries(contents.sections, sectionPath),
    ...entries(contents.pages, standingPath),
  ];
}

function undated(path: string, versions: readonly InLanguage[], defaultPath: string): SitemapPage {
  return { path, changedAt: null, versions, defaultPath };
}

function page(text: string, articles: readonly number[], until: number | null): Composed {
  const { headers, body } = encoded({ type: "application/xml", lang: null, text });
  // Not served from stale copies once an article in it has ended: a crawler can come back later.
  return { status: 200, headers, body, tags: EVERY_LIST, articles, until, endsAt: until };
}

/** For language models: where everything is, in plain words. */
export function llmsPage(db: Db, origin: string): Page<Settings> {
  return {
    key: "llms",
    cache: "memory",
    query: () => currentSettings(db),
    compose: settings => {
      const text = encoded({ type: "text/plain", lang: null, text: llmsTxt(settings, origin) });
      return { status: 200, ...text, tags: [siteTag], articles: [], until: null };
    },
  };
}
