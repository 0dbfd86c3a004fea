/**
 * What a document is. Its bytes decide; what is declared decides only where bytes cannot, since a header may be wrong or
 * missing.
 */
import { parseJsonText } from "../http/parse-json";
import { ProblemError } from "../http/problem";
import { blocksOf } from "../text/blocks";
import { parseDateLine } from "../text/dates/date-line";
import { declaredEncoding, decodeText, lostLetters } from "./decode";
import { FORMATS, type Format, type RawOptions } from "./options";
import { frontMatterIn } from "./parse/markdown";
import type { UploadWarning } from "./warnings";
import { entriesOf, type ZipEntry } from "./zip";

/** A file as it came. */
export interface UploadedFile {
  /** Its name, or its path in an archive; null when it has none. */
  readonly name: string | null;
  readonly bytes: Uint8Array;
  /** The declared media type without parameters, in lower case; null when there is none. */
  readonly type: string | null;
}

/** A file of which it is known what it is: a text that is decoded, or a Word document that is not yet read. */
export type Source =
  | {
      readonly format: "text" | "markdown" | "html";
      readonly text: string;
      readonly warnings: readonly UploadWarning[];
    }
  | { readonly format: "docx"; readonly bytes: Uint8Array; readonly entries: readonly ZipEntry[] }
  | { readonly format: "json"; readonly value: unknown };

/** The largest text that is taken, in bytes. */
export const TEXT_BYTES = 2 * 1024 * 1024;

/**
 * @param raw what was declared beside the file: `format` and `encoding` count here.
 * @throws ProblemError `unsupported-type`, `too-large`, `not-json`, or `invalid` for what cannot be decoded.
 */
export function detectSource(file: UploadedFile, raw: RawOptions): Source {
  const { bytes } = file;
  const [format, encoding] = [declaredFormat(raw), declaredEncoding(raw)];
  // In UTF-16 a text is full of zeros, and looks like no text.
  const found = encoding === "utf-16" ? ({ kind: "text" } as const) : kindOfBytes(bytes);
  if (found.kind === "other") refuseType(`The file looks like ${found.name}.`);
  if (found.kind === "zip") return wordSource(bytes, format);
  if (format === "docx" || format === "zip") refuseType(`The file is no ${format.toUpperCase()}.`);
  if (bytes.length > TEXT_BYTES) throw new ProblemError({ code: "too-large", limitBytes: TEXT_BYTES });
  const text = decodeText(bytes, encoding);
  const kind = format ?? kindOfText(text, file);
  if (kind === "json") return jsonSource(text);
  // Newsroom text keeps its line ends: its parser knows them.
  const plain = kind === "markdown" ? text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n") : text;
  return { format: kind, text: plain, warnings: lostLetters(text, encoding) };
}

/** The format that was asked for. An unknown one is refused with the other options. */
export function declaredFormat(raw: RawOptions): Format | null {
  return FORMATS.find(format => format === raw.format) ?? null;
}

function jsonSource(text: string): Source {
  const hint = " If it is a text that begins like JSON, add format=text.";
  const value = parseJsonText(text.replace(/^\uFEFF/, ""), hint);
  const reason = "It is a list; several articles are several files, which may come in one ZIP.";
  if (Array.isArray(value)) throw new ProblemError({ code: "not-json", reason });
  return { format: "json", value };
}

function wordSource(bytes: Uint8Array, format: Format | null): Source {
  const isAsked = format === null || format === "docx" || format === "zip";
  if (!isAsked) refuseType("The file is a ZIP archive.");
  const entries = entriesOf(bytes);
  const kind = kindOfZip(entries);
  if (kind === "office") refuseType("The file is an office document, but no Word document.");
  if (kind === "archive") refuseType("The file is a ZIP archive.");
  return { format: "docx", bytes, entries };
}

/** A Word document, another office document, or an archive of files. */
export function kindOfZip(entries: readonly ZipEntry[]): "docx" | "office" | "archive" {
  const has = (part: string) => entries.some(({ name }) => name === part);
  if (has("[Content_Types].xml") && entries.some(({ name }) => name.startsWith("word/"))) return "docx";
  return has("mimetype") || has("[Content_Types].xml") ? "office" : "archive";
}

const UTF_16 = "text in UTF-16: if it is, add encoding=utf-16";

/** What is no text, by the bytes that it begins with. */
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
type Declared = Pick<UploadedFile, "name" | "type">;

/** How much of a text is examined, in letters. */
const HEAD_LETTERS = 50_000;

/**
 * Newsroom text is what a text is unless it clearly is something else: read as Markdown it would lose its date, its
 * asterisks and its see-also block, while Markdown that is taken for it only shows its signs.
 * @see docs/decisions/0011-what-a-text-is.md
 */
export function kindOfText(text: string, declared: Declared): TextKind {
  const head = text.slice(0, HEAD_LETTERS).replace(/^\uFEFF/, "");
  if (frontMatterIn(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n")) !== null) return "markdown";
  if (isJson(head, text, declared)) return "json";
  if (isHtml(head)) return "html";
  const isDeclared =
    /\.(?:md|markdown|mdown)$/i.test(declared.name ?? "") || declared.type === "text/markdown";
  return isDeclared || hasMarkdownStructure(head) ? "markdown" : "text";
}

/**
 * It parses; or it begins as only JSON does and is broken further on, which is an error and no newsroom text. With the
 * name or the type of JSON the first bracket is enough.
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

/** It begins with a document's head, or with an element of a document that is closed somewhere. */
function isHtml(head: string): boolean {
  const from = PROLOGUE.exec(head)?.[0].length ?? 0;
  const name = FIRST_TAG.exec(head.slice(from, from + 2_000))?.[1]?.toLowerCase();
  if (name === undefined) return false;
  return /^(?:!doctype|html|head|body|meta)/.test(name) || head.toLowerCase().includes(`</${name}`);
}

/** Signs of Markdown. Two kinds of them make a text Markdown, and so does a title with `# ` before it. */
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

function refuseType(found: string): never {
  throw new ProblemError({ code: "unsupported-type", found });
}

/** Refuses a Content-Type that is not taken. @param encoding as the query declares it. @throws ProblemError `unsupported-type` */
export function checkDeclaredType(type: string, encoding: string | undefined): void {
  const [mime = "", ...parameters] = type
    .toLowerCase()
    .split(";")
    .map(part => part.trim());
  if (mime !== "" && !ACCEPTED_TYPES.has(mime)) refuseType(`The Content-Type is ${mime.slice(0, 80)}.`);
  const charset = parameters
    .find(parameter => parameter.startsWith("charset="))
    ?.slice(8)
    .replaceAll('"', "");
  if (charset !== undefined && !["utf-8", "utf8", encoding].includes(charset)) {
    refuseType(
      `The charset is ${charset.slice(0, 40)}; what is not UTF-8 must be said in the address, such as encoding=windows-1256.`,
    );
  }
}

const ACCEPTED_TYPES = new Set([
  ...[
    "text/plain",
    "text/markdown",
    "text/html",
    "application/json",
    "multipart/form-data",
    "application/zip",
  ],
  // What curl and browsers send when they know nothing of the file.
  ...["application/octet-stream", "application/x-www-form-urlencoded", "application/x-zip-compressed"],
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
]);
