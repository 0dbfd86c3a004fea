/** A picture, a recording or a document that the site keeps: its kinds, its address and its public forms. Pure. */
import type { Lang } from "../text/languages";

/** What is taken, with the one ending that its address has. Nothing else is ever served from it. */
export const ENDINGS = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/avif": "avif",
  "image/gif": "gif",
  "application/pdf": "pdf",
  "audio/mpeg": "mp3",
  "audio/mp4": "m4a",
  "audio/ogg": "ogg",
  "audio/wav": "wav",
} as const;
export type MediaType = keyof typeof ENDINGS;

export const MEDIA_TYPES = Object.keys(ENDINGS).filter(isMediaType);

export function isMediaType(type: string): type is MediaType {
  return type in ENDINGS;
}

/** What a picture says to those who do not see it, what stands below it, and who made it. In one language. */
export interface Texts {
  /** Null when nobody has written one; empty for a picture that only adorns. */
  readonly alt: string | null;
  readonly caption: string | null;
  readonly credit: string | null;
}

export interface Media {
  readonly id: number;
  /** SHA-256 of the bytes as they are kept and served, hexadecimal. */
  readonly hash: string;
  readonly type: MediaType;
  readonly bytes: number;
  /** Of the stored pixels, before the orientation is heeded; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** As EXIF counts it, 1 to 8; null for what is no picture. */
  readonly orientation: number | null;
  /** `#rrggbb`: what may stand where a picture will be; null for what is no picture, and where Images are not bound. */
  readonly colour: string | null;
  /** What its file was called by whoever sent it; only editors see it. */
  readonly name: string;
  readonly createdAt: number;
  readonly texts: Readonly<Partial<Record<Lang, Texts>>>;
}

export type Kept = Pick<Media, "hash" | "type">;

/** Its name in the bucket, which is the last part of its address. */
export function fileOf({ hash, type }: Kept): string {
  return `${hash}.${ENDINGS[type]}`;
}

/** Where readers find it. */
export function pathOf(media: Kept): string {
  return `/media/${fileOf(media)}`;
}

export function isPicture({ type }: Pick<Media, "type">): boolean {
  return type.startsWith("image/");
}

/** How large a picture is shown: a quarter turn changes its sides. */
export function shownSize({ width, height, orientation }: Pick<Media, "width" | "height" | "orientation">) {
  const isTurned = orientation !== null && orientation >= 5;
  return isTurned ? { width: height, height: width } : { width, height };
}

/** What an editor should still do about it. */
export function warningsOf(media: Pick<Media, "type" | "texts">) {
  const hasAlt = Object.values(media.texts).some(texts => texts.alt !== null);
  if (!isPicture(media) || hasAlt) return [];
  const message =
    "The picture has no alternative text: those who do not see it learn nothing of it. Send one with PATCH.";
  return [{ code: "alt-missing", message }];
}

/** @param origin scheme and host, for its absolute address. */
export function publicMedia(media: Media, origin: string) {
  const { id, hash, type, bytes, orientation, colour, name, texts } = media;
  return {
    id,
    hash,
    type,
    src: pathOf(media),
    url: origin + pathOf(media),
    bytes,
    ...shownSize(media),
    orientation,
    colour,
    name,
    texts,
    created_at: new Date(media.createdAt).toISOString(),
  };
}

/** The inverse of `fileOf`. @returns null for a name that none of ours has. */
export function keptAt(file: string): Kept | null {
  const [, hash, ending] = /^([0-9a-f]{64})\.([a-z0-9]{3,4})$/.exec(file) ?? [];
  const type = MEDIA_TYPES.find(one => ENDINGS[one] === ending);
  return hash === undefined || type === undefined ? null : { hash, type };
}

/** What a cache in front knows it by, to drop it when it is removed. */
export function mediaTag({ hash }: Pick<Media, "hash">): string {
  return `m${hash.slice(0, 24)}`;
}
