/**
 * The boxes of ISO media files (AVIF, M4A): reading them, and blanking one without moving what follows, since such a file
 * names places by their offset from its beginning.
 * @see ISO/IEC 14496-12 section 4.2
 */
import { ascii, type ByteReader } from "./bytes";
import { broken, checkParts } from "./limits";

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
