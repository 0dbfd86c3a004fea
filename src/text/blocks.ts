/** The structure of a plain text: its blocks of lines, and the line that ends it. */
import { isVisible } from "./clean";
import { crossKey } from "./fold";

/** A line that is not blank, without white space at its ends. `number` counts all lines of the text, from 1. */
export interface Line {
  number: number;
  text: string;
}

const LINE_ENDS = /\r\n|[\r\u2028\u2029\u0085]/g;

/**
 * The runs of lines between blank ones. A line with nothing to see in it is blank.
 * @returns NFC, otherwise to the letter; empty for a blank text, and no block is empty.
 * @see docs/text.md, "Plain text of an article"
 */
export function blocksOf(text: string): Line[][] {
  const blocks: Line[][] = [];
  let block: Line[] = [];
  for (const [index, line] of text.normalize("NFC").replace(LINE_ENDS, "\n").split("\n").entries()) {
    const trimmed = line.trim();
    if (isVisible(trimmed)) block.push({ number: index + 1, text: trimmed });
    else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  return block.length > 0 ? [...blocks, block] : blocks;
}

/**
 * The blocks before the first line that the test names, then those after each such line, which itself is left out.
 * @returns at least one part; a part may have no blocks, a block always has lines.
 */
export function partAt(blocks: readonly Line[][], isBorder: (line: string) => boolean): Line[][][] {
  let part: Line[][] = [];
  const parts = [part];
  for (const block of blocks) {
    let kept: Line[] = [];
    part.push(kept);
    for (const line of block) {
      if (isBorder(line.text)) {
        kept = [];
        part = [kept];
        parts.push(part);
      } else kept.push(line);
    }
  }
  return parts.map(blocksOfPart => blocksOfPart.filter(kept => kept.length > 0));
}

/** What old sites put between an article and the titles that they listed under it. A site may have its own. */
export const SHIPPED_MARKERS: readonly string[] = [
  "شاهد أيضًا",
  "طالع أيضًا",
  "اقرأ أيضًا",
  "Her wiha",
  "هەروەها ببینە",
  "See also",
  "Check also",
];

// A marker is two or three words; a longer line is text and is not worth folding.
const MAX_LENGTH = 200;

/**
 * Whether the whole line is one of the phrases, in any spelling and spacing, with or without a closing colon. A
 * phrase with a title after it on the same line is a link inside the text, not a marker.
 */
export function isSeeAlsoMarker(line: string, markers: readonly string[] = SHIPPED_MARKERS): boolean {
  return markerTest(markers)(line);
}

/** The same test with the phrases folded once, for asking it of many lines. */
export function markerTest(markers: readonly string[] = SHIPPED_MARKERS): (line: string) => boolean {
  const keys = new Set(markers.map(markerKey).filter(key => key !== ""));
  return line => line.length <= MAX_LENGTH && keys.has(markerKey(line));
}

function markerKey(phrase: string): string {
  return crossKey(phrase).replace(/\s+/gu, " ").trim().replace(/ ?:$/, "");
}
