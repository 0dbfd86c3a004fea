/** What a page tells machines about itself, as JSON-LD of schema.org. @see https://developers.google.com/search/docs/appearance/structured-data */
import { raw } from "hono/html";
import type { BreadcrumbList, NewsArticle, ProfilePage, WebSite } from "schema-dts";
import { newsroomName, type Settings } from "../settings/settings";
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";
import { toIri } from "../text/url";

/** One thing that a page describes. */
export type Described = NewsArticle | BreadcrumbList | ProfilePage | WebSite;

/** A step of the way from the front page to this one. */
export interface Crumb {
  readonly name: string;
  /** Percent-encoded; null for the page itself. */
  readonly path: string | null;
}

/** All that a page describes, in one element: nothing in it can end the element, or be run. */
export function JsonLd(props: { described: readonly Described[] }) {
  const { described } = props;
  const [only] = described;
  const graph =
    described.length === 1 && typeof only === "object"
      ? { "@context": "https://schema.org", ...only }
      : { "@context": "https://schema.org", "@graph": described };
  return <script type="application/ld+json">{raw(jsonInHtml(graph))}</script>;
}

/** JSON for the inside of a `script` element. @see HTML Living Standard, section 4.12.1.3 */
export function jsonInHtml(value: unknown): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replace(/[<\u2028\u2029]/g, escaped);
}

/** An address as people read it: raw letters take a third of the bytes. @see RFC 3987 */
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
    // The standard's own way to name the blank; its types do not know it.
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
