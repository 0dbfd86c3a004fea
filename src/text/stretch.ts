import { phraseKey } from "./dates/date-phrases";
import { type Word, words } from "./words";

/** Something read from the word at a position on; `next` is the position after it. */
export interface Read<Value> {
  value: Value;
  next: number;
}

const MAX_PHRASE_WORDS = 3;
// No word of a phrase is longer; a longer one is not worth a key.
const MAX_WORD_LENGTH = 40;

// Between the words of a phrase: spaces, a comma, a bracket, an apostrophe, a slash between two names of a month.
const GAP = /^[ \t\u00A0\u202F,،()/’'`\u061C\u200E\u200F\u2066-\u2069-]{0,5}$/;

/** Words of a text with nothing between them that would part a phrase. Positions count words, from 0. */
export class Stretch {
  private readonly keys: string[] = [];

  constructor(private readonly words: readonly Word[]) {}

  get length(): number {
    return this.words.length;
  }

  /** The offsets in the text of the words from one position to before another. */
  offsets(from: number, to: number): { start: number; end: number } {
    return { start: this.words[from]?.start ?? 0, end: this.words[to - 1]?.end ?? 0 };
  }

  /** What the table has for the longest phrase that begins here. */
  lookUp<Value>(table: ReadonlyMap<string, Value>, at: number): Read<Value> | null {
    for (let count = MAX_PHRASE_WORDS; count > 0; count -= 1) {
      const value = table.get(Array.from({ length: count }, (_, i) => this.key(at + i)).join(" "));
      if (value !== undefined) return { value, next: at + count };
    }
    return null;
  }

  isOneOf(keys: ReadonlySet<string>, at: number): boolean {
    return keys.has(this.key(at));
  }

  /** The number that the pattern's first group finds in the word. */
  figures(pattern: RegExp, at: number): Read<number> | null {
    const found = pattern.exec(this.key(at))?.[1];
    return found === undefined ? null : { value: Number(found), next: at + 1 };
  }

  /** The position after at most `most` of such words. */
  skip(keys: ReadonlySet<string>, at: number, most: number): number {
    let next = at;
    while (next < at + most && this.isOneOf(keys, next)) next += 1;
    return next;
  }

  /** Empty outside the stretch, and for a word too long for any phrase. */
  private key(at: number): string {
    const text = this.words[at]?.text ?? "";
    if (text.length > MAX_WORD_LENGTH) return "";
    this.keys[at] ??= phraseKey(text);
    return this.keys[at];
  }
}

/** The stretches of a text, in order. A full stop, a line's end or any other sign parts them. */
export function stretchesOf(text: string): Stretch[] {
  let stretch: Word[] = [];
  const stretches = [stretch];
  for (const word of words(text)) {
    const last = stretch.at(-1);
    if (last !== undefined && !GAP.test(text.slice(last.end, Math.min(word.start, last.end + 6)))) {
      stretch = [];
      stretches.push(stretch);
    }
    stretch.push(word);
  }
  return stretches.map(found => new Stretch(found));
}
