/** What no stored text may contain: lone surrogates, control characters, and bidi controls that reach beyond it. */
import { stripBidiControls, stripSpillingControls } from "./bidi";

/**
 * Cc except tab and line feed, which are white space here; and noncharacters, which neither HTML nor XML may contain.
 */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}]/gu;

/**
 * Tag characters, in which words can be hidden; except in the flag of a part of a country, which is made of them.
 * @see Unicode Technical Standard 51, ED-14a
 */
const TAGS = /(\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F})|[\u{E0000}-\u{E007F}]/gu;

/** A paragraph, or several: NFC, well formed, otherwise as the author typed it. */
export function cleanText(text: string): string {
  const plain = text
    .toWellFormed()
    .replace(CONTROLS, "")
    .replace(TAGS, (_, flag: string | undefined) => flag ?? "");
  return stripSpillingControls(plain).normalize("NFC");
}

/** A title or a name, on one line: no bidi controls at all. */
export function cleanLine(text: string): string {
  return stripBidiControls(cleanText(text)).normalize("NFC").replaceAll(/\s+/g, " ").trim();
}

const LINE_ENDS = /\r\n|[\n\r\u0085\u2028\u2029]/;

/** The paragraphs of a text, one a line; lines with nothing to see are dropped. */
export function cleanParagraphs(text: string): string[] {
  return text
    .split(LINE_ENDS)
    .map(line => cleanText(line).trim())
    .filter(isVisible);
}

const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\p{Cc}\p{Cf}\p{Cn}\u2800]/u;

/** Whether there is anything to see in it: not in zero-width spaces, joiners and fillers. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

/** What cleaning takes from a text, its normal form aside. */
export interface Stripped {
  /** Whether bidi controls are dropped: those that spill, or in a line all. */
  readonly bidi: boolean;
  /** Characters that no text may contain, as `U+0000`. */
  readonly characters: readonly string[];
  /** Lone surrogates, which become U+FFFD. */
  readonly halves: readonly string[];
}

/** How many of each kind are named. */
const MOST_NAMED = 10;

/** @param kind a `line` may have no bidi controls; `markup` has line ends of its own and is checked as a whole. */
export function strippedFrom(text: string, kind: "line" | "text" | "markup"): Stripped {
  const lines = kind === "line" ? [text] : text.split(LINE_ENDS);
  const bidi =
    kind === "line"
      ? stripBidiControls(text) !== text
      : lines.some(line => stripSpillingControls(line) !== line);
  const found = [
    ...lines
      .join("\n")
      .replace(/[\r\f]/g, " ")
      .matchAll(CONTROLS),
  ].map(([one]) => one);
  const tags = [...text.matchAll(TAGS)].flatMap(([one, flag]) => (flag === undefined ? [one] : []));
  const halves = text.isWellFormed() ? [] : (text.match(/\p{Surrogate}/gu) ?? []);
  return { bidi, characters: named([...found, ...tags]), halves: named(halves) };
}

const named = (characters: readonly string[]) =>
  [...new Set(characters)]
    .slice(0, MOST_NAMED)
    .map(one => `U+${(one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`);
