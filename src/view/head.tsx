/** What a page's `<head>` says to machines: addresses, feeds, sharing, structured data. */

import { raw } from "hono/html";
import type { BreadcrumbList, NewsArticle, ProfilePage, WebSite } from "schema-dts";
import { newsroomName, type Settings } from "../settings/settings";
import { isolateIfMixed } from "../text/bidi";
import { directionOf, HREFLANG, type Lang } from "../text/languages";
import { toIri } from "../text/url";
import type { InLanguage } from "./components";

/**
 * The canonical address and, if there is more than one language, the page in each of them. The addresses are IRIs
 * (docs/decisions/0013).
 * @param origin  scheme and host.
 * @param path  the canonical path, percent-encoded.
 * @param inLanguages  the page itself and its translations, as search engines ask.
 * @param defaultPath  for readers of none of these languages.
 * @see https://developers.google.com/search/docs/specialty/international/localized-versions
 */
export function PageLinks(props: {
  origin: string;
  path: string;
  inLanguages: readonly InLanguage[];
  defaultPath: string;
}) {
  const { origin, inLanguages } = props;
  if (inLanguages.length < 2) return <link rel="canonical" href={iri(origin, props.path)} />;
  return (
    <>
      <link rel="canonical" href={iri(origin, props.path)} />
      {inLanguages.map(({ lang, path }) => (
        <link rel="alternate" hreflang={HREFLANG[lang]} href={iri(origin, path)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={iri(origin, props.defaultPath)} />
    </>
  );
}

const TYPES = {
  rss: { file: "rss.xml", type: "application/rss+xml", name: "RSS" },
  atom: { file: "atom.xml", type: "application/atom+xml", name: "Atom" },
  json: { file: "feed.json", type: "application/feed+json", name: "JSON Feed" },
} as const;

/**
 * The feeds of a list, for feed readers.
 * @param list  the list's path, percent-encoded, with its final slash. An article names its language's front page.
 * @param formats  RSS alone where bytes count: every reader of the others reads it too.
 */
export function FeedLinks(props: { list: string; formats?: readonly (keyof typeof TYPES)[] }) {
  const { list, formats = ["rss"] } = props;
  return (
    <>
      {formats.map(format => (
        <link
          rel="alternate"
          type={TYPES[format].type}
          title={formats.length > 1 ? TYPES[format].name : undefined}
          href={list + TYPES[format].file}
        />
      ))}
    </>
  );
}

/** The site as an app, and its search as a search engine. */
export function BrowserLinks({ lang }: { lang: Lang }) {
  return (
    <>
      <link rel="manifest" href="/manifest.webmanifest" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="search" type="application/opensearchdescription+xml" href={`/${lang}/opensearch.xml`} />
    </>
  );
}

/** Facebook's list has `ku_TR`, which few read as Kurmanji, and nothing for Sorani that others read. */
const LOCALES: Partial<Record<Lang, string>> = { ar: "ar_AR", en: "en_US" };

/**
 * What is shown where a page's address is shared. Address, description, date and newsroom are read from elsewhere in the
 * head (canonical, description, structured data), to save bytes.
 * @see https://ogp.me
 */
export function OpenGraph(props: { lang: Lang; type: "article" | "website"; title: string }) {
  const { lang } = props;
  const dir = directionOf(lang);
  const locale = LOCALES[lang];
  return (
    <>
      <meta property="og:type" content={props.type} />
      <meta property="og:title" content={isolateIfMixed(props.title, dir)} />
      {locale && <meta property="og:locale" content={locale} />}
    </>
  );
}

/** One thing that a page describes. */
type Described = NewsArticle | BreadcrumbList | ProfilePage | WebSite;

/** A step of the way from the front page to this one. */
interface Crumb {
  readonly name: string;
  /** Percent-encoded; null for the page itself. */
  readonly path: string | null;
}

/**
 * What a page describes, as JSON-LD of schema.org. Nothing in it can end the element or run.
 * @see https://developers.google.com/search/docs/appearance/structured-data
 */
export function JsonLd(props: { described: readonly Described[] }) {
  const { described } = props;
  const [only] = described;
  const graph =
    described.length === 1 && typeof only === "object"
      ? { "@context": "https://schema.org", ...only }
      : { "@context": "https://schema.org", "@graph": described };
  return <script type="application/ld+json">{raw(jsonInHtml(graph))}</script>;
}

/** JSON that is safe inside a `script` element. @see HTML Living Standard, section 4.12.1.3 */
export function jsonInHtml(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, escaped);
}

/** A whole address with raw letters, which take a third of the bytes. @see RFC 3987 */
export function iri(origin: string, path: string): string {
  return origin + toIri(path);
}

export function breadcrumbsLd(crumbs: readonly Crumb[], lang: Lang, origin: string): BreadcrumbList {
  return {
    "@type": "BreadcrumbList",
    itemListElement: crumbs.map(({ name, path }, place) => ({
      "@type": "ListItem",
      position: place + 1,
      name: isolateIfMixed(name, directionOf(lang)),
      ...(path === null ? {} : { item: iri(origin, path) }),
    })),
  };
}

/** The site in one language, with its search. */
export function websiteLd(settings: Settings, lang: Lang, origin: string): WebSite {
  const search = {
    "@type": "SearchAction",
    target: `${origin}/${lang}/search?q={q}`,
    // As the standard names the placeholder; its types lack this property.
    "query-input": "required name=q",
  } as const;
  return {
    "@type": "WebSite",
    name: isolateIfMixed(newsroomName(settings, lang), directionOf(lang)),
    url: `${origin}/${lang}/`,
    inLanguage: lang,
    potentialAction: search,
  };
}
