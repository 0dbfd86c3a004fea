/** WAV: its format and its samples; every other chunk goes. @see Microsoft, Multimedia Programming Interface 1.0, chapter 3 */
import { ascii, broken, checkParts, FileBytes, hiding, type Judged, lengthOf, u32Bytes } from "./walk";

const KEPT = ["fmt ", "fact", "data"];

/** @throws ProblemError `invalid` when it is none, or more than one thing. */
export function judgeWav(bytes: Uint8Array): Judged {
  const file = new FileBytes(bytes);
  const end = 8 + file.u32(4, true);
  file.need(0, end);
  if (end + (end % 2) < file.length) hiding("After the end of the recording there are more bytes.", end);
  const pieces: Uint8Array[] = [];
  const seen: string[] = [];
  for (let at = 12; at + 8 <= end; ) {
    checkParts(seen.length);
    const type = file.text(at, 4);
    const length = file.u32(at + 4, true);
    file.need(at, 8 + length);
    const next = at + 8 + length;
    if (KEPT.includes(type) && seen.includes(type)) broken(`it has two chunks '${type}'`, at);
    if (KEPT.includes(type)) pieces.push(file.slice(at, next), new Uint8Array(length % 2));
    seen.push(type);
    at = next + (length % 2);
  }
  if (!seen.includes("fmt ") || !seen.includes("data")) broken("it holds no sound", end);
  const header = [ascii("RIFF"), u32Bytes(4 + lengthOf(pieces), true), ascii("WAVE")];
  return {
    ...{ type: "audio/wav", width: null, height: null, orientation: null },
    ...{ pieces: [...header, ...pieces], warnings: [] },
  };
}
