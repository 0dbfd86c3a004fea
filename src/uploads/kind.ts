/** What a file is. Its bytes decide, and what people say of it where bytes cannot; a header may lie or be missing. */
import { blocksOf } from "../text/blocks";
import { parseDateLine } from "../text/dates/date-line";
import { frontMatterIn } from "./front-matter";

const UTF_16 = "text in UTF-16: if it is, add encoding=utf-16";

/** Kinds that are not text, with the bytes they begin with. */
const SIGNATURES: readonly { readonly name: string; readonly bytes: readonly number[] }[] = [
  { name: "an old Word document", bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: "a PDF", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: "a PNG picture", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: "a JPEG picture", bytes: [0xff, 0xd8, 0xff] },
  { name: "a GIF picture", bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: "a WebP picture or a recording", bytes: [0x52, 0x49, 0x46, 0x46] },
  { name: "a compressed file", bytes: [0x1f, 0x8b] },
  { name: "an RTF document", bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { name: UTF_16, bytes: [0xff, 0xfe] },
  { name: UTF_16, bytes: [0xfe, 0xff] },
];

/** An archive begins with its first file; an empty one with its end. */
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];

const beginsWith = (bytes: Uint8Array, signature: readonly number[]) =>
  signature.every((byte, place) => bytes[place] === byte);

/**
 * @returns `text`, `zip` (of which a Word document is one), or a name for people of what it is instead.
 * @see WHATWG MIME Sniffing, section 7.2: binary data bytes (NUL among them) are never text.
 */
export function kindOfBytes(
  bytes: Uint8Array,
): { readonly kind: "text" | "zip" } | { readonly kind: "other"; readonly name: string } {
  if (beginsWith(bytes, ZIP) || beginsWith(bytes, EMPTY_ZIP)) return { kind: "zip" };
  const known = SIGNATURES.find(signature => beginsWith(bytes, signature.bytes));
  if (known !== undefined) return { kind: "other", name: known.name };
  return bytes.includes(0) ? { kind: "other", name: "a binary file" } : { kind: "text" };
}

export type TextKind = "text" | "markdown" | "html" | "json";

/** What was said of a file. */
interface Declared {
  readonly name: string | null;
  readonly type: string | null;
}

/** So much of a text is looked at, in letters. */
const LOOKED_AT = 50_000;

/**
 * Newsroom text is what a text is unless it clearly is something else: read as Markdown it would lose its date, its
 * asterisks and its see-also block, while Markdown that is taken for it only shows its signs.
 * @param declared the file's name and type, as far as they were told.
 * @see docs/decisions/0011-what-a-text-is.md
 */
export function kindOfText(text: string, declared: Declared): TextKind {
  const head = text.slice(0, LOOKED_AT).replace(/^\uFEFF/, "");
  if (frontMatterIn(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")) !== null) return "markdown";
  if (isJson(head, text, declared)) return "json";
  if (isHtml(head)) return "html";
  const isDeclared =
    /\.(?:md|markdown|mdown)$/i.test(declared.name ?? "") || declared.type === "text/markdown";
  return isDeclared || hasMarkdownStructure(head) ? "markdown" : "text";
}

/**
 * It parses; or it begins as nothing else does and goes wrong further on, which is a fault and no newsroom's text. A
 * text that somebody calls JSON is it from its first bracket on.
 */
function isJson(head: string, text: string, { name, type }: Declared): boolean {
  if (/^\s*(?:\{\s*"|\[\s*\{\s*")/.test(head)) return true;
  const isDeclared = /\.json$/i.test(name ?? "") || type === "application/json";
  if (!/^\s*[{[]/.test(head)) return false;
  return isDeclared || isJsonObject(text);
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ""));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

const PROLOGUE = /^(?:\s|<!--(?:[^-]|-(?!->))*-->|<\?xml[^>]*>)*/;
const FIRST_TAG =
  /^<(!doctype\s+html|html|head|body|title|meta|article|main|section|div|p|h[1-6]|table|ul|ol|blockquote|figure)\b[^>]*>/i;

/** It begins with an element that a document begins with, which it closes somewhere, or with a document's head. */
function isHtml(head: string): boolean {
  const from = PROLOGUE.exec(head)?.[0].length ?? 0;
  const name = FIRST_TAG.exec(head.slice(from, from + 2_000))?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return /^(?:!doctype|html|head|body|meta)/.test(name) || head.toLowerCase().includes(`</${name}`);
}

/** What a newsroom's text has no use for; any two kinds of it are structure, and so is a title with `# ` before it. */
const STRUCTURE = [
  /^ {0,3}#{2,4} \S/m,
  /^ {0,3}\|? ?:?-{3,}:? ?\|[ :|-]*$/m,
  /^ {0,3}(?:```|~~~)/m,
  /\[[^\]\n]{1,200}\]\((?:https?:\/\/|\/)[^)\s]{1,500}\)/,
  /^\[\^[^\]\s]{1,40}\]: /m,
  /!\[[^\]\n]{0,200}\]\([^)\n]{1,500}\)/,
];

function hasMarkdownStructure(head: string): boolean {
  const [first, second] = blocksOf(head.slice(0, 5_000));
  const isDated = [first, second].some(block => parseDateLine(block?.[0]?.text ?? "").kind !== "none");
  if (/^# \S/.test(first?.[0]?.text ?? "")) return true;
  return !isDated && STRUCTURE.filter(sign => sign.test(head)).length >= 2;
}
