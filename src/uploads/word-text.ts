/**
 * What the reader of Word documents passes over, said in what it reads: fields, runs of another direction, ruby, text
 * boxes. And what is no part of the text, and told: hidden text, deletions, comments, charts and the like.
 * @see ECMA-376, part 1, sections 17.3.2, 17.3.3.25, 17.13 and 17.16.19
 */
import { xmlDocument, xmlText } from "../text/xml";
import { type HiddenStyles, type Hiding, isHiddenRun, isOfHiddenStyle } from "./word-hidden";
import type { LeftOut } from "./word-left-out";
import { BOX, lostOfDrawing, lostOfEquation, lostOfObject, takenOf } from "./word-things";
import {
  childNamed,
  elementsIn,
  textIn,
  wrapped,
  writtenXml,
  type XmlElement,
  xmlAttribute,
} from "./xml-tree";

interface Reading extends Hiding {
  readonly left: LeftOut;
}

/** A part with text in it, for the reader. */
export function readableText(root: XmlElement, hiddenStyles: HiddenStyles, left: LeftOut): string {
  return xmlDocument({ xml: one(root, { hiddenStyles, left, isHidden: false }) });
}

function written(nodes: readonly (XmlElement | string)[], reading: Reading): string {
  return nodes.map(node => (typeof node === "string" ? xmlText(node) : one(node, reading))).join("");
}

function one(node: XmlElement, reading: Reading): string {
  const inner = () => written(node.children, reading);
  const special = SPECIAL.get(node.name);
  if (special !== undefined) return special(node, reading, inner);
  return wrapped(node, inner());
}

type Special = (node: XmlElement, reading: Reading, inner: () => string) => string;

const SPECIAL: ReadonlyMap<string, Special> = new Map(
  Object.entries<Special>({
    "w:cr": () => "<w:br/>",
    "w:ptab": () => "<w:tab/>",
    "w:dstrike": node => wrapped({ ...node, name: "w:strike" }, ""),
    "w:fldSimple": (node, _, inner) => field(xmlAttribute(node, "w:instr") ?? "", inner()),
    "w:bdo": (node, _, inner) => directed("bdo", node, inner()),
    "w:dir": (node, _, inner) => directed("dir", node, inner()),
    "w:ruby": (node, reading) => ruby(node, reading),
    "w:p": (node, reading) => {
      const isHidden = isOfHiddenStyle(childNamed(node, "w:pPr"), "w:pStyle", reading);
      return wrapped(node, written(node.children, { ...reading, isHidden }));
    },
    "w:r": (node, reading, inner) =>
      isHiddenRun(node, reading) ? hidden(node, reading) : wrapped(node, inner()),
    "w:del": (node, { left }) => {
      const words = textOf(node);
      if (words.trim() !== "") left.deleted.push(words);
      // Without words it may say that a paragraph's end was deleted.
      return words === "" ? wrapped(node, "") : "";
    },
    "w:moveFrom": node => wrapped(node, ""),
    "w:ins": (node, { left }, inner) => {
      if (textOf(node).trim() !== "") left.inserted += 1;
      return wrapped(node, inner());
    },
    "w:commentReference": (_, { left }) => {
      left.comments += 1;
      return "";
    },
    "w:drawing": (node, reading) => {
      tell(reading, lostOfDrawing(node));
      return wrapped(node, withoutBoxes(node)) + boxesIn(node, reading);
    },
    "w:object": (node, reading, inner) => {
      tell(reading, lostOfObject(node));
      return wrapped(node, inner());
    },
    "o:OLEObject": () => "",
    "m:oMathPara": (_, __, inner) => inner(),
    "m:oMath": (node, reading) => {
      tell(reading, lostOfEquation(node));
      return "";
    },
    "mc:AlternateContent": (node, reading) => written(takenOf(node), reading),
  }),
);

/** The same as a field of several runs, which the reader knows. */
function field(instruction: string, inner: string): string {
  if (inner === "") return "";
  const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const said = `<w:r><w:instrText xml:space="preserve">${xmlText(instruction)}</w:instrText></w:r>`;
  return sign("begin") + said + sign("separate") + inner + sign("end");
}

/** Places in the text where an element begins or ends, which the reader writes as an empty link with an id. */
const PLACES: Readonly<Record<string, string>> = {
  "dhikra-bdo-rtl": '<bdo dir="rtl">',
  "dhikra-bdo-ltr": '<bdo dir="ltr">',
  "dhikra-bdo-end": "</bdo>",
  "dhikra-dir-rtl": '<span dir="rtl">',
  "dhikra-dir-ltr": '<span dir="ltr">',
  "dhikra-dir-end": "</span>",
  "dhikra-ruby": "<ruby>",
  "dhikra-rt": "<rt>",
  "dhikra-rt-end": "</rt>",
  "dhikra-ruby-end": "</ruby>",
};

const place = (name: keyof typeof PLACES) => `<w:bookmarkStart w:id="0" w:name="${name}"/>`;

/** The reader's HTML with elements at those places. */
export const withElements = (html: string) =>
  html.replaceAll(/<a id="(dhikra-[a-z-]{1,20})"><\/a>/g, (written, name: string) => PLACES[name] ?? written);

function directed(kind: "bdo" | "dir", node: XmlElement, inner: string): string {
  if (inner === "") return "";
  const direction = xmlAttribute(node, "w:val") === "rtl" ? "rtl" : "ltr";
  return place(`dhikra-${kind}-${direction}`) + inner + place(`dhikra-${kind}-end`);
}

function ruby(node: XmlElement, reading: Reading): string {
  const [base, above] = ["w:rubyBase", "w:rt"].map(name =>
    written(childNamed(node, name)?.children ?? [], reading),
  );
  if (base === "" || above === "") return base ?? "";
  const reads = `${place("dhikra-rt")}${above}${place("dhikra-rt-end")}`;
  return place("dhikra-ruby") + base + reads + place("dhikra-ruby-end");
}

function tell({ left }: Reading, thing: string | null): void {
  if (thing !== null) left.things.push(thing);
}

/** What of a drawing the reader looks at: pictures. */
const withoutBoxes = (node: XmlElement): string =>
  elementsIn(node)
    .map(child => (child.name === BOX ? "" : wrapped(child, withoutBoxes(child))))
    .join("");

/** Text boxes of a drawing, in the form that the reader knows. */
function boxesIn(node: XmlElement, reading: Reading): string {
  return elementsIn(node)
    .map(child =>
      child.name === BOX
        ? `<w:pict>${wrapped(child, written(child.children, reading))}</w:pict>`
        : boxesIn(child, reading),
    )
    .join("");
}

/** Signs of fields stay: a field that begins must end. */
function hidden(node: XmlElement, { left }: Reading): string {
  const words = textOf(node);
  if (words.trim() !== "") left.hidden.push(words);
  const signs = elementsIn(node).filter(({ name }) => name === "w:fldChar" || name === "w:instrText");
  return signs.length === 0 ? "" : `<w:r>${signs.map(writtenXml).join("")}</w:r>`;
}

const textOf = (node: XmlElement) => textIn(node, ["w:t", "w:delText"]);
