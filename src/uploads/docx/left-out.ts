/** What of a Word document its article does not have: found here, named, and turned into warnings. */
import type { Note } from "../../articles/draft";
import { notesOf as warningsOfDropped } from "../../articles/write/text-input";
import { inQuotes } from "../../text/excerpt";
import type { UploadWarning } from "../warnings";
import { elementsIn, textIn, type XmlElement, xmlAttribute } from "./xml-tree";

export interface LeftOut {
  readonly hidden: string[];
  readonly deleted: string[];
  /** Charts and other objects of no article: each with its kind and its name. */
  readonly objects: string[];
  /** Words of headers and footers, each once. */
  readonly margins: Set<string>;
  /** How many. */
  comments: number;
  /** How many insertions are not yet accepted: they are in the text. */
  inserted: number;
}

export const nothingLeftOut = (): LeftOut => ({
  ...{ hidden: [], deleted: [], objects: [], margins: new Set<string>() },
  ...{ comments: 0, inserted: 0 },
});

/** How many are named in a warning. */
const NAMED = 10;

/** @param messages of mammoth. */
export function warningsOfLeftOut(left: LeftOut, messages: readonly string[]): Note[] {
  const commented = `The document has comments (${left.comments}); they were left out.`;
  return [
    ...warningsOfParts([...left.objects, ...unknownIn(messages)]),
    ...warningsOfDropped(left.hidden.map(words => ({ kind: "hidden", what: inQuotes(words) }))),
    ...warningsOfChanges(left),
    ...(left.comments === 0 ? [] : [{ code: "comments-left-out", message: commented }]),
    ...warningsOfMargins([...left.margins]),
  ];
}

/** Elements that mammoth does not know. */
const unknownIn = (messages: readonly string[]): string[] =>
  messages.flatMap(message => /unrecognised element was ignored: (\S+)/i.exec(message)?.[1] ?? []);

function warningsOfParts(parts: readonly string[]): UploadWarning[] {
  if (parts.length === 0) return [];
  const message = `Parts of the document are of kinds that are not read, and were left out: ${listed([...new Set(parts)])}. Check the text: a picture may be put in their place, or words that say what they show.`;
  return [{ code: "parts-left-out", message }];
}

function warningsOfMargins(margins: readonly string[]): UploadWarning[] {
  if (margins.length === 0) return [];
  const message = `What stands in headers and footers is no part of an article, and was left out: ${listed(margins.map(inQuotes))}. If it belongs to the text, write it there.`;
  return [{ code: "headers-left-out", message }];
}

function warningsOfChanges({ deleted, inserted }: LeftOut): UploadWarning[] {
  const quoted = deleted.slice(0, NAMED).map(inQuotes).join(", ");
  const changes = [
    ...(inserted === 0 ? [] : [`what was inserted (${placesOf(inserted)}) is in the article`]),
    ...(deleted.length === 0 ? [] : [`what was deleted (${placesOf(deleted.length)}) is not: ${quoted}`]),
  ];
  const message = `The document has tracked changes that nobody has settled: ${changes.join("; ")}. Accept or reject them in the word processor if it should be otherwise.`;
  return changes.length === 0 ? [] : [{ code: "tracked-changes", message }];
}

const placesOf = (count: number) => (count === 1 ? "in one place" : `in ${count} places`);

function listed(names: readonly string[]): string {
  const more = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** A text box: its words are part of the text. */
export const BOX = "w:txbxContent";

/** What a drawing holds, by the end of its URI; null for pictures. @see ECMA-376, part 1, section 20.1.2.2.17; MS-ODRAWXML, section 2.6 */
const HELD: readonly (readonly [end: RegExp, name: string | null])[] = [
  [/\/picture$/, null],
  [/\/chart(?:ex)?$/, "a chart"],
  [/\/diagram$/, "a diagram"],
  [/\/wordprocessingInk$/, "a drawing by hand"],
  [/\/model3d$/, "a model in three dimensions"],
];
const SHAPES = /\/(?:wordprocessing(?:Shape|Group|Canvas)|lockedCanvas)$/;

/** @param drawing `w:drawing`. @returns what in it is lost; null for pictures, for words, and for lines without a description. */
export function lostInDrawing(drawing: XmlElement): string | null {
  const graphic = firstIn(drawing, "a:graphicData");
  if (graphic === undefined) return null;
  const uri = attribute(graphic, "uri");
  const properties = firstIn(drawing, "wp:docPr");
  const description = attribute(properties, "descr") || attribute(properties, "title");
  const name = description || attribute(properties, "name");
  const held = HELD.find(([end]) => end.test(uri));
  if (held !== undefined) return held[1] === null ? null : named(held[1], name);
  if (!SHAPES.test(uri)) return named("an object", name);
  // mammoth finds pictures that stand alone, and none in a group or in the filling of a shape.
  if (firstIn(graphic, "a:blip") !== undefined) return named("pictures in a drawing", name);
  const hasWords = textIn(graphic, ["w:t"]).trim() !== "";
  return description === "" || hasWords ? null : named("a drawing", description);
}

/** @param node `w:object`: made by another program. Its preview is a picture. */
export function lostObject(node: XmlElement): string {
  const made = attribute(firstIn(node, "o:OLEObject"), "ProgID");
  const kind = made === "" ? "an embedded object" : `an embedded object of ${made.slice(0, 40)}`;
  return named(kind, attribute(firstIn(node, "v:imagedata"), "o:title"));
}

/** @param node `m:oMath`. @see ECMA-376, part 1, section 22.1.2.77 */
export const lostEquation = (node: XmlElement): string => named("an equation", textIn(node, ["m:t"]));

const named = (kind: string, name: string) => (name.trim() === "" ? kind : `${kind} (${inQuotes(name)})`);

/** An attribute's value; empty without the attribute or the element. */
const attribute = (node: XmlElement | undefined, name: string) =>
  node === undefined ? "" : (xmlAttribute(node, name) ?? "").trim();

/** The first element of that name, outside of text boxes. */
function firstIn(node: XmlElement, name: string): XmlElement | undefined {
  for (const child of elementsIn(node)) {
    if (child.name === BOX) continue;
    const found = child.name === name ? child : firstIn(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
