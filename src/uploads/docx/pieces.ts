/** Pieces of a line, and the HTML that they make together. */
import { escapeText } from "../../articles/article";

/** A piece of a line, with the elements around it, the outermost first: `a href="…"`, `strong`. */
export interface Piece {
  readonly html: string;
  readonly around: readonly string[];
}

export const textPiece = (text: string, around: readonly string[]): Piece => ({
  html: escapeText(text),
  around,
});

/** For an attribute between double quotes. */
export const attributeText = (text: string) => escapeText(text).replaceAll('"', "&quot;");

/** Elements that go on from one piece to the next are one. */
export function htmlOf(pieces: readonly Piece[]): string {
  let open: readonly string[] = [];
  let html = "";
  for (const { html: inner, around } of pieces) {
    const shared = sharedBy(open, around);
    html +=
      closing(open.slice(shared)) +
      around
        .slice(shared)
        .map(tag => `<${tag}>`)
        .join("") +
      inner;
    open = around;
  }
  return html + closing(open);
}

function sharedBy(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

const closing = (tags: readonly string[]) =>
  tags
    .toReversed()
    .map(tag => `</${tag.split(" ")[0]}>`)
    .join("");

/** Whether there is nothing in it but white space. */
export const isBlank = (pieces: readonly Piece[]): boolean =>
  pieces.every(({ html }) => html.replaceAll(/<br>|&nbsp;|\s/g, "") === "");

/** Whether it is one picture, or several, and no word. */
export const isPictures = (pieces: readonly Piece[]): boolean =>
  !isBlank(pieces) && pieces.every(({ html }) => html.startsWith("<img ") || html.trim() === "");
