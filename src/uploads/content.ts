/** A file's content, recognised and decoded. */
import type { Note } from "../articles/draft";
import { Refusal } from "../problem";
import { entriesOf } from "./archive";
import { decodeUtf8 } from "./decode";
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
  | { readonly kind: "text" | "markdown" | "html"; readonly text: string }
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

/** @throws Refusal `unsupported-type`, `too-large`, `not-json`, or `invalid` for what cannot be decoded. */
export async function contentOf(document: Document, said: Said): Promise<Content> {
  const wished = wishedFormat(said);
  const found = kindOfBytes(document.bytes);
  if (found.kind === "other") refuseKind(`The file looks like ${found.name}.`);
  if (found.kind === "zip") return await wordContent(document.bytes, wished);
  if (wished === "docx" || wished === "zip") refuseKind(`The file is no ${wished.toUpperCase()}.`);
  if (document.bytes.length > TEXT_BYTES) throw new Refusal({ code: "too-large", limitBytes: TEXT_BYTES });
  const decoded = decodeUtf8(document.bytes);
  if (!decoded.ok)
    throw new Refusal({
      code: "invalid",
      faults: [{ ...fault("invalid-utf8", "body"), offset: decoded.offset }],
    });
  return textContent(decoded.text, wished ?? kindOfText(decoded.text, document));
}

/** The format that was asked for; one that there is none of is told with the other options. */
export function wishedFormat(said: Said): Format | null {
  return FORMATS.find(format => format === said.format) ?? null;
}

function textContent(text: string, kind: TextKind): Content {
  // A newsroom's text keeps its lines to the letter: its own reader knows how they may end.
  if (kind === "markdown") return { kind, text: text.replace(/^\uFEFF/, "").replaceAll(/\r\n?/g, "\n") };
  if (kind !== "json") return { kind, text };
  try {
    return { kind, value: JSON.parse(text) };
  } catch {
    throw new Refusal({ code: "not-json", reason: "It cannot be parsed." });
  }
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
  throw new Refusal({ code: "unsupported-type", found });
}
