/** What a browser is told that is to keep the site at hand: as an app, or as a search engine. Pure. */

import { PAPER } from "../../settings/colours";
import { newsroomName, type Settings } from "../../settings/settings";
import { isolateIfMixed } from "../../text/bidi";
import { firstGraphemes } from "../../text/graphemes";
import { directionOf, type Lang } from "../../text/languages";
import { element, together, xmlDocument } from "../../text/xml";
import { searchMessages } from "../../view/search-messages";

/** Longer names are cut under an icon. */
const SHORT_NAME_GRAPHEMES = 12;
/** The longest name that the standard allows a search engine, in characters. */
const ENGINE_LETTERS = 16;

/** In the site's first language. @see W3C Web Application Manifest */
export function webManifest(settings: Settings): string {
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

/** The search as an engine of the browser's. @see https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md */
export function openSearchXml(settings: Settings, lang: Lang, origin: string): string {
  const newsroom = newsroomName(settings, lang);
  const description = isolateIfMixed(`${searchMessages[lang].title}: ${newsroom}`, directionOf(lang));
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
