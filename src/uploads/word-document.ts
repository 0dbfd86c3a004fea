/** Word documents (.docx): their headings, lists, tables, links, notes and pictures as HTML that has still to be sanitised. */
import mammoth from "mammoth";
import type { Note } from "../articles/draft";
import { ProblemError } from "../http/problem";
import type { Entry } from "./archive";
import type { FindPicture } from "./pictures";
import { notesOfLeft } from "./word-left-out";
import { UNREADABLE, withinBounds } from "./word-parts";
import { withElements } from "./word-text";

const MAIN_PART = "word/document.xml";

export const isWordDocument = (entries: readonly Entry[]) =>
  entries.some(entry => entry.name === MAIN_PART) &&
  entries.some(entry => entry.name === "[Content_Types].xml");

export interface WordDocument {
  /** Its pictures are called `word:1`, `word:2`, … */
  readonly html: string;
  readonly find: FindPicture;
  readonly notes: readonly Note[];
}

/** A title is one whatever it is called; what is underlined, struck through or highlighted was meant. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "u => u",
  "highlight => mark",
];

/**
 * @param bytes a ZIP archive with the given entries.
 * @throws ProblemError `invalid` when it cannot be read, `too-large` when it grows too large.
 */
export async function readWordDocument(bytes: Uint8Array, entries: readonly Entry[]): Promise<WordDocument> {
  const pictures: Uint8Array[] = [];
  const convertImage = mammoth.images.imgElement(async image => {
    pictures.push(new Uint8Array(await image.readAsArrayBuffer()));
    return { src: `word:${pictures.length}` };
  });
  const { archive: arrayBuffer, left } = withinBounds(bytes, entries);
  // Built for a Worker the library asks for the one, built for Node (as tests do) for the other.
  const file = { arrayBuffer, buffer: new Uint8Array(arrayBuffer) };
  try {
    const { value, messages } = await mammoth.convertToHtml(file, {
      styleMap: STYLES,
      convertImage,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
    });
    const find: FindPicture = async name => pictures[Number(/^word:(\d{1,5})$/.exec(name)?.[1]) - 1] ?? null;
    const notes = notesOfLeft(
      left,
      messages.map(({ message }) => message),
    );
    return { html: withElements(value), find, notes };
  } catch (failure) {
    if (failure instanceof ProblemError) throw failure;
    throw new ProblemError({ code: "invalid", faults: [UNREADABLE] });
  }
}
