/** What browsers ask for by themselves: the manifest of the site as an app, its icons, its search as an engine. */
import type { Page } from "../../cache/read-through";
import { siteTag } from "../../cache/tags";
import type { Db } from "../../db/client";
import { encoded, type Text } from "../../http/encoded";
import { PAPER } from "../../settings/colours";
import { currentSettings } from "../../settings/queries";
import { newsroomName, type Settings } from "../../settings/settings";
import { isolateIfMixed } from "../../text/bidi";
import { directionOf, type Lang } from "../../text/languages";
import { firstGraphemes } from "../../text/words";
import { element, together, xmlDocument } from "../../text/xml";
import { messages } from "../../view/messages";

export function manifestPage(db: Db): Page<Settings> {
  return ofSettings(db, "manifest", settings => ({
    type: "application/manifest+json",
    lang: settings.languages[0] ?? null,
    text: webManifest(settings),
  }));
}

export function iconPage(db: Db): Page<Settings> {
  return ofSettings(db, "icon", settings => ({
    type: "image/svg+xml",
    lang: null,
    text: iconSvg(settings.accent.light),
  }));
}

export function openSearchPage(db: Db, lang: Lang, origin: string): Page<Settings> {
  return ofSettings(db, `opensearch:${lang}`, settings => ({
    type: "application/opensearchdescription+xml",
    lang,
    text: openSearchXml(settings, lang, origin),
  }));
}

/** A page made from the settings alone. */
function ofSettings(db: Db, key: string, write: (settings: Settings) => Text): Page<Settings> {
  return {
    key,
    cache: "memory",
    query: () => currentSettings(db),
    compose: settings => ({
      status: 200,
      ...encoded(write(settings)),
      tags: [siteTag],
      articles: [],
      until: null,
    }),
  };
}

/** Longer names are cut under an icon. */
const SHORT_NAME_GRAPHEMES = 12;
/** The longest name that the standard allows a search engine, in characters. */
const ENGINE_LETTERS = 16;

/** In the site's first language. @see W3C Web Application Manifest */
function webManifest(settings: Settings): string {
  const [lang = "ar"] = settings.languages;
  const name = newsroomName(settings, lang);
  return `${JSON.stringify({
    name,
    short_name: firstGraphemes(name, SHORT_NAME_GRAPHEMES).join("").trim(),
    description: settings.description[lang],
    lang,
    dir: directionOf(lang),
    id: "/",
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    background_color: PAPER.light,
    theme_color: settings.accent.light,
    icons: [
      { src: "/icon.svg", type: "image/svg+xml", sizes: "any" },
      { src: "/apple-touch-icon.png", type: "image/png", sizes: "180x180" },
    ],
  })}\n`;
}

/** The site's search as an engine of the browser. @see https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md */
function openSearchXml(settings: Settings, lang: Lang, origin: string): string {
  const newsroom = newsroomName(settings, lang);
  const description = isolateIfMixed(`${messages[lang].search.title}: ${newsroom}`, directionOf(lang));
  const fields = [
    element("ShortName", {}, shortName(newsroom)),
    element("Description", {}, description),
    element("InputEncoding", {}, "UTF-8"),
    element("OutputEncoding", {}, "UTF-8"),
    element("Language", {}, lang),
    element("Image", { width: "16", height: "16", type: "image/svg+xml" }, `${origin}/icon.svg`),
    element("Url", {
      type: "text/html",
      method: "get",
      template: `${origin}/${lang}/search?q={searchTerms}`,
    }),
    element("Url", {
      type: "application/opensearchdescription+xml",
      rel: "self",
      template: `${origin}/${lang}/opensearch.xml`,
    }),
  ];
  const root = { xmlns: "http://a9.com/-/spec/opensearch/1.1/" };
  return xmlDocument(element("OpenSearchDescription", root, together(fields)));
}

/** As many whole letters as the standard allows. */
function shortName(name: string): string {
  let short = "";
  for (const grapheme of firstGraphemes(name, ENGINE_LETTERS)) {
    if (short.length + grapheme.length > ENGINE_LETTERS) break;
    short += grapheme;
  }
  return short.trim();
}

/** The icon, an eight-pointed star of two squares, in the newsroom's colour. @param colour `#rrggbb` */
function iconSvg(colour: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path fill="${colour}" d="M3 3h10v10H3zM8 1l7 7-7 7-7-7z"/></svg>
`;
}

/** The star, 32 pixels wide: a PNG in an ICO, 237 bytes, for browsers that ask for it unasked. */
export const FAVICON_ICO = Uint8Array.fromBase64(
  "AAABAAEAICAAAAEAIADXAAAAFgAAAIlQTkcNChoKAAAADUlIRFIAAAAgAAAAIAQDAAAAgVRnxwAAABJQTFRFTGlxfRslfRwlfBskfBwkfRwl5LhVrAAAAAV0Uk5TAICId39g0HkuAAAACXBIWXMAAHsIAAB7CAF4JB2hAAAAWklEQVQoz2NgIBYwKqAJiAahKQgNRVUiGhqKpCQUDmgowIgQUIC5AQaC0BRAlIgiC4CUmCILhAAFmJEFHBhQlYSgWytAR99C3RKCEurMUEciKQlBj0oBomMdACYlTKXK3suUAAAAAElFTkSuQmCC",
);

/** The star on white with room around it, 180 pixels wide: a PNG, 517 bytes. */
export const TOUCH_ICON_PNG = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAALQAAAC0BAMAAADP4xsBAAAAJFBMVEV9HCX///+GKzSJMDn69/egWV+dU1r59fb59PWFKjODJy+QPkVbs+KCAAAACXBIWXMAAHsIAAB7CAF4JB2hAAABh0lEQVRo3u3asU0DURCE4YmcW1xGRkhGCQQOnLmLvXRLoAcqoAM6JARZ7512dDsyluelln59Mti31lscZQdOO+2000477bTTTjvt9MZZ3mXp06pKL5fDhyh9AlZNerkADBsUmmKDQlNscGiGDQ7NsEGiCTZINMEGi66zwaLrbNDoMhs0uswGj66ywaOr7Gn6+eX3vOLqfP158ZtOP6F43px22mmnnXba6YdMn6vpTzZ9PTDNz3SUQm3K2zorl66j52zsRk/Z2I2esrEfPWNjP3rGRgN6wkYDesJGB3rMRgd6zEYLeshGC3rIRg96xEYPesRGE3rA7kuH7g1J2Z8xdP98KfvIhO6DnrKvp9B9qabsURC6B1jKHruhGxZSNuKEbjBL2TgZuiE4/8/o7p9JTjvttNNOO+30za4yNy9gU3ZtHLrL7pRd0YdusSBl6xChW+JI2epJ6BZmUrbmE7rlpJStVIVuESxl62uhW7pL2apg3OOC49HLpE477bTTTjvttNNOO711fgABCnAyhhiNnQAAAABJRU5ErkJggg==",
);
