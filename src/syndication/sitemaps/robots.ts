/** What crawlers may fetch, and where they begin; and the same for language models that read on a person's behalf. Pure. */
import { type Entry, sectionPath, standingPath } from "../../settings/contents";
import { newsroomName, type Settings } from "../../settings/settings";
import { LANGS, LANGUAGE_NAMES, type Lang } from "../../text/languages";

/**
 * Searches are kept nowhere and cost two databases; the API is for programs that have read its documentation.
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
