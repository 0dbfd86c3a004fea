/** The names of files in a ZIP archive: bytes, which say at best that they are UTF-8. */
import { crc32 } from "../media/sanitize/deflate";
import { decodeUtf8, type NamesEncoding } from "./decode";

/** The flag that says so. @see PKWARE APPNOTE 6.3.10, section 4.4.4, bit 11 */
const IS_UTF8 = 1 << 11;
/** A field in which programs write the name in UTF-8 beside the one of the old code page. @see the same, section 4.6.9 */
const UNICODE_PATH = 0x7075;

export interface EntryName {
  readonly name: string;
  /** Whether the bytes were in no encoding that is known of them: then the name has U+FFFD for them. */
  readonly isUnknown: boolean;
}

/**
 * @param extra the fields behind the name. @param encoding in what names are that are no UTF-8, when
 * somebody says so.
 */
export function nameOf(
  bytes: Uint8Array,
  flags: number,
  extra: Uint8Array,
  encoding: NamesEncoding,
): EntryName {
  const utf8 = decodeUtf8(unicodePath(bytes, extra) ?? bytes);
  // Programs for Windows part folders so.
  if (utf8.ok) return { name: plain(utf8.text), isUnknown: false };
  const isSaid = (flags & IS_UTF8) === 0 && encoding !== "utf-8";
  return { name: plain(new TextDecoder(isSaid ? encoding : "utf-8").decode(bytes)), isUnknown: !isSaid };
}

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

/** What programs put into archives for themselves: nobody sent it, and nobody need be told. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|\._[^/]*$|Thumbs\.db$|desktop\.ini$)/i;

export function skipped(name: string): SkipReason | "clutter" | null {
  if (CLUTTER.test(name)) return "clutter";
  if (/^\/|^[a-z]:|(?:^|\/)\.\.(?:\/|$)/i.test(name)) return "outside";
  if (name.endsWith("/")) return "folder";
  return /(?:^|\/)\./.test(name) ? "hidden-file" : null;
}

export const SKIPPED: Readonly<Record<SkipReason, string>> = {
  folder: "It is a folder; what is in it stands in the list by itself.",
  outside: "Its path leads out of the archive. Put it into the archive under a path of its own.",
  "hidden-file":
    "Its name, or that of its folder, begins with a dot, as those of hidden files do. Rename it.",
};
