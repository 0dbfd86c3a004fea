/**
 * One value in KV: a JSON header, a body, and a checksum over both. KV may return an old value, a value of an older
 * Worker, or half of one; anything that does not fit exactly is treated as missing.
 *
 * Layout: `DKR1`, checksum (uint32), header length (uint32), header (UTF-8 JSON), body. Little-endian.
 */
import type * as z from "zod";

const MAGIC = 0x31_52_4b_44;
const PREFIX_BYTES = 12;

/** @param header anything JSON can hold. */
export function packEnvelope(header: unknown, body: Uint8Array): Uint8Array {
  const head = new TextEncoder().encode(JSON.stringify(header));
  const packed = new Uint8Array(PREFIX_BYTES + head.length + body.length);
  packed.set(head, PREFIX_BYTES);
  packed.set(body, PREFIX_BYTES + head.length);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(8, head.length, true);
  view.setUint32(4, checksum(packed.subarray(8)), true);
  return packed;
}

/** @returns null unless the bytes are whole and the header fits the schema. */
export function unpackEnvelope<T>(
  bytes: Uint8Array,
  schema: z.ZodType<T>,
): { header: T; body: Uint8Array } | null {
  if (bytes.length < PREFIX_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== MAGIC || view.getUint32(4, true) !== checksum(bytes.subarray(8)))
    return null;
  const bodyStart = PREFIX_BYTES + view.getUint32(8, true);
  if (bodyStart > bytes.length) return null;
  const header = schema.safeParse(parseJson(bytes.subarray(PREFIX_BYTES, bodyStart)));
  return header.success ? { header: header.data, body: bytes.subarray(bodyStart) } : null;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/** FNV-1a: against accidents, not against an attacker, who cannot write to this KV. */
function checksum(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
