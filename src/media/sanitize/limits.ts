/**
 * Why a file is rejected: the limits, each number once, and the checks that every format makes. A file is checked by
 * its headers: its pixels are never decoded here.
 */

/** The largest picture, in bytes. */
export const PICTURE_BYTES = 20 * 1024 * 1024;

/** The largest recording or PDF, in bytes. It is in memory once, beside nothing of its size. */
export const FILE_BYTES = 50 * 1024 * 1024;

/** The longest side of a picture, in pixels. */
export const MOST_SIDE = 20_000;

/** Pixels of a picture: 100 million are also the most that Cloudflare Images takes. */
export const MOST_PIXELS = 100_000_000;

/** Frames of an animation. */
export const MOST_FRAMES = 1_000;

/** Pixels of all frames of an animation together. */
export const MOST_FRAME_PIXELS = 1_000_000_000;

/** Segments, chunks or boxes of a file. */
export const MOST_PARTS = 20_000;

/** A colour profile, in bytes. */
export const MOST_PROFILE_BYTES = 4 * 1024 * 1024;

/** What is wrong with a file, for its editor. */
export interface MediaIssue {
  readonly code: "broken-file" | "hidden-bytes" | "too-much";
  readonly field: "file";
  readonly message: string;
  /** In bytes, from the beginning of the file. */
  readonly offset?: number;
}

export type Rejection =
  /** Of a kind that is not taken. @param found a sentence that says what it is instead. */
  | { readonly code: "media-unsupported"; readonly found: string }
  | { readonly code: "too-large"; readonly limitBytes: number }
  | { readonly code: "invalid"; readonly faults: readonly MediaIssue[] };

/** Thrown inside this folder only: `sanitizeMedia` returns it. */
export class MediaRejected extends Error {
  override readonly name = "MediaRejected";
  constructor(readonly rejection: Rejection) {
    super(rejection.code);
  }
}

const invalid = (issue: Omit<MediaIssue, "field">) =>
  new MediaRejected({ code: "invalid", faults: [{ field: "file", ...issue }] });

/** @throws MediaRejected always: the file is not what it says it is. @param offset where */
export function broken(what: string, offset: number): never {
  const message = `The file is broken: ${what}. Export it again from the program that made it.`;
  throw invalid({ code: "broken-file", message, offset });
}

/** @throws MediaRejected always: something follows the end, or hides in the file. */
export function hiding(what: string, offset: number): never {
  const message = `${what} A file must be one thing and end where it ends. Export it again without anything added.`;
  throw invalid({ code: "hidden-bytes", message, offset });
}

function tooMuch(found: number, most: number, what: string): never {
  const message = `There are ${found} ${what}; at most ${most} are taken. Make it smaller and send it again.`;
  throw invalid({ code: "too-much", message });
}

/** @throws MediaRejected for a picture that is empty or has too many pixels. */
export function checkSize(width: number, height: number, offset: number): void {
  if (width === 0 || height === 0) broken("the picture has no width or no height", offset);
  if (width > MOST_SIDE || height > MOST_SIDE)
    tooMuch(Math.max(width, height), MOST_SIDE, "pixels on a side");
  if (width * height > MOST_PIXELS) tooMuch(width * height, MOST_PIXELS, "pixels");
}

/** @param pixels of one frame. @throws MediaRejected */
export function checkFrames(frames: number, pixels: number): void {
  if (frames > MOST_FRAMES) tooMuch(frames, MOST_FRAMES, "frames");
  if (frames * pixels > MOST_FRAME_PIXELS)
    tooMuch(frames * pixels, MOST_FRAME_PIXELS, "pixels in all frames");
}

/** @throws MediaRejected */
export function checkParts(parts: number): void {
  if (parts > MOST_PARTS) tooMuch(parts, MOST_PARTS, "parts in the file");
}
