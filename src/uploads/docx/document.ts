/**
 * Word documents (.docx) as HTML that has still to be sanitised: headings, lists, tables, links, notes and pictures. The
 * document is inflated within bounds, its text is written anew for mammoth, and mammoth makes the HTML. Loaded with the
 * first Word document.
 */

import { zipSync } from "fflate";
import mammoth from "mammoth";
import type { Note } from "../../articles/draft";
import { type Issue, ProblemError, throwIssues } from "../../http/problem";
import type { FindPicture } from "../pictures";
import { type Allowance, readEntry, type ZipEntry } from "../zip";
import { type LeftOut, nothingLeftOut, warningsOfLeftOut } from "./left-out";
import { MARGIN, wordsOfMargin } from "./margins";
import { type HiddenStyles, hiddenStylesIn, textForMammoth, withElements } from "./text";
import { elementsIn, type XmlElement, xmlTree } from "./xml-tree";

export interface WordDocument {
  /** Its pictures are called `word:1`, `word:2`, … */
  readonly html: string;
  readonly find: FindPicture;
  readonly warnings: readonly Note[];
}

/** The style Title is a heading; what is underlined or highlighted was meant. */
const STYLE_MAP = [
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
export async function readWordDocument(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
): Promise<WordDocument> {
  const pictures: Uint8Array[] = [];
  const convertImage = mammoth.images.imgElement(async image => {
    pictures.push(new Uint8Array(await image.readAsArrayBuffer()));
    return { src: `word:${pictures.length}` };
  });
  const { archive: arrayBuffer, left } = await packForMammoth(bytes, entries);
  // A bundle for Workers reads the one, a bundle for Node (as in tests) the other.
  const file = { arrayBuffer, buffer: new Uint8Array(arrayBuffer) };
  try {
    const { value, messages } = await mammoth.convertToHtml(file, {
      styleMap: STYLE_MAP,
      convertImage,
      includeEmbeddedStyleMap: false,
      externalFileAccess: false,
    });
    const find: FindPicture = async name => pictures[Number(/^word:(\d{1,5})$/.exec(name)?.[1]) - 1] ?? null;
    const said = messages.map(({ message }) => message);
    return { html: withElements(value), find, warnings: warningsOfLeftOut(left, said) };
  } catch (failure) {
    if (failure instanceof ProblemError) throw failure;
    throw new ProblemError({ code: "invalid", faults: [UNREADABLE] });
  }
}

/** How large a part may be, in bytes: twice the largest text that an article may have, and its markup; a picture. */
const XML_BYTES = 4 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
/** All that is read of a document. */
const READ_BYTES = 30 * 1024 * 1024;
/** Of all parts: mammoth takes a kilobyte for each, of the 128 MB that a Worker has. A page has some two hundred. */
const MOST_ELEMENTS = 80_000;
const UNREADABLE: Issue = {
  code: "unreadable-document",
  field: "body",
  message:
    "The Word document is damaged, and cannot be read. Send it again, since it may have been cut off on the way; if it is refused again, open it in a word processor and save it anew as .docx.",
};

/**
 * The same document, packed anew without compression: mammoth cannot be made to inflate anything, and gets only what it
 * knows.
 * @throws ProblemError `invalid` for XML that no word processor writes, or too much of it; `too-large`
 */
async function packForMammoth(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
): Promise<{ readonly archive: ArrayBuffer; readonly left: LeftOut }> {
  const allowance: Allowance = { left: READ_BYTES };
  const parts: Record<string, Uint8Array> = {};
  const left = nothingLeftOut();
  let elements = 0;
  let hiddenStyles: HiddenStyles = new Set();
  for (const entry of stylesFirst(entries)) {
    const { name } = entry;
    const isPart = PART.test(name);
    if (!isPart && !name.startsWith("word/media/")) continue;
    const part = await readEntry(bytes, entry, isPart ? XML_BYTES : PICTURE_BYTES, allowance);
    parts[name] = part;
    // The relations could name any file as the main document: all that could be read as XML is measured.
    if (!isPart && !beginsAsXml(part)) continue;
    if (isDrawing(name)) {
      parts[name] = EMPTY_DRAWING;
      continue;
    }
    const root = rootOf(part);
    if (name === STYLES_PART) hiddenStyles = hiddenStylesIn(root);
    elements += elementsOf(root);
    const margin = MARGIN.test(name) ? wordsOfMargin(root) : "";
    if (margin !== "") left.margins.add(margin);
    if (TEXT.test(name)) parts[name] = bytesWithin(textForMammoth(root, hiddenStyles, left));
    throwIssues(elements > MOST_ELEMENTS ? [TOO_MANY] : []);
  }
  const archive = new Uint8Array(zipSync(parts, { level: 0, mtime: "1980-01-02T00:00:00" })).buffer;
  return { archive, left };
}

/** The styles decide what of the other parts is hidden. */
const stylesFirst = (entries: readonly ZipEntry[]) =>
  entries.toSorted((one, other) => Number(other.name === STYLES_PART) - Number(one.name === STYLES_PART));

function rootOf(part: Uint8Array): XmlElement {
  const root = xmlTree(new TextDecoder().decode(part));
  if (root === null) throw new ProblemError({ code: "invalid", faults: [UNREADABLE] });
  return root;
}

const elementsOf = (node: XmlElement): number =>
  elementsIn(node).reduce((count, child) => count + elementsOf(child), 1);

const TOO_MANY: Issue = {
  code: "too-many-elements",
  field: "body",
  message: `The Word document has more than ${MOST_ELEMENTS} elements (paragraphs, cells, and the stretches of text in them). Split it into several.`,
};

function bytesWithin(text: string): Uint8Array {
  if (text.length > 2 * XML_BYTES) throw new ProblemError({ code: "too-large", limitBytes: 2 * XML_BYTES });
  return new TextEncoder().encode(text);
}

const STYLES_PART = "word/styles.xml";

const PART = /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

/** Parts with text that is published. */
const TEXT = /^word\/(?:document|footnotes|endnotes)\d*\.xml$/;

/** SVG, which programs write with a DOCTYPE. An empty one is refused like any other picture of a kind that is not taken. */
const isDrawing = (name: string) => /^word\/media\/[^/]+\.svgz?$/i.test(name);
const EMPTY_DRAWING = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');

/** White space, or the mark of UTF-8, may stand before the first tag. */
function beginsAsXml(part: Uint8Array): boolean {
  const first = part.find(byte => !BEFORE_TAGS.includes(byte));
  return first === "<".charCodeAt(0);
}

const BEFORE_TAGS = [0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf];
