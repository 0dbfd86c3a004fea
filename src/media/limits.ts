/** How much is taken, each number once. A file is judged by its headers: its pixels are never decoded here. */

/** The largest picture, in bytes. */
export const PICTURE_BYTES = 20 * 1024 * 1024;

/** The largest recording or PDF, in bytes. It lies in memory once, beside nothing of its size. */
export const FILE_BYTES = 50 * 1024 * 1024;

/** What a multipart form may hold beside its file, in bytes. */
export const FORM_BYTES = 64 * 1024;

/** The longest side of a picture, in pixels. */
export const MOST_SIDE = 20_000;

/** Pixels of a picture: 100 million are also the most that Cloudflare Images takes. */
export const MOST_PIXELS = 100_000_000;

/** Frames of an animation. */
export const MOST_FRAMES = 1_000;

/** Pixels of all frames of an animation together. */
export const MOST_FRAME_PIXELS = 1_000_000_000;

/** Segments, chunks or boxes of a picture. */
export const MOST_PARTS = 20_000;

/** A colour profile, in bytes. */
export const MOST_PROFILE_BYTES = 4 * 1024 * 1024;
