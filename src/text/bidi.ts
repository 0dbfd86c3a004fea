/** Direction of text, and the control characters that change it (docs/text.md, "Direction"). */
import { once } from "./once";

const BIDI_CONTROLS = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;
const POP_EMBEDDING = "\u202C";
const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/** Drops every bidi control (Unicode Bidi_Control). ZWNJ and ZWJ, which shape Kurdish and Arabic words, stay. */
export function stripBidiControls(text: string): string {
  return text.replace(BIDI_CONTROLS, "");
}

/**
 * Drops the controls that could reach beyond their text or show it in another order than it is read: embeddings,
 * overrides, and unpaired isolates. Balanced isolates and the marks LRM, RLM and ALM stay.
 */
export function stripSpillingControls(text: string): string {
  const withoutEmbeddings = text.replace(/[\u202A-\u202E]/g, "");
  const { open, stray } = unpaired(withoutEmbeddings, isIsolate, POP_ISOLATE);
  return without(withoutEmbeddings, [...open, ...stray]);
}

/** Drops the controls that open an embedding or an isolate which this text does not close. */
export function dropOpenBidiControls(text: string): string {
  const embeddings = unpaired(text, isEmbedding, POP_EMBEDDING);
  const isolates = unpaired(text, isIsolate, POP_ISOLATE);
  return without(text, [...embeddings.open, ...isolates.open]);
}

/** The positions of openers that are never closed, and of closers that close nothing. */
function unpaired(text: string, isOpener: (unit: number) => boolean, closer: string) {
  const closing = closer.charCodeAt(0);
  const open: number[] = [];
  const stray: number[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (isOpener(unit)) open.push(i);
    else if (unit === closing && open.pop() === undefined) stray.push(i);
  }
  return { open, stray };
}

function isIsolate(unit: number): boolean {
  return unit >= 0x2066 && unit <= 0x2068;
}

function isEmbedding(unit: number): boolean {
  return unit >= 0x202a && unit <= 0x202e && unit !== 0x202c;
}

function without(text: string, positions: number[]): string {
  if (positions.length === 0) return text;
  const kept: string[] = [];
  let from = 0;
  for (const position of positions.sort((a, b) => a - b)) {
    kept.push(text.slice(from, position));
    from = position + 1;
  }
  return kept.join("") + text.slice(from);
}

const RTL_LETTER = "[\\p{L}&&[\\p{scx=Arabic}\\p{scx=Hebrew}\\p{scx=Syriac}\\p{scx=Thaana}\\p{scx=Nko}]]";
const LTR_LETTER = `[\\p{L}--${RTL_LETTER}]`;

// The regular expression engine remembers each step of a loop: unbounded loops over long text overflow its stack.
const PIECE = 500;

/** How text of one direction is taken apart. */
const splitters = (own: string, other: string) =>
  once(() => ({ own: new RegExp(own, "v"), other: new RegExp(other, "v"), pieces: piecesOf(own) }));

const LETTERS = { rtl: splitters(RTL_LETTER, LTR_LETTER), ltr: splitters(LTR_LETTER, RTL_LETTER) };

/** Letters of the text's own direction with their marks, or white space, or what is between those. */
function piecesOf(ownLetter: string): RegExp {
  return new RegExp(
    `[${ownLetter}](?:[${ownLetter}\\p{M}]){0,${PIECE}}|\\s+|[^\\s${ownLetter}]{1,${PIECE}}`,
    "gv",
  );
}

/**
 * For text that cannot have a `dir` (an RSS title, a mail's subject): wraps each run of the other direction in
 * FSI…PDI, so that its digits and brackets stay with it. Bidi controls that the text brings are dropped first.
 * @param dir  the direction of the text as a whole.
 * @returns the text without controls if it has letters of one direction only.
 * @see Unicode Standard Annex 9, section 2.4
 */
export function isolateIfMixed(text: string, dir: "rtl" | "ltr"): string {
  const bare = stripBidiControls(text);
  const { own, other, pieces } = LETTERS[dir]();
  if (!own.test(bare) || !other.test(bare)) return bare;
  let isolated = "";
  let run = "";
  for (const [piece] of bare.matchAll(pieces)) {
    if (!own.test(piece) && (run !== "" || other.test(piece))) run += piece;
    else {
      isolated += isolateRun(run, other) + piece;
      run = "";
    }
  }
  return isolated + isolateRun(run, other);
}

const aloneOf = (own: string) => once(() => new RegExp(`^${own}(?:[${own}\\p{M}\\s]*[${own}\\p{M}])?$`, "v"));

const OWN_ALONE = { rtl: aloneOf(RTL_LETTER), ltr: aloneOf(LTR_LETTER) };

/** Whether a text has only letters of one direction: then it reads the same with or without isolation. */
export function isOfOneDirection(text: string, dir: "rtl" | "ltr"): boolean {
  return text.length < PIECE && OWN_ALONE[dir]().test(text);
}

const SENTENCE_PUNCTUATION = /[\s.,،;؛:!?؟…-]/;
const OPENED_BY: Readonly<Record<string, string>> = { ")": "(", "]": "[", "”": "“", "’": "‘", "»": "«" };
const CLOSED_BY: Readonly<Record<string, string>> = { "(": ")", "[": "]", "“": "”", "‘": "’", "«": "»" };

/** A run keeps its digits and the brackets that it both opens and closes; the rest belongs to the sentence. */
function isolateRun(run: string, other: RegExp): string {
  if (!other.test(run)) return run;
  const characters = [...run];
  const present = new Set(characters);
  const isAlone = (mate: string | undefined) => mate !== undefined && !present.has(mate);
  const start = characters.findIndex(c => !isAlone(CLOSED_BY[c]));
  const end = characters.findLastIndex(c => !SENTENCE_PUNCTUATION.test(c) && !isAlone(OPENED_BY[c])) + 1;
  const slice = (from: number, to: number) => characters.slice(from, to).join("");
  return `${slice(0, start)}${FIRST_STRONG_ISOLATE}${slice(start, end)}${POP_ISOLATE}${slice(end, characters.length)}`;
}

const STRONG_LETTER = /\p{L}/u;

/** The direction of a text's first letter; null if it has none. @see Unicode Standard Annex 9, rule P2 */
export function strongDirection(text: string): "rtl" | "ltr" | null {
  const letter = STRONG_LETTER.exec(text)?.[0];
  if (letter === undefined) return null;
  return LETTERS.rtl().own.test(letter) ? "rtl" : "ltr";
}
