/** Pictures and text boxes in a Word document. @see ECMA-376, part 1, sections 20.1, 20.4 and 14.1 */
import { BOX, lostOfDrawing } from "./objects";
import { attributeText, type Piece } from "./pieces";
import type { Place } from "./reading";
import { childNamed, elementsIn, type XmlElement, xmlAttribute } from "./xml";

/** @param node `w:drawing`: pictures by themselves, or a shape with words in it. */
export function drawingPieces(node: XmlElement, place: Place): Piece[] {
  const lost = lostOfDrawing(node);
  if (lost !== null) place.reading.left.objects.push(lost);
  place.boxes.push(...boxesIn(node));
  const properties = firstIn(node, "wp:docPr");
  const alt = said(properties, "descr") || said(properties, "title");
  if (firstIn(node, "pic:pic") === undefined) return [];
  return allIn(node, "a:blip").flatMap(blip => {
    const relation = xmlAttribute(blip, "r:embed") || xmlAttribute(blip, "r:link") || "";
    return pictureOf(relation, alt, place);
  });
}

/** @param node `w:pict` or `w:object`: the same for older programs. */
export function pictPieces(node: XmlElement, place: Place): Piece[] {
  place.boxes.push(...boxesIn(node));
  return allIn(node, "v:imagedata").flatMap(image => {
    const relation = xmlAttribute(image, "r:id") ?? xmlAttribute(image, "o:relid") ?? "";
    const alt = said(firstIn(node, "v:shape"), "alt") || said(image, "o:title");
    return pictureOf(relation, alt, place);
  });
}

function pictureOf(id: string, alt: string, { part, reading, fields, around }: Place): Piece[] {
  const relation = part.relations.get(id);
  if (relation === undefined || !fields.isShown) return [];
  const text = isPath(alt) ? "" : alt;
  const shown = (src: string) => [
    { html: `<img src="${attributeText(src)}" alt="${attributeText(text)}">`, around: linkOf(around) },
  ];
  // What is not in the document is told like a picture of another site.
  if (relation.isExternal) return shown(relation.target);
  if (!reading.package.hasPart(relation.target)) {
    reading.left.objects.push(
      alt === "" ? "a picture that is missing" : `a picture that is missing (${alt})`,
    );
    return [];
  }
  return shown(`word:${reading.pictures.push(relation.target)}`);
}

/** A picture is neither bold nor struck through. */
const linkOf = (around: readonly string[]) => around.filter(tag => tag.startsWith("a "));

/** What Word puts there by itself: where the picture lay on somebody's computer. It says nothing to anybody. */
const isPath = (alt: string) =>
  /^(?:[a-z]:[\\/]|\\\\|file:|\/)/i.test(alt) ||
  /^[^\s]+\.(?:jpe?g|png|gif|bmp|tiff?|webp|heic|emf|wmf)$/i.test(alt);

const said = (node: XmlElement | undefined, name: string) =>
  node === undefined ? "" : (xmlAttribute(node, name) ?? "").trim();

/** Outside of text boxes, which are read in their own place. */
function allIn(node: XmlElement, name: string): XmlElement[] {
  return elementsIn(node).flatMap(child => {
    if (child.name === BOX) return [];
    return child.name === name ? [child] : allIn(child, name);
  });
}

const firstIn = (node: XmlElement, name: string): XmlElement | undefined => allIn(node, name)[0];

/** Of two ways to say a box the one that is taken. */
function boxesIn(node: XmlElement): XmlElement[] {
  if (node.name === BOX) return [node];
  const taken = node.name === "mc:AlternateContent" ? (childNamed(node, "mc:Choice") ?? node) : node;
  return elementsIn(taken).flatMap(boxesIn);
}
