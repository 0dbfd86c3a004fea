/** The article as Markdown: for people who read plain text, and for machines. @see CommonMark 0.31 section 2.4 */
import { htmlToMarkdown } from "../../text/html/as-markdown";
import { escapeMarkdown } from "../../text/html/markdown-signs";
import { type Article, paragraphs, permalink } from "../article";

/** @param origin scheme and host, for absolute addresses. */
export function articleMarkdown(article: Article, origin: string): string {
  const lines = [`# ${escapeMarkdown(article.title)}`];
  if (article.publishedOn !== null) lines.push(article.publishedOn);
  lines.push(
    ...(article.bodyFormat === "html"
      ? [htmlToMarkdown(article.body)]
      : paragraphs(article).map(escapeMarkdown)),
  );
  if (article.seeAlso.length > 0)
    lines.push("---", ...article.seeAlso.map(reference => seeAlsoEntry(reference, origin)));
  return `${lines.join("\n\n")}\n`;
}

function seeAlsoEntry({ title, excerpt, article }: Article["seeAlso"][number], origin: string): string {
  const name = escapeMarkdown(title);
  const link = article === null ? name : `[${name}](${origin}${permalink(article)})`;
  return excerpt === null ? link : `${link}\n\n> ${escapeMarkdown(excerpt)}`;
}
