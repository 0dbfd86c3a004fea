/** The article as Markdown: for people who read plain text, and for machines. @see CommonMark 0.31 section 2.4 */
import { localDate } from "../../text/dates/time-zone";
import { escapeMarkdown } from "../../text/html/markdown-signs";
import { commaIn } from "../../text/languages";
import { listMessages } from "../../view/list-messages";
import { type Article, paragraphs, permalink } from "../article";

/** @param origin scheme and host, for absolute addresses. @param zone the newsroom's, for days of corrections. */
export async function articleMarkdown(article: Article, origin: string, zone: string): Promise<string> {
  const lines = [`# ${escapeMarkdown(article.title)}`];
  if (article.publishedOn !== null) lines.push(article.publishedOn);
  if (article.authors.length > 0) lines.push(byline(article));
  if (article.bodyFormat === "html") {
    // Parsers are loaded when they are needed.
    const { htmlToMarkdown } = await import("../../text/html/to-markdown");
    lines.push(htmlToMarkdown(article.body));
  } else lines.push(...paragraphs(article).map(escapeMarkdown));
  if (article.corrections.length > 0) lines.push(...correctionsOf(article, zone));
  if (article.seeAlso.length > 0)
    lines.push("---", ...article.seeAlso.map(reference => seeAlsoEntry(reference, origin)));
  return `${lines.join("\n\n")}\n`;
}

function byline({ lang, authors }: Article): string {
  const names = authors.map(({ name }) => escapeMarkdown(name));
  return `${listMessages[lang].by} ${names.join(commaIn(lang))}`;
}

/** Newest first, as on the page. */
function correctionsOf({ lang, corrections }: Article, zone: string): string[] {
  const notes = corrections
    .toReversed()
    .map(({ at, note }) => `- ${localDate(at, zone)}: ${escapeMarkdown(note.replaceAll(/\s+/g, " "))}`);
  return [`## ${listMessages[lang].corrections}`, notes.join("\n")];
}

function seeAlsoEntry({ title, excerpt, article }: Article["seeAlso"][number], origin: string): string {
  const name = escapeMarkdown(title);
  const link = article === null ? name : `[${name}](${origin}${permalink(article)})`;
  return excerpt === null ? link : `${link}\n\n> ${escapeMarkdown(excerpt)}`;
}
