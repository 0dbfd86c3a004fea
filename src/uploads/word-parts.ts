/** The parts of a Word document, inflated and looked at before a reader of Word documents sees them. */
import { zipSync } from "fflate";
import { type Issue, ProblemError, throwIssues } from "../http/problem";
import { type Allowance, type Entry, inflated } from "./archive";
import { type HiddenStyles, hiddenStylesIn } from "./word-hidden";
import { type LeftOut, nothingLeftOut } from "./word-left-out";
import { MARGIN, wordsOfMargin } from "./word-margins";
import { readableText } from "./word-text";
import { elementsIn, type XmlElement, xmlTree } from "./xml-tree";

/** How large a part may be, in bytes: twice the largest text that an article may have, and its markup; a picture. */
const XML_BYTES = 4 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
/** All that is read of a document. */
const READ_BYTES = 30 * 1024 * 1024;
/** Of all parts: for each the reader takes a kilobyte, of the 128 MB that a Worker has. A page has some two hundred. */
const MOST_ELEMENTS = 80_000;
export const UNREADABLE: Issue = {
  code: "unreadable-document",
  field: "body",
  message:
    "The Word document is damaged, and cannot be read. Send it again, since it may have been cut off on the way; if it is refused again, open it in a word processor and save it anew as .docx.",
};

/** A document for the reader, and what of it was left out. */
export interface Packed {
  readonly archive: ArrayBuffer;
  readonly left: LeftOut;
}

/**
 * The same document, packed anew without compression: the reader behind cannot be made to grow. What the reader does
 * not know is said in what it does.
 * @throws ProblemError `invalid` for XML that no word processor writes, or too much of it, `too-large` for what grows too large.
 */
export function withinBounds(bytes: Uint8Array, entries: readonly Entry[]): Packed {
  const allowance: Allowance = { left: READ_BYTES };
  const parts: Record<string, Uint8Array> = {};
  const left = nothingLeftOut();
  let elements = 0;
  let hiddenStyles: HiddenStyles = new Set();
  for (const entry of stylesFirst(entries)) {
    const { name } = entry;
    const isPart = PART.test(name);
    if (!isPart && !name.startsWith("word/media/")) continue;
    const part = inflated(bytes, entry, isPart ? XML_BYTES : PICTURE_BYTES, allowance);
    parts[name] = part;
    // Whatever the relations call the main document: nothing that could be read as XML goes by unmeasured.
    if (!isPart && !beginsAsXml(part)) continue;
    if (isDrawing(name)) {
      parts[name] = EMPTY_DRAWING;
      continue;
    }
    const root = rootOf(part);
    if (name === STYLES) hiddenStyles = hiddenStylesIn(root);
    elements += elementsOf(root);
    const inMargin = MARGIN.test(name) ? wordsOfMargin(root) : "";
    if (inMargin !== "") left.margins.add(inMargin);
    if (TEXT.test(name)) parts[name] = bytesWithin(readableText(root, hiddenStyles, left));
    throwIssues(elements > MOST_ELEMENTS ? [TOO_MANY] : []);
  }
  const archive = new Uint8Array(zipSync(parts, { level: 0, mtime: "1980-01-02T00:00:00" })).buffer;
  return { archive, left };
}

/** They decide what of the other parts is hidden. */
const stylesFirst = (entries: readonly Entry[]) =>
  entries.toSorted((one, other) => Number(other.name === STYLES) - Number(one.name === STYLES));

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

const STYLES = "word/styles.xml";

const PART = /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

/** Parts with text that is published. */
const TEXT = /^word\/(?:document|footnotes|endnotes)\d*\.xml$/;

/** No article has one, and programs write them with a DOCTYPE: what stands for it is refused as the picture that it is. */
const isDrawing = (name: string) => /^word\/media\/[^/]+\.svgz?$/i.test(name);
const EMPTY_DRAWING = new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>');

/** White space, or the mark of UTF-8, may stand before the first tag. */
function beginsAsXml(part: Uint8Array): boolean {
  const first = part.find(byte => !BEFORE_TAGS.includes(byte));
  return first === "<".charCodeAt(0);
}

const BEFORE_TAGS = [0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf];
