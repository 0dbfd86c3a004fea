/** ZIP archives: read by their directory, and inflated within bounds. */
import { type Issue, ProblemError } from "../http/problem";
import { crc32, inflateInPieces } from "../media/sanitize/bytes";
import { decodeUtf8, type NamesEncoding } from "./decode";
import type { UploadIssueCode } from "./warnings";

export interface ZipEntry {
  /** Its path in the archive; that of a folder ends in "/". */
  readonly name: string;
  /** Whether its name is in no known encoding. */
  readonly isNameUnknown: boolean;
  readonly isEncrypted: boolean;
  /** Of the bytes when inflated, as the directory says. */
  readonly crc32: number;
  /** Bytes when inflated, as the directory says. */
  readonly size: number;
  readonly compressedSize: number;
  readonly method: number;
  /** Of its own header, in bytes from the beginning. */
  readonly offset: number;
}

/** What is left to inflate, in bytes: all entries of one request take from it. */
export interface Allowance {
  left: number;
}

/** The most entries of a directory. */
const MOST_ENTRIES = 2_000;
/** Fed in pieces this small, an entry overshoots the allowance by at most a thousand times as much. */
const PIECE = 4_096;

const END = 0x06054b50;
const DIRECTORY = 0x02014b50;
const LOCAL = 0x04034b50;

/**
 * What an archive has, as its directory says.
 * @param encoding of names that are no UTF-8.
 * @throws ProblemError `invalid` when it cannot be read.
 * @see PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16
 */
export function entriesOf(bytes: Uint8Array, encoding: NamesEncoding = "utf-8"): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endOf(view);
  const count = view.getUint16(end + 10, true);
  if (count > MOST_ENTRIES)
    refuseArchive("too-many-files", `It has ${count} files; at most ${MOST_ENTRIES} fit.`);
  const entries: ZipEntry[] = [];
  let place = view.getUint32(end + 16, true);
  for (let index = 0; index < count; index++) {
    if (place + 46 > end || view.getUint32(place, true) !== DIRECTORY) refuseUnreadable();
    const nameEnd = place + 46 + view.getUint16(place + 28, true);
    const extraEnd = nameEnd + view.getUint16(place + 30, true);
    const flags = view.getUint16(place + 8, true);
    const extra = bytes.subarray(nameEnd, extraEnd);
    const { name, isUnknown } = nameOf(bytes.subarray(place + 46, nameEnd), flags, extra, encoding);
    entries.push({
      name,
      isNameUnknown: isUnknown,
      isEncrypted: (flags & 1) !== 0,
      method: view.getUint16(place + 10, true),
      crc32: view.getUint32(place + 16, true),
      compressedSize: view.getUint32(place + 20, true),
      size: view.getUint32(place + 24, true),
      offset: view.getUint32(place + 42, true),
    });
    place = extraEnd + view.getUint16(place + 32, true);
  }
  return entries;
}

/** The end record stands before a comment of at most 65,535 bytes. */
function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - 22 - 65_535);
  for (let place = view.byteLength - 22; place >= first; place--)
    if (view.getUint32(place, true) === END) return place;
  return refuseUnreadable();
}

/**
 * The bytes of an entry.
 * @param most how large it may be, in bytes.
 * @throws ProblemError `too-large` as soon as it is, whatever the directory says; `invalid` when it cannot be read.
 */
export async function readEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  most: number,
  allowance: Allowance,
): Promise<Uint8Array> {
  const limit = Math.min(most, allowance.left);
  if (entry.size > limit) throw new ProblemError({ code: "too-large", limitBytes: limit });
  if (entry.isEncrypted)
    refuseArchive("encrypted-archive", "It is locked with a password. Send it without one.");
  if (entry.method !== 0 && entry.method !== 8) refuseMethod(entry.method);
  const packed = packedBytes(bytes, entry);
  const whole = entry.method === 0 ? packed : await inflateWithin(packed, entry.size, limit);
  if (whole.length !== entry.size) refuseUnreadable();
  if (crc32(whole) !== entry.crc32)
    refuseArchive(
      "damaged-file",
      "Its checksum is not that of its content: it was damaged on the way. Make the archive again and send it again.",
    );
  allowance.left -= whole.length;
  return whole;
}

function packedBytes(bytes: Uint8Array, { offset, compressedSize }: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL) refuseUnreadable();
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + compressedSize > bytes.length) refuseUnreadable();
  return bytes.subarray(start, start + compressedSize);
}

async function inflateWithin(packed: Uint8Array, size: number, limit: number): Promise<Uint8Array> {
  const { Inflate } = await import("fflate");
  const whole = new Uint8Array(size);
  let length = 0;
  const take = (piece: Uint8Array) => {
    if (length + piece.length > limit) throw new ProblemError({ code: "too-large", limitBytes: limit });
    if (length + piece.length > size) refuseUnreadable();
    whole.set(piece, length);
    length += piece.length;
    return length < size;
  };
  try {
    inflateInPieces(ondata => new Inflate(ondata), packed, PIECE, take);
  } catch (failure) {
    if (failure instanceof ProblemError) throw failure;
    refuseUnreadable();
  }
  return whole.subarray(0, length);
}

function refuseUnreadable(): never {
  refuseArchive(
    "unreadable-archive",
    "The file is damaged: it is a Word document or a ZIP archive, and cannot be read to its end. Send it again, since it may have been cut off on the way; if it is refused again, save it anew in its program, or make the archive again without splitting it.",
  );
}

function refuseMethod(method: number): never {
  refuseArchive(
    "unknown-compression",
    `It is compressed in a way that is not read (method ${method}). Make the archive with Deflate, the usual way.`,
  );
}

function refuseArchive(code: UploadIssueCode, message: string): never {
  const fault: Issue = { code, field: "body", message };
  throw new ProblemError({ code: "invalid", faults: [fault] });
}

/** The flag that a name is UTF-8. @see PKWARE APPNOTE 6.3.10, section 4.4.4, bit 11 */
const IS_UTF8 = 1 << 11;
/** A field in which programs write the name in UTF-8 beside the one of the old code page. @see the same, section 4.6.9 */
const UNICODE_PATH = 0x7075;

interface EntryName {
  readonly name: string;
  /** Whether its bytes are in no known encoding: then U+FFFD stands for them. */
  readonly isUnknown: boolean;
}

/** @param extra the fields after the name. @param encoding of names that are no UTF-8. */
function nameOf(bytes: Uint8Array, flags: number, extra: Uint8Array, encoding: NamesEncoding): EntryName {
  const utf8 = decodeUtf8(unicodePath(bytes, extra) ?? bytes);
  if (utf8.ok) return { name: plain(utf8.text), isUnknown: false };
  const isDeclared = (flags & IS_UTF8) === 0 && encoding !== "utf-8";
  return {
    name: plain(new TextDecoder(isDeclared ? encoding : "utf-8").decode(bytes)),
    isUnknown: !isDeclared,
  };
}

/** With slashes, where programs for Windows write backslashes. */
const plain = (name: string) => name.replaceAll("\\", "/");

function unicodePath(name: Uint8Array, extra: Uint8Array): Uint8Array | null {
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.length; ) {
    const end = at + 4 + view.getUint16(at + 2, true);
    const isPath = view.getUint16(at, true) === UNICODE_PATH && end <= extra.length && end >= at + 9;
    if (isPath && extra[at + 4] === 1 && view.getUint32(at + 5, true) === crc32(name))
      return extra.subarray(at + 9, end);
    at = end;
  }
  return null;
}

/** Why a file of an archive is no document of it. */
export type SkipReason = "folder" | "outside" | "hidden-file";

/** What programs put into archives for themselves: skipped without a word. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/i;

export function skipReason(name: string): SkipReason | "clutter" | null {
  if (CLUTTER.test(name)) return "clutter";
  if (/^\/|^[a-z]:|(?:^|\/)\.\.(?:\/|$)/i.test(name)) return "outside";
  if (name.endsWith("/")) return "folder";
  return /(?:^|\/)\./.test(name) ? "hidden-file" : null;
}

export const SKIP_MESSAGES: Readonly<Record<SkipReason, string>> = {
  folder: "It is a folder; what is in it stands in the list by itself.",
  outside: "Its path leads out of the archive. Put it into the archive under a path of its own.",
  "hidden-file":
    "Its name, or that of its folder, begins with a dot, as those of hidden files do. Rename it.",
};
