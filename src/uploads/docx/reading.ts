/** What a reading of a Word document carries with it. */
import type { Fields } from "./fields";
import type { LeftOut } from "./left-out";
import type { Numbering } from "./numbering";
import type { Part, WordPackage } from "./package";
import type { Piece } from "./pieces";
import type { RunFormat, Style, Styles } from "./styles";
import type { XmlElement } from "./xml";

export interface NoteReference {
  readonly type: "footnote" | "endnote";
  readonly id: string;
}

/** The document as a whole. */
export interface Reading {
  readonly package: WordPackage;
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly left: LeftOut;
  /** The names of their parts, in the order in which they are shown; the first is called `word:1`. */
  readonly pictures: string[];
  /** In the order of their references, which number them. */
  readonly notes: NoteReference[];
}

/** Where in it the reading is. */
export interface Place {
  readonly reading: Reading;
  readonly part: Part;
  readonly fields: Fields;
  /** The style of the paragraph. */
  readonly style: Style | null;
  /** What the style of the table says of runs. */
  readonly table: RunFormat;
  /** Whether something dark may lie behind the words. */
  readonly isShaded: boolean;
  /** Elements around the words, the outermost first. */
  readonly around: readonly string[];
  /** The address of a link around them. */
  readonly address: string | null;
  /** Contents of text boxes that are anchored in the paragraph: they come after it. */
  readonly boxes: XmlElement[];
  /** What is to stand at the beginning of the next paragraph. */
  readonly carried: Piece[];
}
