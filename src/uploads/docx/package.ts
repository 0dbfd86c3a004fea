/**
 * The parts of a Word document, found by its relationships and inflated within bounds.
 * @see ECMA-376, part 2 (Open Packaging Conventions), sections 6 and 8
 */
import { type Issue, ProblemError } from "../../http/problem";
import { type Allowance, readEntry, type ZipEntry } from "../zip";
import { childNamed, elementsIn, type XmlElement, xmlAttribute, xmlTree } from "./xml";

/** How large a part may be, in bytes: twice the largest text that an article may have, and its markup; a picture. */
const XML_BYTES = 4 * 1024 * 1024;
const PICTURE_BYTES = 8 * 1024 * 1024;
/** All that is read of a document. */
const READ_BYTES = 30 * 1024 * 1024;
/** Of all parts; a page has some two hundred. */
const MOST_ELEMENTS = 80_000;

export const UNREADABLE: Issue = {
  code: "unreadable-document",
  field: "body",
  message:
    "The Word document is damaged and cannot be read. Send it again, since it may have been cut off on the way; if it is refused again, open it in a word processor and save it anew as .docx.",
};

const TOO_MANY: Issue = {
  code: "too-many-elements",
  field: "body",
  message: `The Word document has more than ${MOST_ELEMENTS} elements (paragraphs, cells, and the stretches of text in them). Split it into several.`,
};

export interface Relation {
  /** The end of its type: `image`, `hyperlink`, `footnotes`. */
  readonly type: string;
  /** The name of a part, or an address if it is external. */
  readonly target: string;
  readonly isExternal: boolean;
}

export interface Part {
  readonly root: XmlElement;
  readonly relations: ReadonlyMap<string, Relation>;
}

export interface WordPackage {
  readonly main: Part;
  readonly styles: XmlElement | null;
  readonly numbering: XmlElement | null;
  readonly footnote: Part | null;
  readonly endnote: Part | null;
  /** Headers and footers, whether or not a section of the document has them. */
  readonly margins: readonly XmlElement[];
  readonly hasPart: (name: string) => boolean;
  /** The bytes of a picture; null where there is none. @throws ProblemError */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
}

const ROOT_RELATIONS = "_rels/.rels";
const MARGIN = /^word\/(?:header|footer)\d*\.xml$/i;

/**
 * @param bytes a ZIP archive with the given entries.
 * @throws ProblemError `invalid` for XML that no word processor writes, or too much of it; `too-large`.
 */
export async function openPackage(bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<WordPackage> {
  const byName = new Map(entries.map(entry => [entry.name.toLowerCase(), entry]));
  const allowance: Allowance = { left: READ_BYTES };
  let elements = 0;
  const inflate = async (name: string, most: number) => {
    const entry = byName.get(name.toLowerCase());
    return entry === undefined ? null : await readEntry(bytes, entry, most, allowance);
  };
  const rootOf = async (name: string): Promise<XmlElement | null> => {
    const part = await inflate(name, XML_BYTES);
    if (part === null) return null;
    const root = xmlTree(textOf(part));
    if (root === null) throw new ProblemError({ code: "invalid", faults: [UNREADABLE] });
    elements += countOf(root);
    if (elements > MOST_ELEMENTS) throw new ProblemError({ code: "invalid", faults: [TOO_MANY] });
    return root;
  };
  const open = async (name: string): Promise<Part | null> => {
    const root = await rootOf(name);
    return root && { root, relations: relationsIn(await rootOf(relationsOf(name)), name) };
  };
  const top = relationsIn(await rootOf(ROOT_RELATIONS), "");
  const main = await open(targetOf(top, "officeDocument") ?? MAIN_PART);
  if (main === null) throw new ProblemError({ code: "invalid", faults: [UNREADABLE] });
  const related = async (type: string) => {
    const target = targetOf(main.relations, type);
    return target === null ? null : await open(target);
  };
  const margins: XmlElement[] = [];
  for (const { name } of entries.filter(({ name }) => MARGIN.test(name))) {
    const root = await rootOf(name);
    if (root !== null) margins.push(root);
  }
  return {
    main,
    styles: (await related("styles"))?.root ?? null,
    numbering: (await related("numbering"))?.root ?? null,
    footnote: await related("footnotes"),
    endnote: await related("endnotes"),
    margins,
    hasPart: name => byName.has(name.toLowerCase()),
    picture: name => inflate(name, PICTURE_BYTES),
  };
}

/** The part that a relation of a type names; null where there is none. */
const targetOf = (relations: ReadonlyMap<string, Relation>, type: string): string | null =>
  [...relations.values()].find(relation => relation.type === type && !relation.isExternal)?.target ?? null;

const MAIN_PART = "word/document.xml";

/** UTF-8 or UTF-16, as the mark at its beginning says. */
function textOf(part: Uint8Array): string {
  const encoding =
    part[0] === 0xff && part[1] === 0xfe
      ? "utf-16le"
      : part[0] === 0xfe && part[1] === 0xff
        ? "utf-16be"
        : "utf-8";
  return new TextDecoder(encoding).decode(part);
}

const countOf = (node: XmlElement): number =>
  elementsIn(node).reduce((count, child) => count + countOf(child), 1);

/** `word/document.xml` → `word/_rels/document.xml.rels` */
function relationsOf(name: string): string {
  const slash = name.lastIndexOf("/") + 1;
  return `${name.slice(0, slash)}_rels/${name.slice(slash)}.rels`;
}

function relationsIn(root: XmlElement | null, from: string): Map<string, Relation> {
  const found = root === null ? [] : elementsIn(root).filter(({ name }) => name === "Relationship");
  return new Map(
    found.map(relation => {
      const isExternal = xmlAttribute(relation, "TargetMode") === "External";
      const target = xmlAttribute(relation, "Target") ?? "";
      const type = (xmlAttribute(relation, "Type") ?? "").split("/").at(-1) ?? "";
      return [
        xmlAttribute(relation, "Id") ?? "",
        { type, isExternal, target: isExternal ? target : resolved(target, from) },
      ];
    }),
  );
}

/** The name of a part, from a target that may be relative to the part that names it. */
function resolved(target: string, from: string): string {
  const path = target.startsWith("/") ? [] : from.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== "" && step !== ".") path.push(step);
  }
  return path.join("/");
}

/** The first of a document's children that is its body. */
export const bodyOf = (part: Part): XmlElement => childNamed(part.root, "w:body") ?? part.root;
