import { isVisible } from "./clean";

/** A line that is not blank, without white space at its ends. `number` counts all lines of the text, from 1. */
export interface Line {
  number: number;
  text: string;
}

const LINE_ENDS = /\r\n|[\r\u2028\u2029\u0085]/g;

/**
 * The runs of lines between blank ones. A line in which there is nothing to see is blank.
 * @returns NFC, otherwise to the letter; empty for a blank text, and no block is empty.
 * @see guide text-and-calendars, sections 3.2 and 3.3.
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
