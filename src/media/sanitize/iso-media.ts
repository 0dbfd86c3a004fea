/**
 * ISO media files: their boxes (for AVIF too), and M4A. A box is blanked without moving what follows, since such a file
 * names places by their offset from its beginning.
 * @see ISO/IEC 14496-12 sections 4.2 and 8
 */
import { ascii, ByteReader } from "./bytes";
import { broken, checkParts } from "./limits";
import type { CleanMedia } from "./sanitize";

export interface Box {
  readonly type: string;
  readonly at: number;
  /** Where its contents begin. */
  readonly body: number;
  readonly end: number;
}

/** The boxes between two offsets, which they fill exactly. @throws MediaRejected */
export function boxesIn(file: ByteReader, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    checkParts(boxes.length);
    const box = boxAt(file, at, to);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

function boxAt(file: ByteReader, at: number, to: number): Box {
  const size = file.u32(at);
  const type = file.text(at + 4, 4);
  const body = at + (size === 1 ? 16 : 8);
  // Zero: to the end of the file. One: the length is in the eight bytes after the name.
  const end = size === 0 ? to : at + (size === 1 ? file.u64(at + 8) : size);
  if (end < body || end > to) broken(`the box ${JSON.stringify(type)} reaches beyond what holds it`, at);
  return { type, at, body, end };
}

/** Makes it empty space of the same length. */
export function free(patches: Patches, { at, body, end }: Box): void {
  patches.put(at + 4, ascii("free"));
  patches.blank(body, end);
}

/** Frees every box that is not on the list. @returns those that are. */
export function keepOnly(patches: Patches, boxes: readonly Box[], kept: ReadonlySet<string>): Box[] {
  for (const box of boxes) if (!kept.has(box.type)) free(patches, box);
  return boxes.filter(box => kept.has(box.type));
}

/** The one box of a type. @throws MediaRejected when there is none, or a second one. */
export function onlyBox(boxes: readonly Box[], type: string, at: number): Box {
  const [found, second] = boxes.filter(box => box.type === type);
  if (found === undefined) return broken(`it has no box '${type}'`, at);
  if (second !== undefined) return broken(`it has two boxes '${type}'`, second.at);
  return found;
}

interface Patch {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly order: number;
}

/** Changes to a file whose offsets must not move: bytes are replaced by as many others. */
export class Patches {
  readonly #patches: Patch[] = [];

  put(at: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.#patches.push({ at, bytes, order: this.#patches.length });
  }

  blank(from: number, to: number, filler = 0): void {
    if (to > from) this.put(from, new Uint8Array(to - from).fill(filler));
  }

  /** The file with the patches in it; of two that overlap, the later one holds. @throws MediaRejected for one beyond its end. */
  pieces(file: ByteReader): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let done = 0;
    for (const { from, to, patches } of this.#ranges()) {
      file.need(from, to - from);
      if (from > done) pieces.push(file.slice(done, from));
      const copy = file.slice(from, to).slice();
      for (const { at, bytes } of patches.toSorted((one, other) => one.order - other.order))
        copy.set(bytes, at - from);
      pieces.push(copy);
      done = to;
    }
    if (done < file.length) pieces.push(file.slice(done, file.length));
    return pieces;
  }

  /** Where anything changes: in order, apart from each other. */
  #ranges(): { from: number; to: number; patches: Patch[] }[] {
    const ranges: { from: number; to: number; patches: Patch[] }[] = [];
    for (const patch of this.#patches.toSorted((one, other) => one.at - other.at)) {
      const last = ranges.at(-1);
      const end = patch.at + patch.bytes.length;
      if (last !== undefined && patch.at <= last.to) {
        last.to = Math.max(last.to, end);
        last.patches.push(patch);
      } else ranges.push({ from: patch.at, to: end, patches: [patch] });
    }
    return ranges;
  }
}

const set = (...types: string[]): ReadonlySet<string> => new Set(types);

/** What is kept of an M4A in each box that holds others. */
const M4A_KEPT: Readonly<Record<string, ReadonlySet<string>>> = {
  moov: set("mvhd", "trak", "iods"),
  trak: set("tkhd", "edts", "mdia"),
  mdia: set("mdhd", "hdlr", "minf"),
  minf: set("smhd", "dinf", "stbl"),
  dinf: set("dref"),
};
const M4A_TOP = set("ftyp", "moov", "mdat");

/**
 * M4A: titles, places, dates and all else that is not needed to play it are blanked in place; the sound is untouched.
 * @throws MediaRejected when it is none, or has anything but sound.
 */
export function sanitizeM4a(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const patches = new Patches();
  const all = boxesIn(file, 0, file.length);
  const moving = all.find(box => box.type === "moof");
  if (moving !== undefined) broken("it is cut into fragments, as for streaming", moving.at);
  const top = keepOnly(patches, all, M4A_TOP);
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
  const kept = M4A_KEPT[box.type];
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
