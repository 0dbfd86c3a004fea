/** Inline content: words, emphasis, links and pictures, and the paragraphs that they make. */
import type { Element, ElementContent, Nodes } from "hast";
import { isVisible } from "../clean";
import { bareAddress, safeAddress } from "../url";
import {
  attribute,
  cleaned,
  element,
  languageOf,
  type Reading,
  report,
  textIn,
  wholeNumber,
} from "./reading";
import { DROPPED, INLINES, PASSED_OVER, RENAMED } from "./vocabulary";

/** Inline content in the article's vocabulary. White space becomes one space, as browsers show it; NBSP is kept. */
export function inline(reading: Reading, nodes: readonly Nodes[]): ElementContent[] {
  return nodes.flatMap(node => {
    if (node.type === "text") return text(reading, node.value);
    return node.type === "element" ? phrase(reading, node) : [];
  });
}

function text(reading: Reading, value: string): ElementContent[] {
  const plain = cleaned(reading, value.replaceAll(/[ \t\n\r\f]+/g, " "));
  return plain === "" ? [] : [{ type: "text", value: plain }];
}

function phrase(reading: Reading, node: Element): ElementContent[] {
  if (PASSED_OVER.has(node.tagName)) return [];
  if (DROPPED.has(node.tagName)) {
    report(reading, "element", node.tagName);
    return [];
  }
  if (node.tagName === "br") return [element("br", {}, [])];
  if (node.tagName === "img") return [picture(reading, node)];
  const children = describedWithin(inline(reading, node.children));
  const name = RENAMED[node.tagName] ?? node.tagName;
  if (name === "a") return link(reading, node, children);
  if (name === "span" || name === "font") return spanned(node, children);
  if (!(name in INLINES)) return children;
  const id = name === "sup" ? idOf(node) : {};
  if (isBlank(children)) return children;
  const title = name === "abbr" ? cleaned(reading, attribute(node, "title")).trim() : "";
  return [element(name, { ...id, ...(title === "" ? {} : { title }), ...languageOf(node) }, children)];
}

/** A span is kept only for its language. */
function spanned(node: Element, children: ElementContent[]): ElementContent[] {
  const language = languageOf(node);
  if (isBlank(children) || Object.keys(language).length === 0) return children;
  return [element("span", language, children)];
}

/** An unsafe link keeps only its words. A fragment is kept as it is until `linkNotes`. */
function link(reading: Reading, node: Element, children: ElementContent[]): ElementContent[] {
  const typed = attribute(node, "href");
  const id = idOf(node);
  const fragment = bareAddress(typed);
  const href = fragment.startsWith("#") ? fragment : safeAddress(typed);
  if (typed !== "" && href === null) report(reading, "address", bareAddress(typed));
  if (isBlank(children) || (href === null && !("id" in id))) return children;
  const words = withoutLinks(children);
  const title = titleOf(reading, node);
  if (!["", typed, href, textOf(words)].includes(title)) report(reading, "title", title);
  return [element("a", { ...(href === null ? {} : { href }), ...id, ...languageOf(node) }, words)];
}

/** No link contains another, though what a parser moves out of a table may. @see HTML Living Standard, 4.5.1 */
function withoutLinks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap(child => {
    if (child.type !== "element") return [child];
    const inner = withoutLinks(child.children);
    return child.tagName === "a" ? inner : [{ ...child, children: inner }];
  });
}

/** The `title` of a picture or a link; empty if there is none. */
const titleOf = (reading: Reading, node: Element) =>
  cleaned(reading, attribute(node, "title").replaceAll(/\s+/g, " ")).trim();

const textOf = (words: readonly ElementContent[]) => words.map(textIn).join("").trim();

const idOf = (node: Element) => {
  const id = attribute(node, "id");
  return id === "" ? {} : { id };
};

/**
 * A stored picture; or an `img` without a source, which keeps its description until it is known what is around it
 * (`lineOf`). One on another site is never loaded from there: it becomes a link. Its title is kept until it is known
 * whether it is a caption (`captioned`).
 */
function picture(reading: Reading, node: Element): ElementContent {
  const src = bareAddress(attribute(node, "src"));
  const alt = cleaned(reading, attribute(node, "alt").replaceAll(/\s+/g, " ")).trim();
  const title = titleOf(reading, node);
  const named = title === "" || title === alt ? {} : { title };
  const kept = reading.picture(src);
  if (kept === null) {
    report(reading, "picture", src.startsWith("data:") ? "a picture inside the text" : nameOf(src));
    const elsewhere = /^https?:/i.test(src) ? safeAddress(src) : null;
    if (elsewhere === null) return element("img", { alt, ...named }, []);
    if (alt !== "" && title !== "" && title !== alt) report(reading, "title", title);
    const words: ElementContent = { type: "text", value: alt || title || nameOf(elsewhere) };
    return element("a", { href: elsewhere }, [words]);
  }
  if (alt === "") report(reading, "alt", nameOf(src));
  const width = kept.width ?? wholeNumber(node, "width", 20_000);
  const height = kept.height ?? wholeNumber(node, "height", 20_000);
  const measures = width === null || height === null ? {} : { width, height };
  return element("img", { src: kept.src, alt, ...measures, ...named }, []);
}

/** A line in which pictures that were not kept are replaced by their descriptions, in brackets. */
function describedWithin(words: readonly ElementContent[]): ElementContent[] {
  return words.flatMap((node): ElementContent[] => {
    if (node.type !== "element" || node.tagName !== "img" || "src" in node.properties) return [node];
    const text = [node.properties.alt, node.properties.title].filter(Boolean).join(": ");
    return text === "" ? [] : [{ type: "text", value: `[${text}]` }];
  });
}

/** The last part of an address, by which people know a picture. */
const nameOf = (src: string) => src.split(/[?#]/)[0]?.split("/").at(-1) || src;

/** Whether there is nothing to see in it. */
export function isBlank(children: readonly ElementContent[]): boolean {
  return children.every(child => {
    if (child.type === "text") return !isVisible(child.value);
    return child.type === "element" && child.tagName !== "img"
      ? isBlank(child.children)
      : child.type === "comment";
  });
}

const isBreak = (node: ElementContent | undefined) => node?.type === "element" && node.tagName === "br";
const isImage = (node: ElementContent): node is Element => node.type === "element" && node.tagName === "img";
const isSpace = (node: ElementContent) => node.type === "text" && node.value.trim() === "";

/** The paragraphs of inline content: some programs end one by two breaks. */
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

/** Pictures alone become a figure. One that was not kept leaves its description, in the figure or in the line. */
function paragraph(words: ElementContent[]): Element[] {
  if (!words.every(node => isImage(node) || isSpace(node) || isBreak(node)))
    return [element("p", {}, lineOf(words))];
  const images = words.filter(isImage);
  const kept = images.filter(image => "src" in image.properties);
  const left = images.filter(image => !("src" in image.properties) && described(image).length > 0);
  const captions = left.map(image => element("figure", {}, [element("figcaption", {}, described(image))]));
  return [...(kept.length === 0 ? [] : [element("figure", {}, kept)]), ...captions];
}

/** Its description, and under it its caption. */
const described = ({ properties: { alt, title } }: Element): ElementContent[] =>
  [alt, title]
    .filter(text => typeof text === "string" && text !== "")
    .flatMap((text, place): ElementContent[] => {
      const words: ElementContent = { type: "text", value: String(text) };
      return place === 0 ? [words] : [element("br", {}, []), words];
    });

/** A line without white space and breaks at its ends, and with words in place of pictures that were not kept. */
export function lineOf(words: readonly ElementContent[]): ElementContent[] {
  const line = describedWithin(words);
  const first = line.findIndex(node => !isSpace(node) && !isBreak(node));
  const last = line.findLastIndex(node => !isSpace(node) && !isBreak(node));
  return line.slice(Math.max(first, 0), last + 1).map((node, place, all) => {
    if (node.type !== "text") return node;
    const value = place === 0 ? trimStart(node.value) : node.value;
    return { ...node, value: place === all.length - 1 ? trimEnd(value) : value };
  });
}

// Only space that browsers do not show: NBSP is kept.
const trimStart = (text: string) => text.replace(/^[ \n]+/, "");
const trimEnd = (text: string) => text.replace(/[ \n]+$/, "");
