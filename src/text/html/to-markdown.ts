import type { Element, ElementContent } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { atLineStart, codeSpan, escapeMarkdown, fenced, indented } from "./markdown-signs";
import { parseHtml, textIn } from "./reading";
import { SCHEMA } from "./vocabulary";

/**
 * An article's HTML as Markdown: CommonMark with GFM's tables, strikethrough and footnotes. What Markdown cannot say
 * (`bdi`, `ruby`, `sub`, a language) stays HTML, which Markdown allows.
 */

/** @param html as `writeHtml` wrote it. */
export function htmlToMarkdown(html: string): string {
  const tree = parseHtml(html);
  if (typeof tree === "string") return "";
  const clean = sanitize(tree, { ...SCHEMA, tagNames: [...(SCHEMA.tagNames ?? []), "html", "body"] });
  const blocks = "children" in clean ? clean.children : [];
  return blocksOf(blocks.flatMap(bodyOf)).join("\n\n");
}

const bodyOf = (node: ElementContent | { type: "doctype" }): ElementContent[] => {
  if (node.type === "doctype" || node.type === "comment") return [];
  return node.type === "element" && (node.tagName === "html" || node.tagName === "body")
    ? node.children.flatMap(bodyOf)
    : [node];
};

function blocksOf(nodes: readonly ElementContent[]): string[] {
  return nodes.flatMap(node => (node.type === "element" ? block(node) : [])).filter(text => text !== "");
}

function block(node: Element): string[] {
  const isMarked =
    "lang" in node.properties || node.properties.dir === "rtl" || node.properties.dir === "ltr";
  if (isMarked) return [toHtml(node)];
  switch (node.tagName) {
    case "h2":
    case "h3":
    case "h4":
      return [`${"#".repeat(Number(node.tagName[1]))} ${words(node.children)}`];
    case "hr":
      return ["---"];
    case "pre":
      return [fenced(textIn(node))];
    case "blockquote":
      return [indented(blocksOf(node.children).join("\n\n"), "> ", "> ")];
    case "ul":
    case "ol":
      return [isCounted(node) ? toHtml(node) : list(node)];
    case "section":
      return node.children.flatMap(child => (child.type === "element" ? notes(child) : []));
    case "figure":
      return figure(node);
    case "table":
      return isGrid(node) ? [table(node)] : [toHtml(node)];
    default:
      return [words(node.children)];
  }
}

/** Inline content. */
function words(nodes: readonly ElementContent[]): string {
  return atLineStart(nodes.map(word).join(""));
}

const SIGNS: Readonly<Record<string, string>> = { strong: "**", b: "**", em: "*", i: "*", s: "~~" };

function word(node: ElementContent): string {
  if (node.type === "text") return escapeMarkdown(node.value);
  if (node.type !== "element") return "";
  const { tagName, properties, children } = node;
  const inner = children.map(word).join("");
  const sign = SIGNS[tagName];
  // A sign next to white space means nothing: then the element stays HTML.
  if (sign !== undefined && /^\S/.test(inner) && /\S$/.test(inner) && !("lang" in properties))
    return sign + inner + sign;
  if (tagName === "br") return "\\\n";
  if (tagName === "code") return codeSpan(textIn(node));
  if (tagName === "img")
    return `![${escapeMarkdown(String(properties.alt ?? ""))}](<${String(properties.src)}>)`;
  const href = typeof properties.href === "string" ? properties.href : "";
  if (tagName === "sup" && noteOf(children[0]) !== null) return `[^${noteOf(children[0])}]`;
  if (tagName === "a") {
    if (href.startsWith("#")) return noteOf(node) === null ? "" : `[^${noteOf(node)}]`;
    return `[${inner}](<${href.replaceAll(/[<>]/g, encodeURIComponent)}>)`;
  }
  const [open = "", close = ""] = toHtml({ ...node, children: [{ type: "text", value: "\u0000" }] }).split(
    "\u0000",
  );
  return open + inner + close;
}

const noteOf = (node: ElementContent | undefined): string | null => {
  if (node?.type !== "element" || node.tagName !== "a") return null;
  return /^#fn-(\d+)$/.exec(String(node.properties.href ?? ""))?.[1] ?? null;
};

function notes(node: Element): string[] {
  return node.children.flatMap(child => {
    if (child.type !== "element") return [];
    const name = /^fn-(\d+)$/.exec(String(child.properties.id ?? ""))?.[1];
    return name === undefined ? [] : [indented(content(child), `[^${name}]: `, "    ")];
  });
}

/** Whether it counts as Markdown cannot: in letters, downwards, from below zero or with gaps. */
const isCounted = ({ properties, children }: Element) =>
  "type" in properties ||
  "reversed" in properties ||
  Number(properties.start ?? 1) < 0 ||
  children.some(child => child.type === "element" && "value" in child.properties);

function list(node: Element): string {
  const start = Number(node.properties.start ?? 1);
  const entries = node.children.filter(child => child.type === "element");
  return entries
    .map((entry, place) => {
      const mark = node.tagName === "ol" ? `${start + place}. ` : "- ";
      return indented(content(entry), mark, " ".repeat(mark.length));
    })
    .join("\n");
}

const ON_A_LINE = new Set([
  ...["p", "ul", "ol", "blockquote", "pre", "table", "figure", "hr", "h2", "h3", "h4", "section"],
]);

/** Words, and the blocks after them. */
function content({ children }: Element): string {
  const parts: string[] = [];
  let line: ElementContent[] = [];
  for (const child of children) {
    if (child.type === "element" && ON_A_LINE.has(child.tagName)) {
      if (line.length > 0) parts.push(words(line));
      line = [];
      for (const part of block(child)) parts.push(part);
    } else line.push(child);
  }
  if (line.length > 0) parts.push(words(line));
  return parts.map(part => part.trimEnd()).join("\n\n");
}

function figure({ children }: Element): string[] {
  return children.flatMap(child => {
    if (child.type !== "element") return [];
    if (child.tagName === "figcaption") return [words(child.children)];
    return child.tagName === "img" ? [word(child)] : block(child);
  });
}

const rowsOf = (node: Element): Element[] =>
  node.children
    .filter(child => child.type === "element")
    .flatMap(child => (child.tagName === "tr" ? [child] : rowsOf(child)));

/** Whether GFM can say it: no cell spans others or contains blocks, and there is no caption. */
function isGrid(node: Element): boolean {
  const cells = rowsOf(node).flatMap(row => row.children.filter(child => child.type === "element"));
  const isPlain = cells.every(
    ({ properties, children }) =>
      Object.entries(properties).every(([name, value]) => name === "dir" && value === "auto") &&
      children.every(child => child.type !== "element" || !ON_A_LINE.has(child.tagName)),
  );
  return isPlain && node.children.every(child => child.type !== "element" || child.tagName !== "caption");
}

function table(node: Element): string {
  const rows = rowsOf(node).map(row =>
    row.children
      .filter(child => child.type === "element")
      .map(cell => words(cell.children).replaceAll("|", "\\|").replaceAll("\\\n", "<br>")),
  );
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const [head = [], ...rest] = rows.map(row => [
    ...row,
    ...Array.from({ length: width - row.length }, () => ""),
  ]);
  const drawn = (row: readonly string[]) => `| ${row.join(" | ")} |`;
  return [drawn(head), drawn(head.map(() => "---")), ...rest.map(drawn)].join("\n");
}
