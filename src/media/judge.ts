/**
 * What a file is: by its first bytes, and then by a walk through the whole of it. What it says about itself in a
 * header or by its name decides nothing.
 */
import { ProblemError } from "../http/problem";
import { judgeAvif } from "./formats/avif";
import { judgeGif } from "./formats/gif";
import { judgeJpeg } from "./formats/jpeg";
import { judgeM4a } from "./formats/m4a";
import { beginsAsMp3, judgeMp3 } from "./formats/mp3";
import { judgeOgg } from "./formats/ogg";
import { judgePdf } from "./formats/pdf";
import { judgePng, PNG_SIGNATURE } from "./formats/png";
import { FileBytes, hiding, type Judged } from "./formats/walk";
import { judgeWav } from "./formats/wav";
import { judgeWebp } from "./formats/webp";
import { FILE_BYTES, PICTURE_BYTES } from "./limits";
import type { MediaType } from "./media";

/** How many of its first bytes tell what a file is. */
export const HEAD_BYTES = 64;

/** The largest file of its kind, in bytes. @param head its first bytes. */
export function limitOf(head: Uint8Array): number {
  const type = typeOf(head);
  return type?.startsWith("image/") ? PICTURE_BYTES : FILE_BYTES;
}

/**
 * @param bytes the whole file, which must not change while what is returned is used.
 * @throws ProblemError `media-unsupported` for a kind that is not taken, `too-large`, or `invalid` for a file that is
 * broken, too much, or more than one thing.
 */
export function judge(bytes: Uint8Array): Judged {
  const type = judgedType(bytes);
  const limitBytes = limitOf(bytes.subarray(0, HEAD_BYTES));
  if (bytes.length > limitBytes) throw new ProblemError({ code: "too-large", limitBytes });
  refuseArchive(bytes);
  return JUDGES[type](bytes);
}

/** What its first bytes say that it is. @throws ProblemError `media-unsupported` */
export function judgedType(bytes: Uint8Array): MediaType {
  const head = bytes.subarray(0, HEAD_BYTES);
  const type = typeOf(head);
  if (type === null) throw new ProblemError({ code: "media-unsupported", found: nameOf(head) });
  return type;
}

const JUDGES: Readonly<Record<MediaType, (bytes: Uint8Array) => Judged>> = {
  "image/jpeg": judgeJpeg,
  "image/png": judgePng,
  "image/webp": judgeWebp,
  "image/avif": judgeAvif,
  "image/gif": judgeGif,
  "application/pdf": judgePdf,
  "audio/mpeg": judgeMp3,
  "audio/mp4": judgeM4a,
  "audio/ogg": judgeOgg,
  "audio/wav": judgeWav,
};

/** @see WHATWG MIME Sniffing, section 6 */
function typeOf(head: Uint8Array): MediaType | null {
  const file = new FileBytes(head);
  if (file.is("\xff\xd8\xff", 0)) return "image/jpeg";
  if (file.is(String.fromCharCode(...PNG_SIGNATURE), 0)) return "image/png";
  if (file.is("GIF87a", 0) || file.is("GIF89a", 0)) return "image/gif";
  if (file.is("%PDF-", 0)) return "application/pdf";
  if (file.is("OggS", 0)) return "audio/ogg";
  if (file.is("RIFF", 0) && file.is("WEBP", 8)) return "image/webp";
  if (file.is("RIFF", 0) && file.is("WAVE", 8)) return "audio/wav";
  if (file.is("ftyp", 4)) return ofBrands(file);
  return beginsAsMp3(head) ? "audio/mpeg" : null;
}

/** Of the brands that an ISO file says it fits. @see ISO/IEC 14496-12 section 4.3 */
function ofBrands(file: FileBytes): MediaType | null {
  const end = Math.min(file.u32(0), file.length);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(file.text(at, 4));
  if (brands.includes("avis")) return null;
  if (brands.includes("avif")) return "image/avif";
  if (brands.some(brand => /^(heic|heix|hevc|mif1|msf1)$/.test(brand))) return null;
  return brands.some(brand => /^(M4A |M4B |mp4[12]|iso[m2-9])$/.test(brand)) ? "audio/mp4" : null;
}

/** For people, what it is instead. */
function nameOf(head: Uint8Array): string {
  const text = new TextDecoder("latin1").decode(head).trimStart().toLowerCase();
  if (/^(<\?xml|<!--|<svg|<!doctype svg)/.test(text))
    return "The file looks like SVG or XML, which can run programs: send a PNG or WebP of it.";
  if (text.startsWith("<")) return "The file looks like a web page.";
  if (text.startsWith("pk\x03\x04")) return "The file is a ZIP archive or an office document.";
  if (/^.{4}ftypavis/s.test(text)) return "The file is an AVIF that moves: send it as WebP.";
  if (/^.{4}ftyp(hei|hev|mif|msf)/s.test(text))
    return "The file is HEIC, which most browsers do not show: send it as JPEG.";
  return "The file is of no kind that is taken.";
}

/** An archive is found by its end, wherever it begins: none may end where the file does. @see APPNOTE.TXT section 4.3.16 */
function refuseArchive(bytes: Uint8Array): void {
  const file = new FileBytes(bytes);
  for (let at = Math.max(0, bytes.length - 22 - 0xffff); ; at++) {
    at = bytes.indexOf(0x50, at);
    if (at === -1 || at + 22 > bytes.length) return;
    if (file.is("PK\x05\x06", at) && at + 22 + file.u16(at + 20, true) === bytes.length)
      hiding("The file is an archive as well.", at);
  }
}
