/** Lines of a Word document that are entries of lists, as lists of HTML. */
import type { ListEntry } from "./numbering";

export interface Line {
  readonly kind: "line";
  /** `p`, or `h1` to `h6`. */
  readonly tag: string;
  readonly html: string;
  /** Null for what is no entry of a list. */
  readonly entry: ListEntry | null;
  readonly isQuote: boolean;
  readonly isCaption: boolean;
  readonly isPictures: boolean;
}

interface List {
  readonly key: string;
  readonly level: number;
  readonly tag: "ol" | "ul";
  /** The number that the next entry has by itself. */
  next: number;
}

/** Lists that are open, the outermost first. An entry that goes deeper opens one within the entry before it. */
export function listed(lines: readonly Line[]): string {
  const open: List[] = [];
  let html = "";
  const close = () => {
    html += `</li></${open.pop()?.tag}>`;
  };
  for (const { entry, html: inner } of lines) {
    if (entry === null) continue;
    while ((open.at(-1)?.level ?? -1) > entry.level) close();
    const top = open.at(-1);
    const isSame = top?.level === entry.level && continues(top, entry);
    if (top?.level === entry.level && !isSame) close();
    if (isSame) html += "</li>";
    else {
      open.push({ key: entry.key, level: entry.level, tag: tagOf(entry), next: entry.value });
      html += beginning(entry);
    }
    const list = open.at(-1);
    html +=
      list !== undefined && list.tag === "ol" && list.next !== entry.value
        ? `<li value="${entry.value}">`
        : "<li>";
    html += inner;
    if (list !== undefined) list.next = entry.value + 1;
  }
  while (open.length > 0) close();
  return html;
}

const tagOf = ({ kind }: ListEntry) => (kind === "ordered" ? "ol" : "ul");

/** A list whose numbers begin again is another. */
const continues = (list: List, entry: ListEntry): boolean =>
  list.tag === tagOf(entry) &&
  (list.key === entry.key || list.tag === "ul") &&
  (list.tag === "ul" || entry.value >= list.next);

function beginning(entry: ListEntry): string {
  if (entry.kind !== "ordered") return "<ul>";
  const type = entry.type === "" ? "" : ` type="${entry.type}"`;
  return `<ol${type}${entry.value === 1 ? "" : ` start="${entry.value}"`}>`;
}
