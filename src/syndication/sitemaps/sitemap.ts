/** Sitemaps, as search engines read them. Pure. @see https://www.sitemaps.org/protocol.html */
import { HREFLANG, type Lang } from "../../text/languages";
import { element, together, type Xml, xmlDocument } from "../../text/xml";
import type { InLanguage } from "../../view/language-switch";

/** A page of the site. Addresses are paths, percent-encoded. */
export interface SitemapPage {
  readonly path: string;
  /** epoch ms; null where it is not known. */
  readonly changedAt: number | null;
  /** Itself and the same page in other languages; one in a single language names none. */
  readonly versions: readonly InLanguage[];
  /** For readers of none of these languages. */
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
