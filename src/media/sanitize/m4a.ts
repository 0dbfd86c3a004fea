/**
 * M4A: sound in ISO boxes. Titles, places, dates and all else that is not needed to play it are blanked in place; the
 * sound is untouched.
 * @see ISO/IEC 14496-12 section 8
 */
import { ByteReader } from "./bytes";
import { type Box, boxesIn, keepOnly, onlyBox, Patches } from "./iso-boxes";
import { broken, checkParts } from "./limits";
import type { CleanMedia } from "./sanitize";

const set = (...types: string[]): ReadonlySet<string> => new Set(types);

/** What is kept in each box that holds others. */
const KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: set("mvhd", "trak", "iods"),
  trak: set("tkhd", "edts", "mdia"),
  mdia: set("mdhd", "hdlr", "minf"),
  minf: set("smhd", "dinf", "stbl"),
  dinf: set("dref"),
};
const TOP = set("ftyp", "moov", "mdat");

/** @throws MediaRejected when it is none, or holds anything but sound. */
export function sanitizeM4a(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const patches = new Patches();
  const all = boxesIn(file, 0, file.length);
  const moving = all.find(box => box.type === "moof");
  if (moving !== undefined) broken("it is cut into fragments, as for streaming", moving.at);
  const top = keepOnly(patches, all, TOP);
  onlyBox(top, "ftyp", 0);
  const moov = onlyBox(top, "moov", file.length);
  if (!top.some(box => box.type === "mdat")) broken("it holds no sound", file.length);
  const seen: Box[] = [];
  clean(file, patches, moov, seen);
  const tracks = seen.filter(box => box.type === "hdlr");
  if (tracks.length === 0 || tracks.some(box => !file.is("soun", box.body + 8)))
    broken("it holds a film or something else beside sound", moov.at);
  return {
    ...{ type: "audio/mp4", width: null, height: null, orientation: null },
    ...{ pieces: patches.pieces(file), warnings: [] },
  };
}

function clean(file: ByteReader, patches: Patches, box: Box, seen: Box[]): void {
  const kept = KEPT[box.type];
  if (kept === undefined) {
    blankLeaf(file, patches, box);
    return;
  }
  for (const inner of keepOnly(patches, boxesIn(file, box.body, box.end), kept)) {
    seen.push(inner);
    checkParts(seen.length);
    clean(file, patches, inner, seen);
  }
}

/** Three headers have a creation date, a track's handler has a name, and a data reference may have a path. */
function blankLeaf(file: ByteReader, patches: Patches, { type, at, body, end }: Box): void {
  if (["mvhd", "tkhd", "mdhd"].includes(type)) {
    const bytes = file.u8(body) === 1 ? 16 : 8;
    if (body + 4 + bytes > end) broken("a header is too short", at);
    patches.blank(body + 4, body + 4 + bytes);
  }
  if (type === "hdlr") patches.blank(body + 24, end);
  if (type === "dref")
    for (const entry of boxesIn(file, body + 8, end)) patches.blank(entry.body + 4, entry.end);
}
