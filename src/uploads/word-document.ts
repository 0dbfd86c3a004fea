/** Word documents (.docx): their headings, lists, tables, links, notes and pictures as HTML that has still to be sanitised. */
import mammoth from "mammoth";
import type { Note } from "../articles/writing/draft";
import { notesOf as notesOfDropped } from "../articles/writing/rich-body";
import { Refusal } from "../problem";
import { inQuotes } from "../text/quotes";
import type { Entry } from "./archive";
import type { FindPicture } from "./pictures";
import { UNREADABLE, withinBounds } from "./word-parts";
import { type LeftOut, withElements } from "./word-text";

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
 * @throws Refusal `invalid` when it cannot be read, `too-large` when it grows too large.
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
    const notes = [...notesOf(messages.map(({ message }) => message)), ...notesOfLeft(left)];
    return { html: withElements(value), find, notes };
  } catch (failure) {
    if (failure instanceof Refusal) throw failure;
    throw new Refusal({ code: "invalid", faults: [UNREADABLE] });
  }
}

/** What the reader did not know and left out, so far as words may have stood in it. */
function notesOf(messages: readonly string[]): Note[] {
  const ignored = messages.flatMap(
    message => /unrecognised element was ignored: (\S+)/i.exec(message)?.[1] ?? [],
  );
  const names = [...new Set(ignored)].slice(0, 10);
  if (names.length === 0) return [];
  const message = `Parts of the document are of kinds that are not read, and were left out: ${names.join(", ")}. Check the text.`;
  return [{ code: "parts-left-out", message }];
}

/** So many places are named. */
const NAMED = 10;

const placesOf = (count: number) => (count === 1 ? "in one place" : `in ${count} places`);

function notesOfLeft({ hidden, deleted, comments, inserted }: LeftOut): Note[] {
  const quoted = deleted.slice(0, NAMED).map(inQuotes).join(", ");
  const changes = [
    ...(inserted === 0 ? [] : [`what was inserted (${placesOf(inserted)}) is in the article`]),
    ...(deleted.length === 0 ? [] : [`what was deleted (${placesOf(deleted.length)}) is not: ${quoted}`]),
  ];
  const tracked = `The document has tracked changes that nobody has settled: ${changes.join("; ")}. Accept or reject them in the word processor if it should be otherwise.`;
  const commented = `The document has comments (${comments}); they were left out.`;
  return [
    ...notesOfDropped(hidden.map(words => ({ kind: "hidden", what: inQuotes(words) }))),
    ...(changes.length === 0 ? [] : [{ code: "tracked-changes", message: tracked }]),
    ...(comments === 0 ? [] : [{ code: "comments-left-out", message: commented }]),
  ];
}
