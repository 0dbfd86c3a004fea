/** A picture, a recording or a PDF of the site: its address and its public forms. Pure. */
import type { Lang } from "../text/languages";
import { ENDINGS, MEDIA_TYPES, type MediaType } from "./sanitize/detect";

/** Words about a medium, in one language. */
export interface Texts {
  /** Null when nobody has written one; empty for a picture that only adorns. */
  readonly alt: string | null;
  readonly caption: string | null;
  readonly credit: string | null;
}

export interface Media {
  readonly id: number;
  /** SHA-256 of the stored bytes, hexadecimal. */
  readonly hash: string;
  readonly type: MediaType;
  readonly bytes: number;
  /** Of the stored pixels, before the orientation is applied; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** As EXIF counts it, 1 to 8; null for what is no picture. */
  readonly orientation: number | null;
  /** `#rrggbb`, shown until the picture has loaded; null for what is no picture, and without the binding IMAGES. */
  readonly colour: string | null;
  /** What its file was called; only editors see it. */
  readonly name: string;
  readonly createdAt: number;
  readonly texts: Readonly<Partial<Record<Lang, Texts>>>;
}

export type MediaFile = Pick<Media, "hash" | "type">;

/** Its name in the bucket, which is the last part of its address. */
export function fileName({ hash, type }: MediaFile): string {
  return `${hash}.${ENDINGS[type]}`;
}

/** Where readers find it. */
export function pathOf(file: MediaFile): string {
  return `/media/${fileName(file)}`;
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

/** The inverse of `fileName`. @returns null for any other name. */
export function parseFileName(name: string): MediaFile | null {
  const [, hash, ending] = /^([0-9a-f]{64})\.([a-z0-9]{3,4})$/.exec(name) ?? [];
  const type = MEDIA_TYPES.find(one => ENDINGS[one] === ending);
  return hash === undefined || type === undefined ? null : { hash, type };
}

/** Its tag in the caches in front, which drop it when it is removed. */
export function mediaTag({ hash }: Pick<Media, "hash">): string {
  return `m${hash.slice(0, 24)}`;
}

const ADDRESS = new RegExp(`/media/([0-9a-f]{64})\\.(?:${Object.values(ENDINGS).join("|")})\\b`, "g");

/** The hashes of all media whose address is in a text, each once. */
export function mediaIn(html: string): string[] {
  return [...new Set([...html.matchAll(ADDRESS)].map(([, hash = ""]) => hash))];
}
