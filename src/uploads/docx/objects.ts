/** What stands in a Word document and is neither words nor a picture: named, since no article can have it. */
import { inQuotes } from "../../text/excerpt";
import { childNamed, elementsIn, textIn, type XmlElement, xmlAttribute } from "./xml";

/** Words of their own, which are read in their own place. */
export const BOX = "w:txbxContent";

/** By how the address of what a drawing holds ends. @see ECMA-376, part 1, section 20.1.2.2.17; MS-ODRAWXML, section 2.6 */
const HELD: readonly (readonly [end: RegExp, name: string | null])[] = [
  [/\/picture$/, null],
  [/\/chart(?:ex)?$/, "a chart"],
  [/\/diagram$/, "a diagram"],
  [/\/wordprocessingInk$/, "a drawing by hand"],
  [/\/model3d$/, "a model in three dimensions"],
];
const SHAPES = /\/(?:wordprocessing(?:Shape|Group|Canvas)|lockedCanvas)$/;

/** @param drawing `w:drawing`. @returns what in it is lost; null for pictures, for words, and for lines that say nothing. */
export function lostOfDrawing(drawing: XmlElement): string | null {
  const graphic = firstIn(drawing, "a:graphicData");
  if (graphic === undefined) return null;
  const uri = said(graphic, "uri");
  const properties = firstIn(drawing, "wp:docPr");
  const description = said(properties, "descr") || said(properties, "title");
  const name = description || said(properties, "name");
  const held = HELD.find(([end]) => end.test(uri));
  if (held !== undefined) return held[1] === null ? null : named(held[1], name);
  if (!SHAPES.test(uri)) return named("an object", name);
  // The reader finds pictures that stand by themselves, and none that a group holds or a shape is filled with.
  if (firstIn(graphic, "a:blip") !== undefined) return named("pictures in a drawing", name);
  const hasWords = textIn(graphic, ["w:t"]).trim() !== "";
  return description === "" || hasWords ? null : named("a drawing", description);
}

/** @param node `w:object`: what another program made; what it looks like is a picture. */
export function lostOfObject(node: XmlElement): string {
  const made = said(firstIn(node, "o:OLEObject"), "ProgID");
  const kind = made === "" ? "an embedded object" : `an embedded object of ${made.slice(0, 40)}`;
  return named(kind, said(firstIn(node, "v:imagedata"), "o:title"));
}

/** @param node `m:oMath`. @see ECMA-376, part 1, section 22.1.2.77 */
export const lostOfEquation = (node: XmlElement): string => named("an equation", textIn(node, ["m:t"]));

const named = (kind: string, name: string) => (name.trim() === "" ? kind : `${kind} (${inQuotes(name)})`);

/** An attribute's value; empty if there is none, or nothing to bear it. */
const said = (node: XmlElement | undefined, name: string) =>
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

/**
 * Of several ways to say a thing what the reader takes: the one for older programs, or, where that has nothing, the one
 * for newer. @see ECMA-376, part 3, section 10.2
 */
export function takenOf(alternatives: XmlElement): XmlElement[] {
  const older = childNamed(alternatives, "mc:Fallback");
  const taken = older && elementsIn(older).length > 0 ? older : childNamed(alternatives, "mc:Choice");
  return taken === undefined ? [] : elementsIn(taken);
}
