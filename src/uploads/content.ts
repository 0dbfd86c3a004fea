/** A file's content, recognised and decoded. */
import type { Note } from "../articles/draft";
import { parseJsonText } from "../http/parse-json";
import { ProblemError } from "../http/problem";
import { entriesOf } from "./archive";
import {
  decodeAs,
  ENCODINGS,
  type Encoding,
  looksLikeWindows1256,
  NAMES_ENCODINGS,
  type NamesEncoding,
} from "./decode";
import { kindOfBytes, kindOfText, type TextKind } from "./kind";
import { fault } from "./manuscript";
import { FORMATS, type Format, type Said } from "./options";
import type { FindPicture } from "./pictures";
import { isWordDocument, readWordDocument } from "./word-document";

/** A file as it came. */
export interface Document {
  /** Its name, or its path in an archive; null when it has none. */
  readonly name: string | null;
  readonly bytes: Uint8Array;
  /** The declared media type without parameters, in lower case; null when none was told. */
  readonly type: string | null;
}

export type Content =
  | {
      readonly kind: "text" | "markdown" | "html";
      readonly text: string;
      readonly notes: readonly Note[];
    }
  | {
      readonly kind: "docx";
      /** HTML. */
      readonly text: string;
      readonly find: FindPicture;
      readonly notes: readonly Note[];
    }
  | { readonly kind: "json"; readonly value: unknown };

/** The largest text that is taken, in bytes. */
export const TEXT_BYTES = 2 * 1024 * 1024;

/** @throws ProblemError `unsupported-type`, `too-large`, `not-json`, or `invalid` for what cannot be decoded. */
export async function contentOf(document: Document, said: Said): Promise<Content> {
  const [wished, encoding] = [wishedFormat(said), saidEncoding(said)];
  // In UTF-16 a text is full of zeros, and looks like no text.
  const found = encoding === "utf-16" ? ({ kind: "text" } as const) : kindOfBytes(document.bytes);
  if (found.kind === "other") refuseKind(`The file looks like ${found.name}.`);
  if (found.kind === "zip") return await wordContent(document.bytes, wished);
  if (wished === "docx" || wished === "zip") refuseKind(`The file is no ${wished.toUpperCase()}.`);
  if (document.bytes.length > TEXT_BYTES)
    throw new ProblemError({ code: "too-large", limitBytes: TEXT_BYTES });
  const text = decodedText(document.bytes, encoding);
  return textContent(text, wished ?? kindOfText(text, document), lostLetters(text, encoding));
}

/** @throws ProblemError `invalid` with the place of the first byte that is not so encoded. */
function decodedText(bytes: Uint8Array, encoding: Encoding): string {
  const decoded = decodeAs(bytes, encoding);
  if (decoded.ok) return decoded.text;
  const { code, field, message } = fault(encoding === "utf-8" ? "invalid-utf8" : "other-encoding", "body");
  const hint = encoding === "utf-8" && looksLikeWindows1256(bytes) ? HINT : "";
  const faults = [{ code, field, message: message + hint, offset: decoded.offset }];
  throw new ProblemError({ code: "invalid", faults });
}

const HINT = " It looks like windows-1256: if it is, add encoding=windows-1256.";

/** One that there is none of is told with the other options, before anything is read. */
export function saidEncoding({ encoding }: Said): Encoding {
  return ENCODINGS.find(one => one === encoding) ?? "utf-8";
}

/** Programs that write texts in UTF-8 may still name files as Windows did: then one is said without the other. */
export function saidNamesEncoding(said: Said): NamesEncoding {
  const names = said.names_encoding ?? saidEncoding(said);
  return NAMES_ENCODINGS.find(one => one === names) ?? "utf-8";
}

/** What a program writes for a letter that the encoding lacks: ێ, ۆ, ڕ, ڵ and ە are not in windows-1256. */
const LOST = /\p{Script=Arabic}\?+(?=\p{Script=Arabic})/gu;

function lostLetters(text: string, encoding: Encoding): readonly Note[] {
  const lost = encoding === "windows-1256" ? [...text.matchAll(LOST)] : [];
  const [first] = lost;
  if (first === undefined) return [];
  const line = text.slice(0, first.index).split(/\r\n|\r|\n/).length;
  const message = `Query marks stand inside ${lost.length} words, first in line ${line}: letters that windows-1256 lacks, such as ێ and ۆ, were lost when the file was saved. Save it as UTF-8.`;
  return [{ code: "letters-lost", message }];
}

/** The format that was asked for; one that there is none of is told with the other options. */
export function wishedFormat(said: Said): Format | null {
  return FORMATS.find(format => format === said.format) ?? null;
}

const NO_JSON = " If it is a text that begins like JSON, add format=text.";
const SEVERAL = "It is a list; several articles are several files, which may come in one ZIP.";

function textContent(text: string, kind: TextKind, notes: readonly Note[]): Content {
  // A newsroom's text keeps its lines to the letter: its own reader knows how they may end.
  if (kind === "markdown")
    return { kind, text: text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n"), notes };
  if (kind !== "json") return { kind, text, notes };
  const value = parseJsonText(text.replace(/^\uFEFF/, ""), NO_JSON);
  if (Array.isArray(value)) throw new ProblemError({ code: "not-json", reason: SEVERAL });
  return { kind, value };
}

async function wordContent(bytes: Uint8Array, wished: Format | null): Promise<Content> {
  if (wished !== null && wished !== "docx" && wished !== "zip") refuseKind("The file is a ZIP archive.");
  const entries = entriesOf(bytes);
  if (!isWordDocument(entries)) {
    const isOffice = entries.some(({ name }) => name === "mimetype" || name === "[Content_Types].xml");
    refuseKind(
      isOffice ? "The file is an office document, but no Word document." : "The file is a ZIP archive.",
    );
  }
  const { html, find, notes } = await readWordDocument(bytes, entries);
  return { kind: "docx", text: html, find, notes };
}

function refuseKind(found: string): never {
  throw new ProblemError({ code: "unsupported-type", found });
}
