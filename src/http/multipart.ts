/**
 * A multipart form whose files are not copied: each part is a view of the body. The platform's own reader holds a
 * large file twice more.
 * @see RFC 7578, RFC 2046 section 5.1
 */

export interface Part {
  readonly name: string;
  /** Null for a field that is no file. */
  readonly filename: string | null;
  /** As it was declared; null if it was not. */
  readonly type: string | null;
  readonly bytes: Uint8Array;
}

const MOST_PARTS = 50;
const MOST_HEADER_BYTES = 8_192;

/** @param contentType with its boundary. @returns null when it cannot be read, or has too many parts. */
export function partsOf(body: Uint8Array, contentType: string): Part[] | null {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const delimiter = new TextEncoder().encode(`\r\n--${mark}`);
  const parts: Part[] = [];
  // The first boundary has no line before it.
  let at = startsWith(body, delimiter.subarray(2), 0) ? delimiter.length - 2 : -1;
  while (at !== -1) {
    if (body[at] === 0x2d && body[at + 1] === 0x2d) return parts;
    const end = indexOf(body, delimiter, at);
    if (end === -1 || body[at] !== 0x0d || body[at + 1] !== 0x0a || parts.length >= MOST_PARTS) return null;
    const part = readPart(body.subarray(at + 2, end));
    if (part === null) return null;
    parts.push(part);
    at = end + delimiter.length;
  }
  return null;
}

const BLANK_LINE = new TextEncoder().encode("\r\n\r\n");

function readPart(bytes: Uint8Array): Part | null {
  const end = indexOf(bytes.subarray(0, MOST_HEADER_BYTES), BLANK_LINE, 0);
  if (end === -1) return null;
  const headers = new TextDecoder().decode(bytes.subarray(0, end));
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1] ?? "";
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  return {
    name,
    filename: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    type: /^content-type:\s*(\S.*?)\s*$/im.exec(headers)?.[1] ?? null,
    bytes: bytes.subarray(end + BLANK_LINE.length),
  };
}

/** @returns where the needle stands at or after a place; -1 for nowhere. */
function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, needle, at)) return at;
  return -1;
}

function startsWith(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  return needle.every((byte, place) => bytes[at + place] === byte);
}
