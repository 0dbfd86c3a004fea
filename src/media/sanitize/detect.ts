/** What a file is: its first bytes decide. Its name and its header decide nothing, but a false Content-Type is an error. */
import { ByteReader } from "./bytes";
import { FILE_BYTES, PICTURE_BYTES } from "./limits";
import { beginsAsMp3 } from "./mp3";

/** What is taken, with the one ending that its address has. */
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

/** How many of its first bytes tell what a file is. */
export const HEAD_BYTES = 64;

export const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;

/** The type of a file, null when it is not taken. @param head its first bytes. @see WHATWG MIME Sniffing, section 6 */
export function detectType(head: Uint8Array): MediaType | null {
  const file = new ByteReader(head.subarray(0, HEAD_BYTES));
  if (file.is("\xff\xd8\xff", 0)) return "image/jpeg";
  if (file.is(String.fromCharCode(...PNG_SIGNATURE), 0)) return "image/png";
  if (file.is("GIF87a", 0) || file.is("GIF89a", 0)) return "image/gif";
  if (file.is("%PDF-", 0)) return "application/pdf";
  if (file.is("OggS", 0)) return "audio/ogg";
  if (file.is("RIFF", 0) && file.is("WEBP", 8)) return "image/webp";
  if (file.is("RIFF", 0) && file.is("WAVE", 8)) return "audio/wav";
  if (file.is("ftyp", 4)) return typeOfBrands(file);
  return beginsAsMp3(file) ? "audio/mpeg" : null;
}

/** Of the brands that an ISO file says it fits. @see ISO/IEC 14496-12 section 4.3 */
function typeOfBrands(file: ByteReader): MediaType | null {
  const end = Math.min(file.u32(0), file.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(file.text(at, 4));
  if (brands.includes("avis")) return null;
  if (brands.includes("avif")) return "image/avif";
  if (brands.some(brand => /^(heic|heix|hevc|mif1|msf1)$/.test(brand))) return null;
  return brands.some(brand => /^(M4A |M4B |mp4[12]|iso[m2-9])$/.test(brand)) ? "audio/mp4" : null;
}

/** A sentence that says what a file is that is not taken. */
export function describeUnsupported(head: Uint8Array): string {
  const text = new TextDecoder("latin1").decode(head.subarray(0, HEAD_BYTES)).trimStart().toLowerCase();
  if (/^(<\?xml|<!--|<svg|<!doctype svg)/.test(text))
    return "The file looks like SVG or XML, which can run programs: send a PNG or WebP of it.";
  if (text.startsWith("<")) return "The file looks like a web page.";
  if (text.startsWith("pk\x03\x04")) return "The file is a ZIP archive or an office document.";
  if (/^.{4}ftypavis/s.test(text)) return "The file is an AVIF that moves: send it as WebP.";
  if (/^.{4}ftyp(hei|hev|mif|msf)/s.test(text))
    return "The file is HEIC, which most browsers do not show: send it as JPEG.";
  return "The file is of no kind that is taken.";
}

/** The largest file of its kind, in bytes. @param head its first bytes. */
export function largestOfKind(head: Uint8Array): number {
  return detectType(head)?.startsWith("image/") ? PICTURE_BYTES : FILE_BYTES;
}

/** What programs declare that do not know. */
const UNKNOWN = ["", "application/octet-stream", "binary/octet-stream", "application/x-www-form-urlencoded"];

/** Other names of the same types. */
const ALIASES: Readonly<Record<string, MediaType>> = {
  "image/jpg": "image/jpeg",
  "image/pjpeg": "image/jpeg",
  "image/apng": "image/png",
  "image/x-png": "image/png",
  "application/x-pdf": "application/pdf",
  "audio/mp3": "audio/mpeg",
  "audio/x-mp3": "audio/mpeg",
  "audio/m4a": "audio/mp4",
  "audio/x-m4a": "audio/mp4",
  "video/mp4": "audio/mp4",
  "application/ogg": "audio/ogg",
  "audio/opus": "audio/ogg",
  "audio/vorbis": "audio/ogg",
  "audio/wave": "audio/wav",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
};

/** The type that a Content-Type declares, if it is another than the one found; else null. */
export function contradicts(declared: string | null, found: MediaType): string | null {
  const mime = (declared ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return UNKNOWN.includes(mime) || mime === found || ALIASES[mime] === found ? null : mime;
}
