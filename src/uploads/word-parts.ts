/** The parts of a Word document, inflated and looked at before a reader of Word documents sees them. */
import { zipSync } from "fflate";
import { type Fault, Refusal } from "../problem";
import { type Allowance, type Entry, inflated } from "./archive";

/** How large a part may be, in bytes: twice the largest text that an article may have, and its markup; a picture. */
const XML_BYTES = 4 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
/** All that is read of a document. */
const READ_BYTES = 30 * 1024 * 1024;
/** No word processor nests so deep, and the time that the reader of XML takes grows with the square of it. */
const DEEPEST = 250;

export const UNREADABLE: Fault = {
  code: "unreadable-document",
  field: "body",
  message: "The Word document cannot be read. Open it in a word processor and save it again as .docx.",
};

/**
 * The same document, packed anew without compression: the reader behind cannot be made to grow.
 * @throws Refusal `invalid` for XML that no word processor writes, `too-large` for what grows too large.
 */
export function withinBounds(bytes: Uint8Array, entries: readonly Entry[]): ArrayBuffer {
  const allowance: Allowance = { left: READ_BYTES };
  const parts: Record<string, Uint8Array> = {};
  for (const entry of entries) {
    const isPart = PART.test(entry.name);
    if (!isPart && !entry.name.startsWith("word/media/")) continue;
    const part = inflated(bytes, entry, isPart ? XML_BYTES : PICTURE_BYTES, allowance);
    // Whatever the relations call the main document: nothing that could be read as XML goes by unmeasured.
    if ((isPart || beginsAsXml(part)) && !isPlainXml(new TextDecoder().decode(part)))
      throw new Refusal({ code: "invalid", faults: [UNREADABLE] });
    parts[entry.name] = part;
  }
  return new Uint8Array(zipSync(parts, { level: 0, mtime: "1980-01-02T00:00:00" })).buffer;
}

const PART = /^(?:\[Content_Types\]\.xml|_rels\/[^/]+|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

/** White space, or the mark of UTF-8, may stand before the first tag. */
function beginsAsXml(part: Uint8Array): boolean {
  const first = part.find(byte => !BEFORE_TAGS.includes(byte));
  return first === "<".charCodeAt(0);
}

const BEFORE_TAGS = [0x09, 0x0a, 0x0d, 0x20, 0xef, 0xbb, 0xbf];

/** Whether every tag ends, none is nested too deep, and there is no DOCTYPE, which only entities would need. Linear. */
export function isPlainXml(xml: string): boolean {
  if (xml.includes("<!DOCTYPE")) return false;
  let depth = 0;
  for (let at = xml.indexOf("<"); at !== -1; ) {
    const end = endOfMarkup(xml, at);
    if (end === -1) return false;
    const next = xml[at + 1];
    if (next === "/") depth -= 1;
    else if (next !== "!" && next !== "?" && xml[end - 1] !== "/") depth += 1;
    if (depth > DEEPEST) return false;
    at = xml.indexOf("<", end);
  }
  return depth === 0;
}

/** Where a tag, a comment or the like ends; -1 if it does not. @see XML 1.0, productions 15, 16, 18, 40 */
function endOfMarkup(xml: string, at: number): number {
  for (const [opener, closer] of SPANS) {
    if (!xml.startsWith(opener, at)) continue;
    const end = xml.indexOf(closer, at + opener.length);
    return end === -1 ? -1 : end + closer.length - 1;
  }
  let quote = "";
  for (let place = at + 1; place < xml.length; place++) {
    const unit = xml[place];
    if (quote !== "") quote = unit === quote ? "" : quote;
    else if (unit === '"' || unit === "'") quote = unit;
    else if (unit === ">") return place;
    else if (unit === "<") return -1;
  }
  return -1;
}

const SPANS = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
] as const;
