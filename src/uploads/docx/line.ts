/** What stands in a paragraph of a Word document: runs, fields, links, notes, pictures. @see ECMA-376, part 1, section 17.3 */
import { drawingPieces, pictPieces } from "./drawings";
import { lostOfEquation, lostOfObject, takenOf } from "./objects";
import { attributeText, type Piece, textPiece } from "./pieces";
import type { Place } from "./reading";
import { formatOf, NO_FORMAT, type RunFormat, runFormat } from "./styles";
import { shownSigns, signOf } from "./symbols";
import { childNamed, elementsIn, settingOf, textIn, type XmlElement, xmlAttribute } from "./xml";

type Read = (node: XmlElement, place: Place) => Piece[];

/** The pieces of everything in it. What is not known is looked through, so that no word is lost. */
export function piecesIn(node: XmlElement, place: Place): Piece[] {
  return elementsIn(node).flatMap(child => pieceOf(child, place));
}

function pieceOf(node: XmlElement, place: Place): Piece[] {
  const read = READERS.get(node.name);
  return read === undefined ? piecesIn(node, place) : read(node, place);
}

const nothing: Read = () => [];

const READERS: ReadonlyMap<string, Read> = new Map(
  Object.entries<Read>({
    "w:pPr": nothing,
    "w:r": run,
    "w:hyperlink": hyperlink,
    "w:fldSimple": (node, place) =>
      place.fields.within(xmlAttribute(node, "w:instr") ?? "", () => piecesIn(node, place)),
    "w:bdo": (node, place) => directed("bdo", node, place),
    "w:dir": (node, place) => directed("span", node, place),
    "w:ins": inserted,
    "w:moveTo": inserted,
    "w:del": (node, place) => deleted(node, place, false),
    "w:moveFrom": (node, place) => deleted(node, place, true),
    "w:sdt": control,
    "w:sdtPr": nothing,
    "mc:AlternateContent": (node, place) => takenOf(node).flatMap(child => pieceOf(child, place)),
    "m:oMath": (node, { reading }) => {
      reading.left.objects.push(lostOfEquation(node));
      return [];
    },
  }),
);

function hyperlink(node: XmlElement, place: Place): Piece[] {
  const relation = place.part.relations.get(xmlAttribute(node, "r:id") ?? "");
  const anchor = xmlAttribute(node, "w:anchor") ?? "";
  if (relation === undefined || relation.target === "") return piecesIn(node, place);
  const isWhole = anchor === "" || relation.target.includes("#");
  return piecesIn(node, { ...place, address: isWhole ? relation.target : `${relation.target}#${anchor}` });
}

function directed(tag: "bdo" | "span", node: XmlElement, place: Place): Piece[] {
  const direction = xmlAttribute(node, "w:val") === "rtl" ? "rtl" : "ltr";
  return piecesIn(node, { ...place, around: [...place.around, `${tag} dir="${direction}"`] });
}

function inserted(node: XmlElement, place: Place): Piece[] {
  if (textOf(node).trim() !== "") place.reading.left.inserted += 1;
  return piecesIn(node, place);
}

/** Fields may begin or end in what was deleted. @param isMoved whether its words stand elsewhere. */
function deleted(node: XmlElement, place: Place, isMoved: boolean): Piece[] {
  const words = textOf(node);
  if (words.trim() !== "" && !isMoved) place.reading.left.deleted.push(words);
  if (words.trim() !== "" && isMoved) place.reading.left.moved += 1;
  takeSigns(node, place);
  return [];
}

function takeSigns(node: XmlElement, place: Place): void {
  for (const child of elementsIn(node)) {
    if (child.name === "w:fldChar") place.fields.sign(child);
    else if (child.name === "w:instrText" || child.name === "w:delInstrText")
      place.fields.instruct(textIn(child, [child.name]));
    else takeSigns(child, place);
  }
}

/** A content control. What Word puts into an empty one is nobody's text. @see ECMA-376, part 1, section 17.5.2.39 */
function control(node: XmlElement, place: Place): Piece[] {
  const content = childNamed(node, "w:sdtContent");
  if (content === undefined) return [];
  if (!isPlaceholder(node)) return piecesIn(content, place);
  tellPlaceholder(node, place);
  return [];
}

export const isPlaceholder = (control: XmlElement): boolean =>
  childNamed(childNamed(control, "w:sdtPr"), "w:showingPlcHdr") !== undefined;

export function tellPlaceholder(control: XmlElement, { reading }: Place): void {
  const words = textOf(control).trim();
  if (words !== "") reading.left.placeholders.push(words);
}

const textOf = (node: XmlElement) => textIn(node, ["w:t", "w:delText"]);

function run(node: XmlElement, place: Place): Piece[] {
  const properties = childNamed(node, "w:rPr");
  const own = runFormat(properties);
  const named = place.reading.styles.style(settingOf(properties, "w:rStyle"))?.run ?? NO_FORMAT;
  const paragraph = place.style?.run ?? NO_FORMAT;
  const seen = formatOf([own, named, paragraph, place.table, place.reading.styles.defaults]);
  if (isUnseen(seen, place)) {
    const words = textOf(node);
    if (words.trim() !== "" && place.fields.isShown) place.reading.left.hidden.push(words);
    takeSigns(node, place);
    return [];
  }
  const said = { ...formatOf([own, named]), isRtl: seen.isRtl, underline: own.underline };
  return partsOf(node).flatMap(child => {
    const read = PARTS.get(child.name);
    // Written anew for each: a field may begin or end within the run.
    const tags = () => tagsOf(said, place);
    if (read !== undefined) return read(child, place, tags, seen);
    return child.name === "w:rPr" ? [] : pieceOf(child, { ...place, around: tags() });
  });
}

/** Of several ways to say a part the one that is taken. */
const partsOf = (run: XmlElement): XmlElement[] =>
  elementsIn(run).flatMap(child => (child.name === "mc:AlternateContent" ? takenOf(child) : [child]));

/** Hidden, white on white, or too small to be seen. */
const isUnseen = ({ vanish, isWhite, isTiny, isShaded }: RunFormat, place: Place): boolean =>
  vanish === true || isTiny === true || (isWhite === true && isShaded !== true && !place.isShaded);

/** Runs that run from right to left have their weight and slant from the properties of complex scripts. */
function tagsOf(format: RunFormat, { around, address, fields }: Place): string[] {
  const isRtl = format.isRtl === true;
  const link = fields.address ?? address;
  return [
    ...around,
    ...(link === null ? [] : [`a href="${attributeText(link)}"`]),
    ...((isRtl ? format.boldCs : format.bold) ? ["strong"] : []),
    ...((isRtl ? format.italicCs : format.italic) ? ["em"] : []),
    ...(format.underline && link === null ? ["u"] : []),
    ...(format.strike ? ["s"] : []),
    ...(format.raised === "sup" || format.raised === "sub" ? [format.raised] : []),
    ...(format.highlight ? ["mark"] : []),
  ];
}

type ReadPart = (node: XmlElement, place: Place, tags: () => string[], seen: RunFormat) => Piece[];

const sign =
  (text: string): ReadPart =>
  (_, { fields }, tags) =>
    fields.isShown ? [textPiece(text, tags())] : [];

const lineBreak: ReadPart = (_, { fields }) => (fields.isShown ? [{ html: "<br>", around: [] }] : []);

const PARTS: ReadonlyMap<string, ReadPart> = new Map(
  Object.entries<ReadPart>({
    "w:t": (node, place, tags, { font }) => {
      if (!place.fields.isShown) return [];
      return [textPiece(shownSigns(textIn(node, ["w:t"]), font, place.reading.left), tags())];
    },
    "w:tab": sign("\t"),
    "w:ptab": sign("\t"),
    "w:noBreakHyphen": sign("\u2011"),
    "w:softHyphen": sign("\u00ad"),
    "w:cr": lineBreak,
    "w:br": (node, place, tags, seen) =>
      // The words on either side of a page's end are not one.
      ["page", "column"].includes(xmlAttribute(node, "w:type") ?? "")
        ? sign(" ")(node, place, tags, seen)
        : lineBreak(node, place, tags, seen),
    "w:sym": (node, place, tags) => {
      const text = signOf(node, place.reading.left);
      return place.fields.isShown && text !== "" ? [textPiece(text, tags())] : [];
    },
    "w:fldChar": (node, { fields }, tags) => {
      const isShown = fields.isShown;
      const shown = fields.sign(node);
      return isShown && shown !== "" ? [textPiece(shown, tags())] : [];
    },
    "w:instrText": (node, { fields }) => {
      fields.instruct(textIn(node, ["w:instrText"]));
      return [];
    },
    "w:footnoteReference": noteReference,
    "w:endnoteReference": noteReference,
    "w:commentReference": (_, { reading }) => {
      reading.left.comments += 1;
      return [];
    },
    "w:drawing": (node, place, tags) => drawingPieces(node, { ...place, around: tags() }),
    "w:pict": (node, place, tags) => pictPieces(node, { ...place, around: tags() }),
    "w:object": (node, place, tags) => {
      place.reading.left.objects.push(lostOfObject(node));
      return pictPieces(node, { ...place, around: tags() });
    },
    "w:ruby": ruby,
  }),
);

function noteReference(node: XmlElement, place: Place): Piece[] {
  const type = node.name === "w:endnoteReference" ? "endnote" : "footnote";
  const id = xmlAttribute(node, "w:id") ?? "";
  const number = place.reading.notes.push({ type, id });
  const name = `${type}-${attributeText(id)}`;
  const link = `<a href="#${name}" id="ref-${name}">[${number}]</a>`;
  return place.fields.isShown ? [{ html: link, around: [...place.around, "sup"] }] : [];
}

function ruby(node: XmlElement, place: Place, tags: () => string[]): Piece[] {
  const [base, above] = ["w:rubyBase", "w:rt"].map(name => {
    const part = childNamed(node, name);
    return part === undefined ? [] : piecesIn(part, { ...place, around: [] });
  });
  const around = tags();
  const inside = (pieces: readonly Piece[], more: string[]) =>
    pieces.map(piece => ({ ...piece, around: [...around, ...more, ...piece.around] }));
  if (base === undefined || above === undefined || above.length === 0) return inside(base ?? [], []);
  return [...inside(base, ["ruby"]), ...inside(above, ["ruby", "rt"])];
}
