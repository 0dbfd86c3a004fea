/** What a file is, by its first bytes. A header may lie or be missing; the bytes decide. */

/** Kinds that are not text, with the bytes they begin with. */
const SIGNATURES: readonly { readonly name: string; readonly bytes: readonly number[] }[] = [
  { name: "a Word document or ZIP archive", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: "an old Word document", bytes: [0xd0, 0xcf, 0x11, 0xe0] },
  { name: "a PDF", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: "a PNG picture", bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: "a JPEG picture", bytes: [0xff, 0xd8, 0xff] },
  { name: "a GIF picture", bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: "a compressed file", bytes: [0x1f, 0x8b] },
  { name: "an RTF document", bytes: [0x7b, 0x5c, 0x72, 0x74, 0x66] },
  { name: "text in UTF-16", bytes: [0xff, 0xfe] },
  { name: "text in UTF-16", bytes: [0xfe, 0xff] },
];

/**
 * @returns `text`, or a name for people of what it is instead.
 * @see WHATWG MIME Sniffing, section 7.2: binary data bytes (NUL among them) are never text.
 */
export function sniff(
  bytes: Uint8Array,
): { readonly kind: "text" } | { readonly kind: "other"; readonly name: string } {
  const known = SIGNATURES.find(signature => signature.bytes.every((byte, place) => bytes[place] === byte));
  if (known !== undefined) return { kind: "other", name: known.name };
  return bytes.includes(0) ? { kind: "other", name: "a binary file" } : { kind: "text" };
}
