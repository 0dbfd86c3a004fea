/** Word documents (.docx): their headings, lists, tables, links, notes and pictures as HTML that has still to be sanitised. */
import { zipSync } from "fflate";
import mammoth from "mammoth";
import type { Note } from "../articles/draft";
import { type Fault, Refusal } from "../problem";
import { type Allowance, type Entry, inflated } from "./archive";
import type { FindPicture } from "./pictures";

/** How large a part of it may be, in bytes: 40 times the text that an article may have. */
const PART_BYTES = 8 * 1024 * 1024;
/** All that is read of it. */
const READ_BYTES = 30 * 1024 * 1024;

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

/** A title is one whatever it is called; what is underlined or struck through was meant. */
const STYLES = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  "u => u",
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
  const arrayBuffer = withinBounds(bytes, entries);
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
    return { html: value, find, notes: notesOf(messages.map(({ message }) => message)) };
  } catch (failure) {
    if (failure instanceof Refusal) throw failure;
    throw new Refusal({ code: "invalid", faults: [UNREADABLE] });
  }
}

const UNREADABLE: Fault = {
  code: "unreadable-document",
  field: "body",
  message: "The Word document cannot be read. Open it in a word processor and save it again as .docx.",
};

/** The same document, inflated under a count and packed anew without compression: the reader behind cannot be made to grow. */
function withinBounds(bytes: Uint8Array, entries: readonly Entry[]): ArrayBuffer {
  const allowance: Allowance = { left: READ_BYTES };
  const parts: Record<string, Uint8Array> = {};
  for (const entry of entries) {
    const isPart = /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/.test(
      entry.name,
    );
    if (!isPart && !entry.name.startsWith("word/media/")) continue;
    const part = inflated(bytes, entry, PART_BYTES, allowance);
    // No word processor writes one, and entities are all that it would be for.
    if (isPart && new TextDecoder().decode(part).includes("<!DOCTYPE"))
      throw new Refusal({ code: "invalid", faults: [UNREADABLE] });
    parts[entry.name] = part;
  }
  return new Uint8Array(zipSync(parts, { level: 0, mtime: "1980-01-02T00:00:00" })).buffer;
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
