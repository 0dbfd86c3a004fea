/**
 * AVIF of one picture, read box by box. Kept are the items that are pictures, and their properties. Every byte of the
 * media data that no picture names (EXIF, XMP, what hides) is blanked in place, and the EXIF becomes an empty one. The
 * orientation is a property of the picture and stays.
 * @see ISO/IEC 23008-12 (HEIF) section 6; AV1 Image File Format 1.1
 */
import { ByteReader } from "./bytes";
import { type Box, boxesIn, free, keepOnly, onlyBox, Patches } from "./iso-media";
import { broken, checkParts, checkSize } from "./limits";
import { EMPTY_TIFF, isColourProfile, profileDropped, UPRIGHT } from "./picture-metadata";
import type { CleanMedia } from "./sanitize";

const TOP: ReadonlySet<string> = new Set(["ftyp", "meta", "mdat"]);
const META: ReadonlySet<string> = new Set(["hdlr", "pitm", "iloc", "iinf", "iprp", "iref", "idat", "grpl"]);
const PROPERTIES: ReadonlySet<string> = new Set([
  ...["av1C", "ispe", "pixi", "colr", "auxC", "irot", "imir", "clap", "pasp", "a1op", "a1lx", "lsel"],
  ...["clli", "mdcv", "cclv", "amve", "ndwt", "reve"],
]);
/** Items that are pictures, or say how others make one. */
const PICTURES: ReadonlySet<string> = new Set(["av01", "grid", "iden", "iovl", "tmap"]);

/** Boxes of media data; programs write one. */
const MOST_STORES = 16;

/** @throws MediaRejected when it is none, or more than one thing. */
export function sanitizeAvif(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const patches = new Patches();
  const top = keepOnly(patches, boxesIn(file, 0, file.length), TOP);
  onlyBox(top, "ftyp", 0);
  const meta = onlyBox(top, "meta", file.length);
  const boxes = keepOnly(patches, boxesIn(file, meta.body + 4, meta.end), META);
  const handler = onlyBox(boxes, "hdlr", meta.at);
  if (!file.is("pict", handler.body + 8)) broken("it is not made of pictures", handler.at);
  patches.blank(handler.body + 24, handler.end);
  const items = itemsOf(file, boxes, meta.at, patches);
  const primary = items.find(item => item.isPrimary && item.type !== "Exif");
  if (primary === undefined) return broken("it does not say which picture it shows", meta.at);
  const shown = propertiesOf(file, patches, onlyBox(boxes, "iprp", meta.at), primary.id);
  blankTheRest(file, patches, items, top, boxes);
  const { isProfileDropped, ...picture } = shown;
  const warnings = profileDropped(isProfileDropped);
  return { type: "image/avif", ...picture, pieces: patches.pieces(file), warnings };
}

/** Blanks all media data that is no picture's. */
function blankTheRest(
  file: ByteReader,
  patches: Patches,
  items: readonly MediaItem[],
  top: readonly Box[],
  meta: readonly Box[],
): void {
  const stores = [...top, ...meta].filter(box => box.type === "mdat" || box.type === "idat");
  if (stores.length > MOST_STORES) broken("its media data is in too many boxes", stores[0]?.at ?? 0);
  const pictures = items.filter(item => PICTURES.has(item.type)).flatMap(item => item.spans);
  for (const { from, to } of items.flatMap(item => item.spans)) {
    if (!stores.some(store => store.body <= from && to <= store.end))
      broken("an item lies outside the media data", from);
  }
  const kept = pictures.toSorted((one, other) => one.from - other.from);
  for (const store of stores) {
    let done = store.body;
    for (const { from, to } of kept.filter(one => one.from >= store.body && one.to <= store.end)) {
      patches.blank(done, from);
      done = Math.max(done, to);
    }
    patches.blank(done, store.end);
  }
  for (const { type, spans } of items) {
    const [first] = spans;
    if (type === "Exif" && first !== undefined) emptyExif(file, patches, first, kept);
  }
}

/** Decoders refuse an EXIF that is none. Four bytes of distance, nought, come before it. */
function emptyExif(file: ByteReader, patches: Patches, place: ByteSpan, pictures: readonly ByteSpan[]): void {
  const isPicture = pictures.some(one => one.from < place.to && place.from < one.to);
  if (isPicture) broken("its EXIF lies in the picture", place.from);
  if (place.to - place.from >= 4 + EMPTY_TIFF.length) patches.put(place.from + 4, EMPTY_TIFF);
  file.need(place.from, place.to - place.from);
}

/** The primary picture's size and orientation; every unknown property is freed. */
function propertiesOf(file: ByteReader, patches: Patches, iprp: Box, id: number) {
  const inside = boxesIn(file, iprp.body, iprp.end);
  const ipco = onlyBox(inside, "ipco", iprp.at);
  const all = boxesIn(file, ipco.body, ipco.end);
  keepOnly(patches, all, PROPERTIES);
  for (const box of all) {
    if (box.type === "ispe") checkSize(file.u32(box.body + 4), file.u32(box.body + 8), box.at);
  }
  const lying = all.filter(box => box.type === "colr" && !isColour(file, box));
  for (const box of lying) free(patches, box);
  const own = inside
    .filter(box => box.type === "ipma")
    .flatMap(box => associated(file, box, id))
    .map(place => all[place - 1])
    .filter(box => box !== undefined);
  const ispe = own.find(box => box.type === "ispe");
  if (ispe === undefined) return broken("it does not tell its size", iprp.at);
  const turn = own.find(box => box.type === "irot");
  const mirror = own.find(box => box.type === "imir");
  const orientation = orientationOf(
    turn === undefined ? 0 : file.u8(turn.body) & 3,
    mirror === undefined ? null : file.u8(mirror.body) & 1,
  );
  const size = { width: file.u32(ispe.body + 4), height: file.u32(ispe.body + 8) };
  return { ...size, orientation, isProfileDropped: lying.length > 0 };
}

/** Colours are told by numbers, or by a profile. @see ISO/IEC 14496-12 section 12.1.5 */
function isColour(file: ByteReader, { body, end }: Box): boolean {
  if (file.is("nclx", body)) return end - body <= 11;
  const isProfile = file.is("prof", body) || file.is("rICC", body);
  return isProfile && isColourProfile(file.slice(body + 4, end));
}

/** The numbers of an item's properties, counted from 1. @see ISO/IEC 23008-12 section 9.3 */
function associated(file: ByteReader, ipma: Box, id: number): number[] {
  const version = file.u8(ipma.body);
  const isWide = (file.u8(ipma.body + 3) & 1) === 1;
  const entries = file.u32(ipma.body + 4);
  const found: number[] = [];
  let at = ipma.body + 8;
  for (let entry = 0; entry < entries && at < ipma.end; entry++) {
    const item = version === 0 ? file.u16(at) : file.u32(at);
    at += version === 0 ? 2 : 4;
    const count = file.u8(at);
    at += 1;
    for (let one = 0; one < count; one++, at += isWide ? 2 : 1) {
      const number = isWide ? file.u16(at) & 0x7fff : file.u8(at) & 0x7f;
      if (item === id) found.push(number);
    }
  }
  return found;
}

/** As EXIF counts it. @param turns quarter turns against the clock. @param axis of mirroring: 0 top to bottom, 1 left to right */
function orientationOf(turns: number, axis: number | null): number {
  const table: readonly (readonly number[])[] = [
    [UPRIGHT, 8, 3, 6],
    [4, 5, 2, 7],
    [2, 7, 4, 5],
  ];
  return table[axis === null ? 0 : axis + 1]?.[turns] ?? UPRIGHT;
}

interface ByteSpan {
  readonly from: number;
  readonly to: number;
}

interface MediaItem {
  readonly id: number;
  readonly type: string;
  readonly isPrimary: boolean;
  readonly spans: readonly ByteSpan[];
}

/** @param patches get the blanking of items' names. @throws MediaRejected */
function itemsOf(file: ByteReader, meta: readonly Box[], at: number, patches: Patches): MediaItem[] {
  const types = typesOf(file, onlyBox(meta, "iinf", at), patches);
  const pitm = onlyBox(meta, "pitm", at);
  const primary = file.u8(pitm.body) === 0 ? file.u16(pitm.body + 4) : file.u32(pitm.body + 4);
  const idat = meta.find(box => box.type === "idat") ?? null;
  const places = placesOf(file, onlyBox(meta, "iloc", at), idat);
  return [...types].map(([id, type]) => ({
    ...{ id, type, isPrimary: id === primary },
    spans: places.get(id) ?? [],
  }));
}

function typesOf(file: ByteReader, iinf: Box, patches: Patches): Map<number, string> {
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

/** Blanks an item's name. The type of the contents of a MIME item stays. */
function blankName(file: ByteReader, patches: Patches, from: number, end: number): void {
  const zero = file.bytes.indexOf(0, from);
  patches.blank(from, zero === -1 || zero > end ? end : zero, 0x20);
}

/** How many bytes each number of a place takes. */
interface Widths {
  readonly offset: number;
  readonly length: number;
  readonly base: number;
  readonly index: number;
}

/** @see ISO/IEC 14496-12 section 8.11.3 */
function placesOf(file: ByteReader, iloc: Box, idat: Box | null): Map<number, ByteSpan[]> {
  const version = file.u8(iloc.body);
  if (version > 2) broken("its items are placed in a way that is not known", iloc.at);
  const sizes = file.u16(iloc.body + 4);
  const widths: Widths = {
    ...{ offset: sizes >> 12, length: (sizes >> 8) & 15, base: (sizes >> 4) & 15 },
    index: version === 0 ? 0 : sizes & 15,
  };
  const places = new Map<number, ByteSpan[]>();
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
    extentsSeen += extents.spans.length;
    checkParts(extentsSeen);
    places.set(id, extents.spans);
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

function extentsOf(file: ByteReader, from: number, widths: Widths, start: number) {
  const count = file.u16(from);
  checkParts(count);
  let at = from + 2;
  const spans: ByteSpan[] = [];
  for (let extent = 0; extent < count; extent++) {
    at += widths.index;
    const begin = start + sized(file, at, widths.offset);
    at += widths.offset;
    const length = sized(file, at, widths.length);
    at += widths.length;
    file.need(begin, length);
    spans.push({ from: begin, to: begin + length });
  }
  return { spans, end: at };
}

function sized(file: ByteReader, at: number, bytes: number): number {
  if (bytes === 0) return 0;
  if (bytes === 4) return file.u32(at);
  return bytes === 8 ? file.u64(at) : broken("a place in it is of no known width", at);
}
