/** Checksums of chunks and pages. Pure. @see ISO/IEC 3309 section 8.1.1.6.2 (PNG); RFC 3533 section 6 (Ogg) */

/** The table of PNG's checksum: lowest bit first. */
const REFLECTED = table(byte => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** The table of Ogg's: highest bit first. */
const STRAIGHT = table(byte => {
  let value = byte << 24;
  for (let bit = 0; bit < 8; bit++) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});

function table(of: (byte: number) => number): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => of(byte));
}

/** The checksum of a PNG chunk's name and data. */
export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (let at = 0; at < bytes.length; at++)
    value = (REFLECTED[(value ^ (bytes[at] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** The checksum of an Ogg page whose own checksum is zero. */
export function oggCrc(bytes: Uint8Array): number {
  let value = 0;
  for (let at = 0; at < bytes.length; at++)
    value = (value << 8) ^ (STRAIGHT[((value >>> 24) ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return value >>> 0;
}
