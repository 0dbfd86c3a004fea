/**
 * The boxes of ISO media files (AVIF, M4A): the walk through them, and blanking one without moving what follows,
 * since such a file names places by their distance from its beginning.
 * @see ISO/IEC 14496-12 section 4.2
 */
import type { Patches } from "./patches";
import { ascii, broken, checkParts, type FileBytes } from "./walk";

export interface Box {
  readonly type: string;
  readonly at: number;
  /** Where its contents begin. */
  readonly body: number;
  readonly end: number;
}

/** The boxes between two places, which they fill exactly. @throws ProblemError */
export function boxesIn(file: FileBytes, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  for (let at = from; at < to; ) {
    checkParts(boxes.length);
    const box = boxAt(file, at, to);
    boxes.push(box);
    at = box.end;
  }
  return boxes;
}

function boxAt(file: FileBytes, at: number, to: number): Box {
  const size = file.u32(at);
  const type = file.text(at + 4, 4);
  const body = at + (size === 1 ? 16 : 8);
  // Nought: to the end of the file. One: the length stands in the eight bytes after the name.
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

/** The one box of a type. @throws ProblemError when there is none, or a second one. */
export function onlyBox(boxes: readonly Box[], type: string, at: number): Box {
  const [found, second] = boxes.filter(box => box.type === type);
  if (found === undefined) return broken(`it has no box '${type}'`, at);
  if (second !== undefined) return broken(`it has two boxes '${type}'`, second.at);
  return found;
}
