/** Lines of words: where one ends, and what of a line is no part of it. */
import type { Element, ElementContent } from "hast";
import { describedWithin, isBlank } from "./inline";
import { element } from "./reading";

const isBreak = (node: ElementContent | undefined) => node?.type === "element" && node.tagName === "br";
const isImage = (node: ElementContent): node is Element => node.type === "element" && node.tagName === "img";
const isSpace = (node: ElementContent) => node.type === "text" && node.value.trim() === "";

/** Paragraphs of a run of words: two breaks in a row are how some programs end one. */
export function paragraphs(words: readonly ElementContent[]): Element[] {
  const parts: ElementContent[][] = [[]];
  let breaks = 0;
  for (const node of words) {
    if (isBreak(node)) breaks += 1;
    else if (!(breaks > 0 && isSpace(node))) {
      if (breaks >= 2) parts.push([]);
      else if (breaks === 1) parts.at(-1)?.push(element("br", {}, []));
      const isAfterBreak = breaks > 0 && node.type === "text";
      breaks = 0;
      parts.at(-1)?.push(isAfterBreak ? { ...node, value: trimStart(node.value) } : node);
    }
  }
  return parts.flatMap(part => (isBlank(part) ? [] : paragraph(part)));
}

/** Pictures alone are a figure. One that could not be kept leaves its description, in the figure or in the line. */
function paragraph(words: ElementContent[]): Element[] {
  if (!words.every(node => isImage(node) || isSpace(node) || isBreak(node)))
    return [element("p", {}, lineOf(words))];
  const images = words.filter(isImage);
  const kept = images.filter(image => "src" in image.properties);
  const left = images.filter(image => !("src" in image.properties) && described(image).length > 0);
  const captions = left.map(image => element("figure", {}, [element("figcaption", {}, described(image))]));
  return [...(kept.length === 0 ? [] : [element("figure", {}, kept)]), ...captions];
}

/** Its description, and under it what was its caption. */
const described = ({ properties: { alt, title } }: Element): ElementContent[] =>
  [alt, title]
    .filter(said => typeof said === "string" && said !== "")
    .flatMap((said, place): ElementContent[] => {
      const words: ElementContent = { type: "text", value: String(said) };
      return place === 0 ? [words] : [element("br", {}, []), words];
    });

/** A line without white space and breaks at its ends, and with words in place of pictures that could not be kept. */
export function lineOf(words: readonly ElementContent[]): ElementContent[] {
  const shown = describedWithin(words);
  const first = shown.findIndex(node => !isSpace(node) && !isBreak(node));
  const last = shown.findLastIndex(node => !isSpace(node) && !isBreak(node));
  return shown.slice(Math.max(first, 0), last + 1).map((node, place, all) => {
    if (node.type !== "text") return node;
    const value = place === 0 ? trimStart(node.value) : node.value;
    return { ...node, value: place === all.length - 1 ? trimEnd(value) : value };
  });
}

// Only the space that browsers do not show either: NBSP is the author's.
const trimStart = (text: string) => text.replace(/^[ \n]+/, "");
const trimEnd = (text: string) => text.replace(/[ \n]+$/, "");
