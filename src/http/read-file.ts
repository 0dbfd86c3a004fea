/** A large body, read into memory once: its room is as large as Content-Length says, and grows when that is not true. */
import { Refusal } from "../problem";

/** Room for a body that does not say how long it is, in bytes. */
const FIRST_ROOM = 256 * 1024;

/**
 * The whole body.
 * @param limitOf how many bytes it may have, when so many of its first ones have come.
 * @throws Refusal `too-large` as soon as it is, whatever Content-Length said; `media-unsupported` for a compressed one.
 */
export async function readFile(
  request: Request,
  head: { readonly bytes: number; readonly limitOf: (first: Uint8Array) => number; readonly most: number },
): Promise<Uint8Array> {
  const encoding = request.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity")
    throw new Refusal({
      code: "media-unsupported",
      found: "The body is compressed: send the file as it is.",
    });
  const declared = Number(request.headers.get("Content-Length") ?? FIRST_ROOM);
  if (declared > head.most) throw new Refusal({ code: "too-large", limitBytes: head.most });
  let room = new Uint8Array(Number.isSafeInteger(declared) && declared > 0 ? declared : FIRST_ROOM);
  let length = 0;
  let limitBytes = head.most;
  for await (const chunk of request.body ?? []) {
    const isHead = length < head.bytes;
    const end = length + chunk.byteLength;
    if (end > limitBytes) throw new Refusal({ code: "too-large", limitBytes });
    if (end > room.length) room = larger(room, Math.min(head.most, Math.max(end, 2 * room.length)));
    room.set(chunk, length);
    length = end;
    if (isHead) limitBytes = head.limitOf(room.subarray(0, Math.min(length, head.bytes)));
    if (length > limitBytes) throw new Refusal({ code: "too-large", limitBytes });
  }
  return room.subarray(0, length);
}

function larger(room: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(bytes);
  grown.set(room);
  return grown;
}
