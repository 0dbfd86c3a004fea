/** The items of an AVIF: what each is, and where its bytes lie. @see ISO/IEC 14496-12 section 8.11 */
import { type Box, boxesIn, onlyBox } from "./boxes";
import type { Patches } from "./patches";
import { broken, checkParts, type FileBytes } from "./walk";

export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface MediaItem {
  readonly id: number;
  readonly type: string;
  readonly isPrimary: boolean;
  readonly stretches: readonly Stretch[];
}

/** @param patches get the blanking of items' names. @throws ProblemError */
export function itemsOf(file: FileBytes, meta: readonly Box[], at: number, patches: Patches): MediaItem[] {
  const types = typesOf(file, onlyBox(meta, "iinf", at), patches);
  const pitm = onlyBox(meta, "pitm", at);
  const primary = file.u8(pitm.body) === 0 ? file.u16(pitm.body + 4) : file.u32(pitm.body + 4);
  const idat = meta.find(box => box.type === "idat") ?? null;
  const places = placesOf(file, onlyBox(meta, "iloc", at), idat);
  return [...types].map(([id, type]) => ({
    ...{ id, type, isPrimary: id === primary },
    stretches: places.get(id) ?? [],
  }));
}

function typesOf(file: FileBytes, iinf: Box, patches: Patches): Map<number, string> {
  const types = new Map<number, string>();
  const first = iinf.body + (file.u8(iinf.body) === 0 ? 6 : 8);
  for (const box of boxesIn(file, first, iinf.end)) {
    const version = file.u8(box.body);
    if (box.type !== "infe" || version < 2) broken("an item is told in a way that is not AVIF's", box.at);
    const idBytes = version === 2 ? 2 : 4;
    const id = idBytes === 2 ? file.u16(box.body + 4) : file.u32(box.body + 4);
    const typeAt = box.body + 4 + idBytes + 2;
    if (types.has(id)) broken("two items have one number", box.at);
    types.set(id, file.text(typeAt, 4));
    blankName(file, patches, typeAt + 4, box.end);
  }
  return types;
}

/** The letters of a name and of whatever follows but the end marks. The type of the contents of a MIME item stays. */
function blankName(file: FileBytes, patches: Patches, from: number, end: number): void {
  const zero = file.bytes.indexOf(0, from);
  patches.blank(from, zero === -1 || zero > end ? end : zero, 0x20);
}

interface Widths {
  readonly offset: number;
  readonly length: number;
  readonly base: number;
  readonly index: number;
}

/** @see ISO/IEC 14496-12 section 8.11.3 */
function placesOf(file: FileBytes, iloc: Box, idat: Box | null): Map<number, Stretch[]> {
  const version = file.u8(iloc.body);
  if (version > 2) broken("its items are placed in a way that is not known", iloc.at);
  const sizes = file.u16(iloc.body + 4);
  const widths: Widths = {
    ...{ offset: sizes >> 12, length: (sizes >> 8) & 15, base: (sizes >> 4) & 15 },
    index: version === 0 ? 0 : sizes & 15,
  };
  const places = new Map<number, Stretch[]>();
  let at = iloc.body + 6;
  const count = version === 2 ? file.u32(at) : file.u16(at);
  at += version === 2 ? 4 : 2;
  checkParts(count);
  let extentsSeen = 0;
  for (let item = 0; item < count; item++) {
    const id = version === 2 ? file.u32(at) : file.u16(at);
    at += version === 2 ? 4 : 2;
    const method = version === 0 ? 0 : file.u16(at) & 15;
    at += (version === 0 ? 0 : 2) + 2;
    const start = methodStart(method, idat, at) + sized(file, at, widths.base);
    at += widths.base;
    const extents = extentsOf(file, at, widths, start);
    extentsSeen += extents.stretches.length;
    checkParts(extentsSeen);
    places.set(id, extents.stretches);
    at = extents.end;
    if (at > iloc.end) broken("its items' places reach beyond what holds them", iloc.at);
  }
  return places;
}

/** Where distances are counted from: the file's beginning, or the data beside the items. */
function methodStart(method: number, idat: Box | null, at: number): number {
  if (method === 0) return 0;
  if (method === 1 && idat !== null) return idat.body;
  return broken("an item is placed inside another", at);
}

function extentsOf(file: FileBytes, from: number, widths: Widths, start: number) {
  const count = file.u16(from);
  checkParts(count);
  let at = from + 2;
  const stretches: Stretch[] = [];
  for (let extent = 0; extent < count; extent++) {
    at += widths.index;
    const begin = start + sized(file, at, widths.offset);
    at += widths.offset;
    const length = sized(file, at, widths.length);
    at += widths.length;
    file.need(begin, length);
    stretches.push({ from: begin, to: begin + length });
  }
  return { stretches, end: at };
}

function sized(file: FileBytes, at: number, bytes: number): number {
  if (bytes === 0) return 0;
  if (bytes === 4) return file.u32(at);
  return bytes === 8 ? file.u64(at) : broken("a place in it is of no known width", at);
}
