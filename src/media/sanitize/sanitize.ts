/**
 * Media made safe to publish: bytes in, clean bytes out. This folder could be a package; it imports nothing of the site.
 *
 * Every format is read to its end by a parser of its own, which keeps a list of what is needed to show or play the file
 * and drops the rest: places, owners, serial numbers, dates, and whatever hides after the end. Compressed data is
 * copied as it is. The result is made of views of the bytes that came, so that a file of 50 MB is in memory once.
 */
import { sanitizeAvif } from "./avif";
import { ByteReader } from "./bytes";
import { describeUnsupported, detectType, largestOfKind, type MediaType } from "./detect";
import { sanitizeGif } from "./gif";
import { sanitizeM4a } from "./iso-media";
import { sanitizeJpeg } from "./jpeg";
import { broken, hiding, MediaRejected, type Rejection } from "./limits";
import { sanitizeMp3 } from "./mp3";
import { sanitizeOgg } from "./ogg";
import { sanitizePng } from "./png";
import { sanitizeWav, sanitizeWebp } from "./riff";

/** Something that an editor should know about what was done with their file. */
export interface MediaWarning {
  readonly code: "appendix-cut" | "metadata-kept" | "profile-dropped";
  readonly message: string;
}

export interface CleanMedia {
  readonly type: MediaType;
  /** Of the stored pixels, before the orientation is applied; null for what is no picture. */
  readonly width: number | null;
  readonly height: number | null;
  /** As EXIF counts it, 1 to 8; null for what is no picture. */
  readonly orientation: number | null;
  /** The clean file, in order: views of the bytes that came in, which must not change meanwhile. */
  readonly pieces: readonly Uint8Array[];
  readonly warnings: readonly MediaWarning[];
}

export type SanitizeResult =
  | { readonly ok: true; readonly clean: CleanMedia }
  | { readonly ok: false; readonly rejection: Rejection };

const SANITIZERS: Readonly<Record<MediaType, (bytes: Uint8Array) => CleanMedia>> = {
  "image/jpeg": sanitizeJpeg,
  "image/png": sanitizePng,
  "image/webp": sanitizeWebp,
  "image/avif": sanitizeAvif,
  "image/gif": sanitizeGif,
  "application/pdf": checkPdf,
  "audio/mpeg": sanitizeMp3,
  "audio/mp4": sanitizeM4a,
  "audio/ogg": sanitizeOgg,
  "audio/wav": sanitizeWav,
};

/**
 * @param bytes the whole file, which must not change while the result is used.
 * @returns the clean file; or why it is rejected: a kind that is not taken, too large, broken, too much to show, or more
 * than one thing.
 */
export function sanitizeMedia(bytes: Uint8Array): SanitizeResult {
  const type = detectType(bytes);
  if (type === null) return rejected({ code: "media-unsupported", found: describeUnsupported(bytes) });
  const limitBytes = largestOfKind(bytes);
  if (bytes.length > limitBytes) return rejected({ code: "too-large", limitBytes });
  try {
    checkNoArchive(bytes);
    return { ok: true, clean: SANITIZERS[type](bytes) };
  } catch (failure) {
    if (failure instanceof MediaRejected) return rejected(failure.rejection);
    throw failure;
  }
}

const rejected = (rejection: Rejection): SanitizeResult => ({ ok: false, rejection });

/** An archive is found by its end, wherever it begins: none may end where the file does. @see APPNOTE.TXT section 4.3.16 */
function checkNoArchive(bytes: Uint8Array): void {
  const file = new ByteReader(bytes);
  for (let at = Math.max(0, bytes.length - 22 - 0xffff); ; at++) {
    at = bytes.indexOf(0x50, at);
    if (at === -1 || at + 22 > bytes.length) return;
    if (file.is("PK\x05\x06", at) && at + 22 + file.u16(at + 20, true) === bytes.length)
      hiding("The file is an archive as well.", at);
  }
}

/** How much of the end of a PDF is looked through, in bytes. */
const TAIL_BYTES = 2_048;

/**
 * PDF: that it begins, points to its cross-references and ends as one. It cannot be cleaned without writing it anew, so
 * it is kept as it is, with a warning.
 * @see ISO 32000-2 section 7.5
 */
function checkPdf(bytes: Uint8Array): CleanMedia {
  const file = new ByteReader(bytes);
  const from = Math.max(0, file.length - TAIL_BYTES);
  const tail = new TextDecoder("latin1").decode(file.slice(from, file.length));
  if (!/^%PDF-[12]\.\d/.test(file.text(0, Math.min(8, file.length)))) broken("it does not begin as a PDF", 0);
  const [ending, offset = ""] =
    /startxref\s+(\d{1,10})\s+%%EOF/.exec(tail.slice(tail.lastIndexOf("startxref"))) ?? [];
  if (ending === undefined) broken("it does not end as a PDF", from);
  const rest = tail.slice(tail.lastIndexOf("%%EOF") + 5);
  if (!/^[\s\0]*$/.test(rest))
    hiding("After the end of the PDF there are more bytes.", file.length - rest.length);
  const table = Number(offset);
  const head = table < file.length ? file.text(table, Math.min(24, file.length - table)) : "";
  if (!/^\s*(xref\s|\d+\s+\d+\s+obj)/.test(head)) broken("its table is not where it says", table);
  const message =
    "A PDF cannot be cleaned without changing it: its author, dates and programs stay in it. Remove them before sending it, if they must not be known.";
  return {
    ...{ type: "application/pdf", width: null, height: null, orientation: null },
    ...{ pieces: [bytes], warnings: [{ code: "metadata-kept", message }] },
  };
}
