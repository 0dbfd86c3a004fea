/** Headers and footers of a Word document: letterheads and page numbers, which are no part of an article. */
import { takenOf } from "./objects";
import { childNamed, elementsIn, textIn, toggleOf, type XmlElement, xmlAttribute } from "./xml";

const PAGE_FIELD = /^\s*(?:PAGE|NUMPAGES|SECTIONPAGES|SECTION)\b/i;
/** What Word puts there for whoever chooses it from a list. @see ECMA-376, part 1, section 17.5.2.12 */
const OF_WORD = /^(?:Watermarks|Page Numbers)/i;
/** What people write around the number of a page. */
const AROUND_NUMBERS =
  /(?<!\p{L})(?:pages?|p|pp|of|(?:ال)?صفحة|صفحات|ص|رقم|من|(?:لا)?پەڕەی?|لە|r[uû]pel|ji)(?!\p{L})/giu;
const SIGNS = /[\p{P}\p{S}\s]/gu;
const NUMBER_ALONE = /^\p{Nd}{0,4}$/u;

/** @param root `w:hdr` or `w:ftr`. @returns its words on one line; none where there is only the number of a page. */
export function wordsOfMargin(root: XmlElement): string {
  const read: Read = { words: "", fields: [], pages: 0, hasPage: false };
  readInto(read, root);
  const words = read.words.replaceAll(/\s+/g, " ").trim();
  const rest = read.hasPage ? words.replaceAll(AROUND_NUMBERS, "") : words;
  return NUMBER_ALONE.test(rest.replaceAll(SIGNS, "")) ? "" : words;
}

interface Read {
  words: string;
  /** Those that have begun and not ended: each with its instruction, and whether what it is now stands for a page. */
  readonly fields: { instruction: string; isPage: boolean }[];
  /** How many of them do. */
  pages: number;
  hasPage: boolean;
}

function readInto(read: Read, node: XmlElement): void {
  const children = node.name === "mc:AlternateContent" ? takenOf(node) : elementsIn(node);
  for (const child of children) readOne(read, child);
}

function readOne(read: Read, node: XmlElement): void {
  const special = SPECIAL.get(node.name);
  if (special === undefined) readInto(read, node);
  else special(read, node);
  if (BREAKS.has(node.name)) read.words += " ";
}

const BREAKS: ReadonlySet<string> = new Set(["w:p", "w:tab", "w:ptab", "w:br", "w:cr"]);

const SPECIAL: ReadonlyMap<string, (read: Read, node: XmlElement) => void> = new Map([
  ["w:t", addWords],
  ["w:del", () => {}],
  ["w:moveFrom", () => {}],
  [
    "w:r",
    (read, node) => {
      if (toggleOf(childNamed(node, "w:rPr"), "w:vanish") !== true) readInto(read, node);
    },
  ],
  [
    "w:sdt",
    (read, node) => {
      if (!isOfWord(node)) readInto(read, node);
    },
  ],
  [
    "w:fldSimple",
    (read, node) => {
      if (PAGE_FIELD.test(xmlAttribute(node, "w:instr") ?? "")) read.hasPage = true;
      else readInto(read, node);
    },
  ],
  [
    "w:instrText",
    (read, node) => {
      const field = read.fields.at(-1);
      if (field !== undefined) field.instruction += textIn(node, ["w:instrText"]);
    },
  ],
  ["w:fldChar", readSign],
]);

/** Of a field: its instruction begins, then what it stands for, then it ends. @see ECMA-376, part 1, section 17.16.18 */
function readSign(read: Read, node: XmlElement): void {
  const type = xmlAttribute(node, "w:fldCharType");
  const field = read.fields.at(-1);
  if (type === "begin") read.fields.push({ instruction: "", isPage: false });
  else if (type === "end") {
    if (read.fields.pop()?.isPage) read.pages -= 1;
  } else if (field?.isPage === false && PAGE_FIELD.test(field.instruction)) {
    field.isPage = true;
    read.pages += 1;
    read.hasPage = true;
  }
}

function addWords(read: Read, node: XmlElement): void {
  if (read.pages === 0) read.words += textIn(node, ["w:t"]);
}

function isOfWord(node: XmlElement): boolean {
  const properties = childNamed(node, "w:sdtPr");
  const list = properties && childNamed(properties, "w:docPartObj");
  const gallery = list && elementsIn(list).find(({ name }) => name === "w:docPartGallery");
  return gallery !== undefined && OF_WORD.test(xmlAttribute(gallery, "w:val") ?? "");
}
