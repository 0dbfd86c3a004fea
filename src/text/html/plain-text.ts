/** The words of an article's HTML, without a parser. Only for what `writeHtml` wrote, in which every tag is complete. */
import { isVisible } from "../clean";

/** A tag with its attributes, each value in double quotes; or the rest of one that was cut. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)(?:>|(?:"[^"]*)?$)/g;
const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|nbsp));?/gi;
const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: "\u00a0" };

/** Inline tags. Any other ends a line. */
const WITHIN = new Set([
  ...["a", "abbr", "b", "bdi", "bdo", "cite", "code", "em", "i", "img", "mark"],
  ...["q", "rp", "rt", "ruby", "s", "span", "strong", "sub", "sup", "u"],
]);

/**
 * The lines of a text, one for each paragraph, heading, entry, row or caption.
 * @param html may end anywhere. Linear.
 */
export function htmlLines(html: string): string[] {
  const text = html
    .replaceAll("\n", " ")
    .replaceAll(TAG, (_, closing: string, name: string) => {
      if (WITHIN.has(name)) return "";
      if (name === "td" || name === "th") return closing === "" ? "\t" : "";
      return "\n";
    })
    .replaceAll(REFERENCE, (_, hex?: string, decimal?: string, name?: string) =>
      name === undefined
        ? character(parseInt(hex ?? decimal ?? "", hex === undefined ? 10 : 16))
        : (NAMED[name] ?? ""),
    );
  return text
    .split("\n")
    .map(line => line.replace(/[↩↑]\uFE0E?\s*$/, "").trim())
    .filter(isVisible);
}

const character = (code: number) => (code <= 0x10ffff ? String.fromCodePoint(code) : "");

/**
 * Lets the keyboard reach what may scroll sideways on a narrow screen. Linear.
 * @see WCAG 2.2, success criterion 2.1.1
 */
export function withReachableScrollers(html: string): string {
  return html.replaceAll(TAG, (tag, closing: string, name: string) =>
    closing === "" && (name === "table" || name === "pre")
      ? `<${name} tabindex="0"${tag.slice(name.length + 1)}`
      : tag,
  );
}

/** A reference to a footnote. */
const NOTE = /<sup><a href="#fn-\d+"[^>]*>[^<]*<\/a><\/sup>/g;

/** The words of the first paragraph; of a text without one, its first line. @param html whole. */
export function htmlLead(html: string): string {
  const paragraph = html.split("\n").find(block => block.startsWith("<p>") || block.startsWith("<p "));
  const words = (paragraph ?? "").replaceAll(NOTE, "");
  return paragraph === undefined ? (htmlLines(html)[0] ?? "") : htmlLines(words).join(" ");
}
