/** A part of a file that a reader asks for. Pure. @see RFC 9110 section 14.2 */

export interface Stretch {
  readonly offset: number;
  readonly length: number;
}

/**
 * @param header of `Range`, or null.
 * @param size of the whole, in bytes.
 * @returns null for the whole: none was asked for, or several, or something that is no range, which is all allowed to
 * be passed over; `beyond` when the file does not reach so far.
 */
export function rangeOf(header: string | null, size: number): Stretch | "beyond" | null {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec((header ?? "").trim()) ?? [];
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "beyond" : { offset: size - length, length };
  }
  const offset = Number(first);
  const end = last === "" ? size : Number(last) + 1;
  if (end <= offset) return last === "" ? "beyond" : null;
  return offset >= size ? "beyond" : { offset, length: Math.min(end, size) - offset };
}
