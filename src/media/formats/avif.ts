/**
 * AVIF, one picture: the walk through its boxes and items. Kept are the pictures' own items and their properties;
 * every byte of the media data that no picture names (EXIF, XMP, whatever hides) is blanked in its place, and the
 * EXIF is an empty one. Its orientation is a property of the picture and stays.
 * @see ISO/IEC 23008-12 (HEIF) section 6; AV1 Image File Format 1.1
 */
import { itemsOf, type MediaItem, type Stretch } from "./avif-items";
import { type Box, boxesIn, free, keepOnly, onlyBox } from "./boxes";
import { isColourProfile, profileDropped } from "./colour-profile";
import { EMPTY_TIFF, UPRIGHT } from "./exif";
import { Patches } from "./patches";
import { broken, checkSize, FileBytes, type Judged } from "./walk";

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

/** @throws ProblemError `invalid` when it is none, or more than one thing. */
export function judgeAvif(bytes: Uint8Array): Judged {
  const file = new FileBytes(bytes);
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

/** Whatever is no picture's. Items' places are named, so nothing moves. */
function blankTheRest(
  file: FileBytes,
  patches: Patches,
  items: readonly MediaItem[],
  top: readonly Box[],
  meta: readonly Box[],
): void {
  const stores = [...top, ...meta].filter(box => box.type === "mdat" || box.type === "idat");
  if (stores.length > MOST_STORES) broken("its media data is in too many boxes", stores[0]?.at ?? 0);
  const pictures = items.filter(item => PICTURES.has(item.type)).flatMap(item => item.stretches);
  for (const { from, to } of items.flatMap(item => item.stretches)) {
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
  for (const { type, stretches } of items) {
    const [first] = stretches;
    if (type === "Exif" && first !== undefined) emptyExif(file, patches, first, kept);
  }
}

/** Decoders refuse an EXIF that is none. Four bytes of distance, nought, come before it. */
function emptyExif(file: FileBytes, patches: Patches, place: Stretch, pictures: readonly Stretch[]): void {
  const isPicture = pictures.some(one => one.from < place.to && place.from < one.to);
  if (isPicture) broken("its EXIF lies in the picture", place.from);
  if (place.to - place.from >= 4 + EMPTY_TIFF.length) patches.put(place.from + 4, EMPTY_TIFF);
  file.need(place.from, place.to - place.from);
}

/** The primary picture's size and orientation; every unknown property is freed. */
function propertiesOf(file: FileBytes, patches: Patches, iprp: Box, id: number) {
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
function isColour(file: FileBytes, { body, end }: Box): boolean {
  if (file.is("nclx", body)) return end - body <= 11;
  const isProfile = file.is("prof", body) || file.is("rICC", body);
  return isProfile && isColourProfile(file.slice(body + 4, end));
}

/** The numbers of an item's properties, counted from 1. @see ISO/IEC 23008-12 section 9.3 */
function associated(file: FileBytes, ipma: Box, id: number): number[] {
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
