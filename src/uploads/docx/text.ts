/**
 * The text of a Word document, written anew for mammoth: what mammoth passes over (fields, runs of another direction,
 * ruby, text boxes) is written as what it knows, and what is no part of the article (hidden text, deletions, comments,
 * charts) is taken out and noted.
 * @see ECMA-376, part 1, sections 17.3.2, 17.3.3.25, 17.13 and 17.16.19
 */
import { xmlDocument, xmlText } from "../../text/xml";
import { BOX, type LeftOut, lostEquation, lostInDrawing, lostObject } from "./left-out";
import {
  childNamed,
  elementsIn,
  textIn,
  wrapped,
  writtenXml,
  type XmlElement,
  xmlAttribute,
} from "./xml-tree";

interface Context extends Hiding {
  readonly left: LeftOut;
}

/** A part of the document, as XML for mammoth. @param left gets what is taken out. */
export function textForMammoth(root: XmlElement, hiddenStyles: HiddenStyles, left: LeftOut): string {
  return xmlDocument({ xml: one(root, { hiddenStyles, left, isHidden: false }) });
}

function written(nodes: readonly (XmlElement | string)[], context: Context): string {
  return nodes.map(node => (typeof node === "string" ? xmlText(node) : one(node, context))).join("");
}

function one(node: XmlElement, context: Context): string {
  const inner = () => written(node.children, context);
  const special = SPECIAL.get(node.name);
  if (special !== undefined) return special(node, context, inner);
  return wrapped(node, inner());
}

type Special = (node: XmlElement, context: Context, inner: () => string) => string;

const SPECIAL: ReadonlyMap<string, Special> = new Map(
  Object.entries<Special>({
    "w:cr": () => "<w:br/>",
    "w:ptab": () => "<w:tab/>",
    "w:dstrike": node => wrapped({ ...node, name: "w:strike" }, ""),
    "w:fldSimple": (node, _, inner) => field(xmlAttribute(node, "w:instr") ?? "", inner()),
    "w:bdo": (node, _, inner) => directed("bdo", node, inner()),
    "w:dir": (node, _, inner) => directed("dir", node, inner()),
    "w:ruby": (node, context) => ruby(node, context),
    "w:p": (node, context) => {
      const isHidden = isOfHiddenStyle(childNamed(node, "w:pPr"), "w:pStyle", context);
      return wrapped(node, written(node.children, { ...context, isHidden }));
    },
    "w:r": (node, context, inner) =>
      isHiddenRun(node, context) ? hidden(node, context) : wrapped(node, inner()),
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
    "w:drawing": (node, context) => {
      noteObject(context, lostInDrawing(node));
      return wrapped(node, withoutBoxes(node)) + boxesIn(node, context);
    },
    "w:object": (node, context, inner) => {
      noteObject(context, lostObject(node));
      return wrapped(node, inner());
    },
    "o:OLEObject": () => "",
    "m:oMathPara": (_, __, inner) => inner(),
    "m:oMath": (node, context) => {
      noteObject(context, lostEquation(node));
      return "";
    },
    "mc:AlternateContent": (node, context) => written(chosenAlternative(node), context),
  }),
);

/** The same as a field of several runs, which mammoth knows. */
function field(instruction: string, inner: string): string {
  if (inner === "") return "";
  const sign = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
  const code = `<w:r><w:instrText xml:space="preserve">${xmlText(instruction)}</w:instrText></w:r>`;
  return sign("begin") + code + sign("separate") + inner + sign("end");
}

/** Bookmarks where an element begins or ends: mammoth writes each as an empty link with an id. */
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

/** mammoth's HTML, with elements in place of those links. */
export const withElements = (html: string) =>
  html.replaceAll(/<a id="(dhikra-[a-z-]{1,20})"><\/a>/g, (written, name: string) => PLACES[name] ?? written);

function directed(kind: "bdo" | "dir", node: XmlElement, inner: string): string {
  if (inner === "") return "";
  const direction = xmlAttribute(node, "w:val") === "rtl" ? "rtl" : "ltr";
  return place(`dhikra-${kind}-${direction}`) + inner + place(`dhikra-${kind}-end`);
}

function ruby(node: XmlElement, context: Context): string {
  const [base, above] = ["w:rubyBase", "w:rt"].map(name =>
    written(childNamed(node, name)?.children ?? [], context),
  );
  if (base === "" || above === "") return base ?? "";
  const reads = `${place("dhikra-rt")}${above}${place("dhikra-rt-end")}`;
  return place("dhikra-ruby") + base + reads + place("dhikra-ruby-end");
}

function noteObject({ left }: Context, object: string | null): void {
  if (object !== null) left.objects.push(object);
}

/** A drawing without its text boxes: pictures. */
const withoutBoxes = (node: XmlElement): string =>
  elementsIn(node)
    .map(child => (child.name === BOX ? "" : wrapped(child, withoutBoxes(child))))
    .join("");

/** Text boxes of a drawing, in the form that mammoth knows. */
function boxesIn(node: XmlElement, context: Context): string {
  return elementsIn(node)
    .map(child =>
      child.name === BOX
        ? `<w:pict>${wrapped(child, written(child.children, context))}</w:pict>`
        : boxesIn(child, context),
    )
    .join("");
}

/** Marks of fields stay: a field that begins must end. */
function hidden(node: XmlElement, { left }: Context): string {
  const words = textOf(node);
  if (words.trim() !== "") left.hidden.push(words);
  const signs = elementsIn(node).filter(({ name }) => name === "w:fldChar" || name === "w:instrText");
  return signs.length === 0 ? "" : `<w:r>${signs.map(writtenXml).join("")}</w:r>`;
}

const textOf = (node: XmlElement) => textIn(node, ["w:t", "w:delText"]);

/**
 * Which of several forms of the same content mammoth takes: the one for older programs or, where that is empty, the one
 * for newer ones. @see ECMA-376, part 3, section 10.2
 */
export function chosenAlternative(alternatives: XmlElement): XmlElement["children"] {
  const older = childNamed(alternatives, "mc:Fallback");
  const taken = older && elementsIn(older).length > 0 ? older : childNamed(alternatives, "mc:Choice");
  return taken?.children ?? [];
}

/** Styles whose text is hidden, by their ids. */
export type HiddenStyles = ReadonlySet<string>;

/** What beside its own properties hides a run. */
export interface Hiding {
  readonly hiddenStyles: HiddenStyles;
  /** Whether the style of the paragraph hides what is in it. */
  readonly isHidden: boolean;
}

/** Whether a run is hidden: by itself, by its style or by that of its paragraph. @see ECMA-376, part 1, 17.3.2.41 */
export function isHiddenRun(node: XmlElement, hiding: Hiding): boolean {
  const properties = childNamed(node, "w:rPr");
  const own = properties && childNamed(properties, "w:vanish");
  if (own !== undefined) return isOn(own);
  return hiding.isHidden || isOfHiddenStyle(properties, "w:rStyle", hiding);
}

const isOn = (node: XmlElement) => !["0", "false", "off"].includes(xmlAttribute(node, "w:val") ?? "");

function isOfHiddenStyle(
  properties: XmlElement | undefined,
  name: string,
  { hiddenStyles }: Hiding,
): boolean {
  const style = properties && childNamed(properties, name);
  return style !== undefined && hiddenStyles.has(xmlAttribute(style, "w:val") ?? "");
}

/** How long a chain of styles may be, each based on the next; Word takes no more. */
const DEEPEST_STYLE = 12;

/** Styles that hide their text, and those based on them. @param styles the root of `word/styles.xml`. */
export function hiddenStylesIn(styles: XmlElement): HiddenStyles {
  const found = new Set<string>();
  const all = elementsIn(styles).filter(({ name }) => name === "w:style");
  for (let step = 0; step < DEEPEST_STYLE; step++)
    for (const style of all) {
      const properties = childNamed(style, "w:rPr");
      const vanish = properties && childNamed(properties, "w:vanish");
      const base = childNamed(style, "w:basedOn");
      const isHidden = vanish ? isOn(vanish) : base && found.has(xmlAttribute(base, "w:val") ?? "");
      if (isHidden) found.add(xmlAttribute(style, "w:styleId") ?? "");
    }
  return found;
}
