/** An article as everyone sees it: its types, its addresses and its public forms. Pure. */

import type { articles, RestoredStatus, revisions, StoredStatus } from "../db/schema";
import { hasEnded, isPublished, type Period } from "../db/visible";
import { htmlLead, htmlLines } from "../text/html/plain-text";
import type { Lang } from "../text/languages";

type ArticleColumns = Readonly<typeof articles.$inferSelect>;

export interface Tag {
  readonly slug: string;
  readonly name: string;
}

/** Enough of an article to link to it. */
export interface ArticleLink {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  readonly slug: string;
  readonly publishedOn: string;
}

/** An article of the same group, whether or not readers may see it: for editors alone. */
export interface Sibling extends Omit<ArticleLink, "publishedOn">, Period {
  readonly status: StoredStatus;
  readonly restoredStatus: RestoredStatus | null;
  readonly publishedOn: string | null;
}

/** A reference at the foot of an article; `article` is null until one of that title is published. */
export interface SeeAlso {
  readonly title: string;
  readonly titleKey: string;
  /** As cut by the site it came from: shown as a quotation, never as our summary. */
  readonly excerpt: string | null;
  readonly article: ArticleLink | null;
}

/** What a revision corrected, for readers. */
export interface Correction {
  /** epoch ms */
  readonly at: number;
  readonly note: string;
}

/** The commemorations of the same observance before and after this one. */
export interface Years {
  readonly previous: ArticleLink | null;
  readonly next: ArticleLink | null;
}

/** Which day a commemoration is for, and where its date comes from. */
export interface Occasion {
  /** The observance's permanent name. */
  readonly key: string;
  /** Local date of the observance, which need not be the article's. */
  readonly localDate: string;
  /** Which anniversary or edition it is; null when nothing is counted. */
  readonly years: number | null;
  /** Where the date comes from, as the newsroom or its pack says; empty when nobody said. */
  readonly source: string;
}

/** The columns of the row of its current revision that an article shows. */
type CurrentRevision = Pick<
  typeof revisions.$inferSelect,
  "bodyFormat" | "body" | "contentHash" | "chainHash"
>;

/** An article as it is at a moment: its row (`db/schema.ts` says what each column means), its text and what its page shows of others. */
export interface Article
  extends Omit<ArticleColumns, "tags" | "authors" | "titleKey" | "monthDay" | "createdAt">,
    CurrentRevision {
  /** The end that has passed and that the clock has not carried out yet, epoch ms; null otherwise. */
  readonly endedAt: number | null;
  readonly tags: readonly Tag[];
  /** The byline. */
  readonly authors: readonly Tag[];
  /** Null for what is no commemoration, or is one of an editor's own. */
  readonly occasion: Occasion | null;
  /** Oldest first. */
  readonly corrections: readonly Correction[];
  readonly years: Years;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** Those that readers may see. */
  readonly translations: readonly ArticleLink[];
  /** Every other article of its group. */
  readonly siblings: readonly Sibling[];
  /** Those that readers may see. */
  readonly seeAlso: readonly SeeAlso[];
  /** The ids that references name, whether readers may see the articles or not. */
  readonly namedIds: readonly number[];
  /** The next instant at which a translation or a referenced article appears, epoch ms; null when none is due. */
  readonly nextChangeAt: number | null;
  /** The first end of all that its page shows, itself included, epoch ms; null when nothing of it ends. */
  readonly endsAt: number | null;
}

/** Where readers find it: `/{lang}/{yyyy}/{mm}/{dd}/{slug}`, percent-encoded as UTF-8. */
export function permalink(article: { lang: Lang; publishedOn: string; slug: string }): string {
  return `/${article.lang}/${article.publishedOn.replaceAll("-", "/")}/${encodeURIComponent(article.slug)}`;
}

/** Whether readers had it and have it no more: retracted, or in the trash since. */
export function isGone(article: Pick<Article, "status" | "restoredStatus">): boolean {
  return article.status === "retracted" || article.restoredStatus === "retracted";
}

/** What has ended by a moment is retracted, whether or not the clock has said so. @param now epoch ms */
export function stateAt(
  { status, publishAt, unpublishAt }: Pick<Article, "status" | "publishAt" | "unpublishAt">,
  now: number,
): Pick<Article, "status" | "publishAt" | "unpublishAt" | "endedAt"> {
  return hasEnded({ publishAt, unpublishAt }, now)
    ? { status: "retracted", publishAt: null, unpublishAt: null, endedAt: unpublishAt }
    : { status, publishAt, unpublishAt, endedAt: null };
}

/** What readers and editors get: an article whose instant has not come is scheduled, whether or not the clock has ticked. */
export function statusAt(
  article: Pick<Article, "status" | "publishAt" | "unpublishAt">,
  now: number,
): StoredStatus {
  if (article.publishAt === null) return article.status;
  if (hasEnded(article, now)) return "retracted";
  return isPublished(article, now) ? "published" : "scheduled";
}

type Body = Pick<Article, "bodyFormat" | "body">;

/** Its paragraphs as plain text: to the letter, or without the markup. */
export function paragraphs({ bodyFormat, body }: Body): string[] {
  return bodyFormat === "html" ? htmlLines(body) : body.split("\n").filter(line => line !== "");
}

/** Its first paragraph, whole. */
export function firstParagraph(article: Body): string {
  return article.bodyFormat === "html" ? htmlLead(article.body) : (paragraphs(article)[0] ?? "");
}

/** The text as HTML that a page, a feed or a program may show as it is: sanitized when it came, or escaped here. */
export function bodyHtml(article: Body): string {
  if (article.bodyFormat === "html") return article.body;
  return paragraphs(article)
    .map(paragraph => `<p>${escapeText(paragraph)}</p>`)
    .join("\n");
}

/** Every other article that it links to, but for translations. */
export function linksOf({ seeAlso, years }: Pick<Article, "seeAlso" | "years">): ArticleLink[] {
  const linked = [...seeAlso.map(reference => reference.article), years.previous, years.next];
  return linked.filter(link => link !== null);
}

/** RFC 3339 in UTC. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}

export const instantOrNull = (ms: number | null): string | null => (ms === null ? null : instant(ms));

/** For text between tags. @see HTML Living Standard, escapingString */
export function escapeText(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\u00a0", "&nbsp;");
}
