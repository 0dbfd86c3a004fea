/**
 * Ogg with Vorbis or Opus, read page by page. The comments (titles, places, covers) are blanked in their pages, whose
 * checksums are computed anew.
 * @see RFC 3533 section 6; RFC 7845 section 5.2; Vorbis I section 5
 */
import { ascii, ByteReader, u32Bytes } from "./bytes";
import { broken } from "./limits";
import type { CleanMedia } from "./sanitize";

interface Page {
  readonly at: number;
  readonly body: number;
  readonly end: number;
  /** How much of the body belongs to the packet that goes on here, and whether it ends here. */
  readonly first: number;
  readonly endsFirst: boolean;
  readonly continues: boolean;
}

/** @throws MediaRejected when it is none, or holds several streams. */
export function sanitizeOgg(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const serial = file.u32(14, true);
  const opening = pageAt(file, 0);
  const isOpus = file.is("OpusHead", opening.body);
  if (!isOpus && !file.is("\x01vorbis", opening.body)) broken("its sound is neither Vorbis nor Opus", 28);
  const pieces: Uint8Array[] = [file.slice(0, opening.end)];
  const comments: Page[] = [];
  for (let at = opening.end; at < file.length; ) {
    const page = pageAt(file, at);
    if (file.u32(at + 14, true) !== serial || (file.u8(at + 5) & 2) !== 0)
      broken("it holds several streams, one beside or after another", at);
    const isComment = comments.at(-1)?.endsFirst !== true;
    if (isComment) {
      if (page.continues !== comments.length > 0) broken("its comments are not where they belong", at);
      comments.push(page);
    } else pieces.push(file.slice(at, page.end));
    at = page.end;
  }
  if (comments.at(-1)?.endsFirst !== true || pieces.length < 2) broken("it holds no sound", file.length);
  pieces.splice(1, 0, ...blanked(file, comments, isOpus));
  return { type: "audio/ogg", width: null, height: null, orientation: null, pieces, warnings: [] };
}

function pageAt(file: ByteReader, at: number): Page {
  if (!file.is("OggS\0", at)) broken("a page does not begin where the one before it ends", at);
  const segments = file.u8(at + 26);
  const lacing = file.slice(at + 27, at + 27 + segments);
  const last = lacing.findIndex(bytes => bytes < 255);
  const sum = (list: Uint8Array) => list.reduce((total, bytes) => total + bytes, 0);
  const body = at + 27 + segments;
  const end = body + sum(lacing);
  file.need(at, end - at);
  const first = last === -1 ? end - body : sum(lacing.subarray(0, last + 1));
  return { at, body, end, first, endsFirst: last !== -1, continues: (file.u8(at + 5) & 1) === 1 };
}

/** The packet of comments holds as many blanks as it held bytes, as the name of the program that made it. */
function blanked(file: ByteReader, pages: readonly Page[], isOpus: boolean): Uint8Array[] {
  const mark = isOpus ? "OpusTags" : "\x03vorbis";
  const [opening] = pages;
  if (opening === undefined || !file.is(mark, opening.body))
    broken("its comments are not where they belong", 0);
  const length = pages.reduce((sum, page) => sum + page.first, 0);
  const vendor = length - mark.length - 8 - (isOpus ? 0 : 1);
  if (vendor < 0) broken("its comments are too short", opening.at);
  const packet = new Uint8Array(length).fill(0x20);
  packet.set([...ascii(mark), ...u32Bytes(vendor, true)]);
  packet.fill(0, mark.length + 4 + vendor);
  if (!isOpus) packet[length - 1] = 1;
  let done = 0;
  return pages.map(({ at, body, end, first }) => {
    const page = file.slice(at, end).slice();
    page.set(packet.subarray(done, done + first), body - at);
    done += first;
    page.fill(0, 22, 26);
    page.set(u32Bytes(oggCrc(page), true), 22);
    return page;
  });
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

/** The checksum of a page whose own checksum is zero: that of PNG, highest bit first. */
export function oggCrc(page: Uint8Array): number {
  let value = 0;
  for (let at = 0; at < page.length; at++)
    value = (value << 8) ^ (CRC_TABLE[((value >>> 24) ^ (page[at] ?? 0)) & 0xff] ?? 0);
  return value >>> 0;
}
