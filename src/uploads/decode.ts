/** Bytes as text: in UTF-8, or in the encoding that an editor declares. Nothing is guessed, and nothing is repaired. */
import { ProblemError } from "../http/problem";
import type { RawOptions } from "./options";
import { issue, type UploadWarning } from "./warnings";

/** Of texts. The decoder knows more; these are what newsrooms use that write Arabic or Kurdish. */
export const ENCODINGS = ["utf-8", "utf-16", "windows-1256", "windows-1254"] as const;
export type Encoding = (typeof ENCODINGS)[number];
/** Of names in a ZIP archive: bytes, in which ASCII is ASCII. */
export const NAMES_ENCODINGS = ["utf-8", "windows-1256", "windows-1254"] as const;
export type NamesEncoding = (typeof NAMES_ENCODINGS)[number];

/** @throws ProblemError `invalid` with the place of the first byte that is not so encoded. */
export function decodeText(bytes: Uint8Array, encoding: Encoding): string {
  const decoded = decodeAs(bytes, encoding);
  if (decoded.ok) return decoded.text;
  const { code, field, message } = issue(encoding === "utf-8" ? "invalid-utf8" : "other-encoding", "body");
  const hint = encoding === "utf-8" && looksLikeWindows1256(bytes) ? HINT : "";
  const issues = [{ code, field, message: message + hint, offset: decoded.offset }];
  throw new ProblemError({ code: "invalid", faults: issues });
}

const HINT = " It looks like windows-1256: if it is, add encoding=windows-1256.";

/** UTF-8 unless another is declared. An unknown one is refused with the other options. */
export function declaredEncoding({ encoding }: RawOptions): Encoding {
  return ENCODINGS.find(one => one === encoding) ?? "utf-8";
}

/** Programs that write texts in UTF-8 may name files as Windows does: then only `names_encoding` is declared. */
export function declaredNamesEncoding(raw: RawOptions): NamesEncoding {
  const names = raw.names_encoding ?? declaredEncoding(raw);
  return NAMES_ENCODINGS.find(one => one === names) ?? "utf-8";
}

/** What a program writes for a letter that the encoding lacks: ێ, ۆ, ڕ, ڵ and ە are not in windows-1256. */
const LOST = /\p{Script=Arabic}\?+(?=\p{Script=Arabic})/gu;

export function lostLetters(text: string, encoding: Encoding): UploadWarning[] {
  const lost = encoding === "windows-1256" ? [...text.matchAll(LOST)] : [];
  const [first] = lost;
  if (first === undefined) return [];
  const line = text.slice(0, first.index).split(/\r\n|\r|\n/).length;
  const message = `Query marks stand inside ${lost.length} words, first in line ${line}: letters that windows-1256 lacks, such as ێ and ۆ, were lost when the file was saved. Save it as UTF-8.`;
  return [{ code: "letters-lost", message }];
}

/** `offset` is the byte, from 0 and counting the BOM, at which the first ill-formed sequence begins. */
export type Decoded = { ok: true; text: string } | { ok: false; offset: number };

/**
 * Reads bytes in a declared encoding. UTF-8 is refused as anything else: in windows-1256 every file can be read, and one
 * in UTF-8 would become a page of other letters.
 * @see WHATWG Encoding Standard, sections 9 and 14.4
 */
function decodeAs(bytes: Uint8Array, encoding: Encoding): Decoded {
  if (encoding === "utf-8") return decodeUtf8(bytes);
  if (encoding === "utf-16") return decodeUtf16(bytes);
  const utf8 = decodeUtf8(bytes);
  const isUtf8 = utf8.ok && bytes.some(byte => byte >= 0x80);
  return isUtf8 ? { ok: false, offset: 0 } : { ok: true, text: new TextDecoder(encoding).decode(bytes) };
}

/** A byte order mark says which byte comes first; without one it is the lower, as Windows writes it. */
function decodeUtf16(bytes: Uint8Array): Decoded {
  // Every text has a line end or a space, and in UTF-16 each of them has a zero.
  if (bytes.length > 0 && !bytes.includes(0)) return { ok: false, offset: 0 };
  const isBigEndian = bytes[0] === 0xfe && bytes[1] === 0xff;
  try {
    const decoder = new TextDecoder(isBigEndian ? "utf-16be" : "utf-16le", {
      fatal: true,
      ignoreBOM: false,
    });
    return { ok: true, text: decoder.decode(bytes) };
  } catch {
    return { ok: false, offset: firstLoneUnit(bytes, isBigEndian) };
  }
}

/** Half of a pair of surrogates, or half of a unit at the end. */
function firstLoneUnit(bytes: Uint8Array, isBigEndian: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unitAt = (offset: number) =>
    offset + 1 < bytes.length ? view.getUint16(offset, !isBigEndian) & 0xfc00 : 0;
  let offset = 0;
  while (offset + 1 < bytes.length) {
    const unit = unitAt(offset);
    if (unit === 0xdc00 || (unit === 0xd800 && unitAt(offset + 2) !== 0xdc00)) return offset;
    offset += unit === 0xd800 ? 4 : 2;
  }
  return offset;
}

/** How many bytes beyond ASCII tell what a text is in. */
const SAMPLE_BYTES = 4_096;
/** Of UTF-8 that breaks off, half of its bytes are Arabic letters in windows-1256; of a text in it nearly all are. */
const MOSTLY = 0.8;

/** Whether bytes that are no UTF-8 look like Arabic in windows-1256: a hint for the editor, not to act on. */
function looksLikeWindows1256(bytes: Uint8Array): boolean {
  const high = bytes.filter(byte => byte >= 0x80).slice(0, SAMPLE_BYTES);
  const arabic = new TextDecoder("windows-1256").decode(high).match(/\p{Script=Arabic}|[،؛؟]/gu) ?? [];
  return high.length > 0 && arabic.length >= MOSTLY * high.length;
}

/**
 * Reads bytes as UTF-8 and repairs nothing. One byte order mark is dropped.
 * @see RFC 3629.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    // The decoder says that the bytes are wrong, not where.
    return { ok: false, offset: firstIllFormed(bytes) };
  }
}

function firstIllFormed(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) break;
    offset += length;
  }
  return offset;
}

/** 1 to 4 for a well-formed sequence, 0 for any other. @see RFC 3629 section 4, UTF8-octets. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const [low, high] = secondByteRange(lead);
  if (!isWithin(bytes[offset + 1], low, high)) return 0;
  for (let i = 2; i < length; i += 1) if (!isWithin(bytes[offset + i], 0x80, 0xbf)) return 0;
  return length;
}

/** Narrower for four leads: overlong forms, surrogates and what lies above U+10FFFF have no encoding. */
function secondByteRange(lead: number): [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

function isWithin(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
