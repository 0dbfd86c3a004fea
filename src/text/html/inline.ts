/** What stands within a line: words, emphasis, links, pictures. Pasted styling is left behind, but for what it means. */
import type { Element, ElementContent, Nodes } from "hast";
import { isVisible } from "../clean";
import { bareAddress, safeAddress } from "../url";
import { attribute, cleaned, element, languageOf, type Reading, tell, textIn, wholeNumber } from "./reading";
import { DROPPED, INLINES, PASSED_OVER, RENAMED } from "./vocabulary";

/** The same line in the article's vocabulary. White space is one space, as browsers show it; NBSP is kept. */
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
    tell(reading, "element", node.tagName);
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

/** A span is kept for its language alone. */
function spanned(node: Element, children: ElementContent[]): ElementContent[] {
  const language = languageOf(node);
  if (isBlank(children) || Object.keys(language).length === 0) return children;
  return [element("span", language, children)];
}

/** A link that leads nowhere safe keeps its words. A fragment is kept as it is until the notes are joined. */
function link(reading: Reading, node: Element, children: ElementContent[]): ElementContent[] {
  const typed = attribute(node, "href");
  const id = idOf(node);
  const fragment = bareAddress(typed);
  const href = fragment.startsWith("#") ? fragment : safeAddress(typed);
  if (typed !== "" && href === null) tell(reading, "address", bareAddress(typed));
  if (isBlank(children) || (href === null && !("id" in id))) return children;
  const words = withoutLinks(children);
  const title = titleOf(reading, node);
  if (!["", typed, href, textOf(words)].includes(title)) tell(reading, "title", title);
  return [element("a", { ...(href === null ? {} : { href }), ...id, ...languageOf(node) }, words)];
}

/** No link holds another: what a parser moved out of a table can make it seem so. @see HTML Living Standard, 4.5.1 */
function withoutLinks(children: readonly ElementContent[]): ElementContent[] {
  return children.flatMap(child => {
    if (child.type !== "element") return [child];
    const inner = withoutLinks(child.children);
    return child.tagName === "a" ? inner : [{ ...child, children: inner }];
  });
}

/** What is said over a picture or a link; empty when there is nothing. */
const titleOf = (reading: Reading, node: Element) =>
  cleaned(reading, attribute(node, "title").replaceAll(/\s+/g, " ")).trim();

const textOf = (words: readonly ElementContent[]) => words.map(textIn).join("").trim();

const idOf = (node: Element) => {
  const id = attribute(node, "id");
  return id === "" ? {} : { id };
};

/**
 * A picture: kept on the site, or one without a source that carries its description until it is known what stands
 * around it (`lines.ts`). One on another site is never loaded from there: it becomes a link. Its title is carried until
 * it is known whether it is a caption (`captions.ts`).
 */
function picture(reading: Reading, node: Element): ElementContent {
  const src = bareAddress(attribute(node, "src"));
  const alt = cleaned(reading, attribute(node, "alt").replaceAll(/\s+/g, " ")).trim();
  const title = titleOf(reading, node);
  const named = title === "" || title === alt ? {} : { title };
  const kept = reading.picture(src);
  if (kept === null) {
    tell(reading, "picture", src.startsWith("data:") ? "a picture inside the text" : nameOf(src));
    const elsewhere = /^https?:/i.test(src) ? safeAddress(src) : null;
    if (elsewhere === null) return element("img", { alt, ...named }, []);
    if (alt !== "" && title !== "" && title !== alt) tell(reading, "title", title);
    const words: ElementContent = { type: "text", value: alt || title || nameOf(elsewhere) };
    return element("a", { href: elsewhere }, [words]);
  }
  if (alt === "") tell(reading, "alt", nameOf(src));
  const width = kept.width ?? wholeNumber(node, "width", 20_000);
  const height = kept.height ?? wholeNumber(node, "height", 20_000);
  const measures = width === null || height === null ? {} : { width, height };
  return element("img", { src: kept.src, alt, ...measures, ...named }, []);
}

/** A line in which a picture that could not be kept is its description, in brackets. */
export function describedWithin(words: readonly ElementContent[]): ElementContent[] {
  return words.flatMap((node): ElementContent[] => {
    if (node.type !== "element" || node.tagName !== "img" || "src" in node.properties) return [node];
    const said = [node.properties.alt, node.properties.title].filter(Boolean).join(": ");
    return said === "" ? [] : [{ type: "text", value: `[${said}]` }];
  });
}

/** The last part of an address, as people name a picture. */
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
