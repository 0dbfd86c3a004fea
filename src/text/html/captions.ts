/** What was said over pictures: a caption, where a picture stands alone; elsewhere it is told. */
import type { Element, ElementContent } from "hast";
import { element, type Reading, tell, textIn } from "./reading";

/**
 * The same block, in which the title of a picture that stands alone and has no caption is its caption. Editors write one
 * so in Markdown: `![…](souq.jpg "…")`.
 * @param around the caption of what it stands in.
 */
export function captioned(reading: Reading, block: Element, around = ""): Element {
  const [only, ...more] = block.children;
  const isAlone = block.tagName === "figure" && more.length === 0 && isPicture(only);
  const title = isAlone ? only.properties.title : undefined;
  if (isAlone && typeof title === "string") {
    const caption = element("figcaption", {}, [{ type: "text", value: title }]);
    return { ...block, children: [untitled(only), caption] };
  }
  const caption = block.children.find(child => child.type === "element" && child.tagName === "figcaption");
  const said = caption === undefined ? around : textIn(caption);
  return { ...block, children: block.children.map(child => within(reading, child, said)) };
}

const isPicture = (node: ElementContent | undefined): node is Element =>
  node?.type === "element" && node.tagName === "img";

function within(reading: Reading, node: ElementContent, said: string): ElementContent {
  if (node.type !== "element") return node;
  if (!isPicture(node)) return captioned(reading, node, said);
  const { title } = node.properties;
  if (typeof title === "string" && title !== said) tell(reading, "title", title);
  return untitled(node);
}

function untitled(picture: Element): Element {
  const { title: _, ...properties } = picture.properties;
  return { ...picture, properties };
}
