/** `offset` is the byte, from 0 and counting the BOM, at which the first ill-formed sequence begins. */
export type Decoded = { ok: true; text: string } | { ok: false; offset: number };

/**
 * Reads bytes as UTF-8 and repairs nothing. One byte order mark is dropped.
 * @see RFC 3629.
 */
export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    // The decoder says that the bytes are wrong, not where.
    return { ok: false, offset: firstIllFormed(bytes) };
  }
}

function firstIllFormed(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const length = sequenceLength(bytes, offset);
    if (length === 0) break;
    offset += length;
  }
  return offset;
}

/** 1 to 4 for a well-formed sequence, 0 for any other. @see RFC 3629 section 4, UTF8-octets. */
function sequenceLength(bytes: Uint8Array, offset: number): number {
  const lead = bytes[offset] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const [low, high] = secondByteRange(lead);
  if (!isWithin(bytes[offset + 1], low, high)) return 0;
  for (let i = 2; i < length; i += 1) if (!isWithin(bytes[offset + i], 0x80, 0xbf)) return 0;
  return length;
}

/** Narrower for four leads: overlong forms, surrogates and what lies above U+10FFFF have no encoding. */
function secondByteRange(lead: number): [low: number, high: number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}

function isWithin(byte: number | undefined, low: number, high: number): boolean {
  return byte !== undefined && byte >= low && byte <= high;
}
