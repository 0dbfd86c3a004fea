import { dropOpenBidiControls } from "./bidi";
import { firstGraphemes } from "./words";

// A cut leaves none of these hanging before its ellipsis: space, closing punctuation, an opening quote or bracket.
const LOOSE_END = /^[\s.,،;؛:!?؟…\-\p{Ps}\p{Pi}]+$/u;
const SPACE = /^\s+$/u;
// Word and white space are never far: no more than this is looked at behind the cut.
const LOOK_AHEAD_CODE_UNITS = 200;
const REST_OF_WORD = /^[^\s\p{L}\p{N}]*[\p{L}\p{N}]/u;

/**
 * The beginning of a text, cut between words, with "…" after it. A text that is no longer stays whole, untouched.
 * @param graphemes  the most to keep, at least 1; the ellipsis comes on top.
 * @returns never a letter without its marks, never a bidi control that is left open.
 * @see docs/text.md, "Excerpts and quotes"
 */
export function excerpt(text: string, graphemes = 180): string {
  const head = firstGraphemes(text, graphemes);
  const cut = head.join("");
  if (cut.length === text.length) return text;
  const kept = withoutLooseEnd(
    toWholeWords(head, text.slice(cut.length, cut.length + LOOK_AHEAD_CODE_UNITS)),
  );
  // A first word longer than the limit leaves nothing: then it is cut inside.
  return `${dropOpenBidiControls(kept.length > 0 ? kept.join("") : cut)}…`;
}

/** Gives back to the rest the beginning of a word that the cut goes through. */
function toWholeWords(head: string[], rest: string): string[] {
  if (SPACE.test(head.at(-1) ?? " ") || !REST_OF_WORD.test(rest)) return head;
  return head.slice(0, head.findLastIndex(grapheme => SPACE.test(grapheme)) + 1);
}

function withoutLooseEnd(head: string[]): string[] {
  let end = head.length;
  while (end > 0 && (isLooseEnd(head[end - 1]) || isLoneWaw(head[end - 1], head[end - 2]))) end -= 1;
  return head.slice(0, end);
}

function isLooseEnd(grapheme = ""): boolean {
  return LOOSE_END.test(grapheme) || dropOpenBidiControls(grapheme) === "";
}

/** "و" between spaces is an "and" that waits for its word. */
function isLoneWaw(grapheme = "", previous = " "): boolean {
  return grapheme === "و" && SPACE.test(previous);
}

const OPENING: Readonly<Record<string, string>> = { "”": "“", "»": "«" };

/**
 * Whether every “ and « of a paragraph is closed in it, in place: as many the wrong way round do not pair.
 * Straight quotes and apostrophes have no sides and are not looked at. Linear.
 */
export function quotesPair(paragraph: string): boolean {
  const open: string[] = [];
  for (const [mark] of paragraph.matchAll(/[“”«»]/g)) {
    const opener = OPENING[mark];
    if (opener === undefined) open.push(mark);
    else if (open.pop() !== opener) return false;
  }
  return open.length === 0;
}

/** In UTF-16 units: enough to recognise a passage. */
const QUOTED_LENGTH = 70;

/** The first words of a text between quotation marks, on one line. */
export function inQuotes(text: string): string {
  const words = text.replaceAll(/\s+/g, " ").trim();
  return `“${words.length > QUOTED_LENGTH ? `${words.slice(0, QUOTED_LENGTH - 1).toWellFormed()}…` : words}”`;
}
