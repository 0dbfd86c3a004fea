/** What crawlers and language models read first: sitemaps, robots.txt and llms.txt. Pure. */
import { type Entry, sectionPath, standingPath } from "../../settings/contents";
import { newsroomName, type Settings } from "../../settings/settings";
import { HREFLANG, LANGS, LANGUAGE_NAMES, type Lang } from "../../text/languages";
import { element, together, type Xml, xmlDocument } from "../../text/xml";
import type { InLanguage } from "../../view/components";

/** A page of the site. Addresses are paths, percent-encoded. */
export interface SitemapPage {
  readonly path: string;
  /** epoch ms; null where it is not known. */
  readonly changedAt: number | null;
  /** Itself and the same page in other languages. */
  readonly versions: readonly InLanguage[];
  /** For readers of any other language. */
  readonly defaultPath: string;
}

/** A page of the last days. */
export interface NewsPage {
  readonly path: string;
  readonly lang: Lang;
  readonly title: string;
  /** epoch ms */
  readonly publishAt: number;
  /** The newsroom's name in that language. */
  readonly publication: string;
}

/** @see https://www.sitemaps.org/protocol.html */
const PROTOCOL = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** Google knows Kurdish by two letters alone. @see ISO 639-1 */
const ISO_639: Record<Lang, string> = { ar: "ar", ckb: "ku", kmr: "ku", en: "en" };

export function sitemapIndex(paths: readonly string[], origin: string): string {
  const sitemaps = paths.map(path => element("sitemap", {}, element("loc", {}, origin + path)));
  return xmlDocument(element("sitemapindex", { xmlns: PROTOCOL }, together(sitemaps)));
}

export function sitemap(pages: readonly SitemapPage[], origin: string): string {
  const root = { xmlns: PROTOCOL, "xmlns:xhtml": "http://www.w3.org/1999/xhtml" };
  return xmlDocument(element("urlset", root, together(pages.map(page => urlOf(page, origin)))));
}

function urlOf(page: SitemapPage, origin: string): Xml {
  const { path, changedAt, versions, defaultPath } = page;
  const alternates =
    versions.length < 2
      ? []
      : [
          ...versions.map(version => alternate(HREFLANG[version.lang], origin + version.path)),
          alternate("x-default", origin + defaultPath),
        ];
  return element(
    "url",
    {},
    element("loc", {}, origin + path),
    changedAt === null ? null : element("lastmod", {}, new Date(changedAt).toISOString()),
    ...alternates,
  );
}

/** @see https://developers.google.com/search/docs/specialty/international/localized-versions */
function alternate(hreflang: string, href: string): Xml {
  return element("xhtml:link", { rel: "alternate", hreflang, href });
}

/** @see https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
export function newsSitemap(pages: readonly NewsPage[], origin: string): string {
  const root = { xmlns: PROTOCOL, "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9" };
  const urls = pages.map(page =>
    element(
      "url",
      {},
      element("loc", {}, origin + page.path),
      element(
        "news:news",
        {},
        element(
          "news:publication",
          {},
          element("news:name", {}, page.publication),
          element("news:language", {}, ISO_639[page.lang]),
        ),
        element("news:publication_date", {}, new Date(page.publishAt).toISOString()),
        element("news:title", {}, page.title),
      ),
    ),
  );
  return xmlDocument(element("urlset", root, together(urls)));
}

/**
 * Closed to crawlers: searches, which no cache holds, and the API.
 * @see RFC 9309 Robots Exclusion Protocol
 */
export function robotsTxt(origin: string): string {
  const closed = ["/api/", ...LANGS.map(lang => `/${lang}/search`)];
  return [
    "User-agent: *",
    ...closed.map(path => `Disallow: ${path}`),
    "",
    `Sitemap: ${origin}/sitemap.xml`,
    `Sitemap: ${origin}/sitemaps/news.xml`,
    "",
  ].join("\n");
}

/** @see https://llmstxt.org */
export function llmsTxt(settings: Settings, origin: string): string {
  const [main = "ar"] = settings.languages;
  const description = settings.description[main];
  return [
    `# ${oneLine(newsroomName(settings, main))}`,
    ...(description === undefined ? [] : ["", `> ${oneLine(description)}`]),
    "",
    "Every article is also there as Markdown and as JSON: put `.md` or `.json` behind its address.",
    ...settings.languages.flatMap(lang => ["", ...languageLines(settings, lang, origin)]),
    "",
    "## Optional",
    "",
    `- [Sitemap](${origin}/sitemap.xml): every article by month, in all languages`,
    `- [Articles as JSON](${origin}/api/articles?lang=${main}): newest first, with a cursor`,
    "",
  ].join("\n");
}

function languageLines(settings: Settings, lang: Lang, origin: string): string[] {
  const { sections, pages } = settings.contents;
  const links = (entries: readonly Entry[], pathOf: (entry: Entry) => string) =>
    entries
      .filter(entry => entry.lang === lang)
      .map(entry => `- [${linkText(entry.name)}](${origin}${pathOf(entry)})`);
  return [
    `## ${LANGUAGE_NAMES[lang]}`,
    "",
    `- [${linkText(newsroomName(settings, lang))}](${origin}/${lang}/)`,
    ...links(sections, sectionPath),
    ...links(pages, standingPath),
    `- [RSS](${origin}/${lang}/rss.xml): the newest articles, with their whole text`,
  ];
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ");
const linkText = (text: string) => oneLine(text).replaceAll(/[[\]\\]/g, "\\$&");
