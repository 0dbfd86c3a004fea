/** How an article becomes terms of the index, and its position there. Pure. */
import type { Lang } from "../text/languages";
import { indexWords } from "../text/words";

/** An article as the index takes it. */
export interface Indexable {
  readonly id: number;
  readonly lang: Lang;
  readonly title: string;
  /** Paragraphs, one a line; the first is the lead. */
  readonly body: string;
  /** epoch ms; null when no reader may see it, now or ever. */
  readonly publishAt: number | null;
  readonly sectionId: number | null;
  /** The edition as of which this is true. */
  readonly edition: number;
}

/** Columns of the index, each a row of words parted by spaces. */
export interface Entry {
  readonly title: string;
  readonly titleStem: string;
  readonly lead: string;
  readonly leadStem: string;
  readonly body: string;
  readonly bodyStem: string;
  readonly section: string;
}

/** Words of a body beyond these are not found: it bounds the work for a text of megabytes. */
const INDEXED_WORDS = 20_000;

/** Ids take 26 bits of a position: 67 million articles. The minutes above them reach 255 years from 1970 within 2^53. */
const ID_SPAN = 2 ** 26;
/** What lies further away is found too, but in no order of time. */
const LAST_MINUTE = 2 ** 27 - 1;
const MINUTE_MS = 60_000;

/**
 * The rowid of an article: its minute of publication, then its id, so that a scan by rowid finds the newest
 * matches first, and from a rowid its article is known.
 * @param publishAt epoch ms.
 */
export function positionOf(publishAt: number, articleId: number): number {
  const minute = Math.max(-LAST_MINUTE, Math.min(LAST_MINUTE, Math.floor(publishAt / MINUTE_MS)));
  return minute * ID_SPAN + articleId;
}

export function articleAt(position: number): number {
  return ((position % ID_SPAN) + ID_SPAN) % ID_SPAN;
}

/** Before this rowid lies everything that was published before an instant, epoch ms. */
export function positionBefore(instant: number): number {
  return positionOf(instant, 0);
}

/** One letter before each word keeps the languages apart: a word is only ever compared with words of its own. */
const MARKS: Readonly<Record<Lang, string>> = { ar: "a", ckb: "c", kmr: "k", en: "e" };

export function indexTerm(lang: Lang, key: string): string {
  return MARKS[lang] + key;
}

/** The term of a section. */
export function sectionTerm(sectionId: number): string {
  return `s${sectionId}`;
}

/** The word of an index term, without its language's letter. */
export function wordOfTerm(term: string): string {
  return term.slice(1);
}

export function entryOf(article: Pick<Indexable, "lang" | "title" | "body" | "sectionId">): Entry {
  const { lang, title, body, sectionId } = article;
  const [lead = "", ...rest] = body.split("\n");
  const [titleWords, leadWords, bodyWords] = [title, lead, rest.join("\n")].map(text => columns(lang, text));
  return {
    title: titleWords?.exact ?? "",
    titleStem: titleWords?.stem ?? "",
    lead: leadWords?.exact ?? "",
    leadStem: leadWords?.stem ?? "",
    body: bodyWords?.exact ?? "",
    bodyStem: bodyWords?.stem ?? "",
    section: sectionId === null ? "" : sectionTerm(sectionId),
  };
}

function columns(lang: Lang, text: string): { exact: string; stem: string } {
  // A word has seldom more than twenty letters: what lies beyond is not looked at.
  const found = indexWords(lang, text.slice(0, INDEXED_WORDS * 20)).slice(0, INDEXED_WORDS);
  return {
    exact: found.map(word => indexTerm(lang, word.exact)).join(" "),
    stem: found.map(word => indexTerm(lang, word.stem)).join(" "),
  };
}
