/** Markdown to HTML that has still to be sanitised: CommonMark with the tables, strikethrough and footnotes of GFM. */
import MarkdownIt from "markdown-it";
import footnotes from "markdown-it-footnote";
import { keepOrphans } from "./orphan-notes";

/**
 * HTML in it is passed on, because the sanitiser reads it as it does any other. No quote is curled and no address is
 * made a link that was not written as one: the typography is the author's.
 */
function reader() {
  const made = new MarkdownIt({ html: true, linkify: false, typographer: false, maxNesting: 60 });
  // Addresses are judged once, by the sanitiser, which can say what it dropped.
  made.validateLink = () => true;
  return made;
}

const plain = reader();
const noted = reader().use(footnotes).use(keepOrphans);

/** The time that footnotes take grows with the square of their number: no article has so many. */
const MOST_NOTES = 1_000;
const NOTE = /^ {0,3}\[\^[^\]\n]+\]:|\^\[/gm;

/**
 * Of a text with more than 1,000 footnotes they stay as they were typed, and `brokenLinks` finds them.
 * @returns HTML not to be shown to anyone before `readHtml` has read it. @see CommonMark 0.31
 */
export function markdownToHtml(text: string): string {
  const isOver = (text.match(NOTE)?.length ?? 0) > MOST_NOTES;
  // A bracket that is escaped begins no definition of an address either.
  return isOver ? plain.render(text.replaceAll("[^", "\\[^")) : noted.render(text);
}

/** Code, in which brackets mean nothing. */
const CODE = /<code>[^<]*<\/code>/g;
const BROKEN =
  /\[[^\]\n<]{1,80}\] ?\([^)\n<]{0,80}|\[\^[^\]\s<]{1,40}\]|\[[^\]\n<]{1,80}\]\[[^\]\n<]{0,40}\]/g;

/** What in the finished HTML of a Markdown text still looks like a link or a footnote: it was meant as one, and is none. */
export function brokenLinks(html: string): string[] {
  return [...new Set(html.replaceAll(CODE, "").match(BROKEN) ?? [])].slice(0, 20);
}
