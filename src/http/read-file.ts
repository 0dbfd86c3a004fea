/** A large body, read into memory once. Content-Length is a promise: room is made as its bytes come. */
import { ProblemError } from "./problem";

/** Room for a body of which nothing has come yet, in bytes. */
const FIRST_ROOM = 256 * 1024;

/**
 * How much larger each room is than the one before. Both lie in memory while one is copied: a file of 50 MB that says
 * its length passes through 16 MB, 66 in all. Of one that does not, less may be in vain.
 */
const GROWTH = { declared: 4, undeclared: 2 } as const;

/**
 * The whole body. Its room is never more than four times what has come, or 256 KB: whoever says 50 MB and sends nothing
 * holds nothing.
 * @param limitOf how many bytes it may have, when so many of its first ones have come.
 * @throws ProblemError `too-large` as soon as it is, whatever Content-Length said; `media-unsupported` for a compressed one.
 */
export async function readFile(
  request: Request,
  head: { readonly bytes: number; readonly limitOf: (first: Uint8Array) => number; readonly most: number },
): Promise<Uint8Array> {
  const encoding = request.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity")
    throw new ProblemError({
      code: "media-unsupported",
      found: "The body is compressed: send the file as it is.",
    });
  const declared = Number(request.headers.get("Content-Length") ?? Number.NaN);
  if (declared > head.most) throw new ProblemError({ code: "too-large", limitBytes: head.most });
  const expected = Number.isSafeInteger(declared) && declared > 0 ? declared : null;
  let room = new Uint8Array(Math.min(expected ?? FIRST_ROOM, FIRST_ROOM));
  let length = 0;
  let limitBytes = head.most;
  for await (const chunk of request.body ?? []) {
    const isHead = length < head.bytes;
    const end = length + chunk.byteLength;
    if (end > limitBytes) throw new ProblemError({ code: "too-large", limitBytes });
    if (end > room.length) room = larger(room, nextRoom(room.length, end, expected, limitBytes));
    room.set(chunk, length);
    length = end;
    if (isHead) limitBytes = head.limitOf(room.subarray(0, Math.min(length, head.bytes)));
    if (length > limitBytes) throw new ProblemError({ code: "too-large", limitBytes });
  }
  return room.subarray(0, length);
}

function nextRoom(room: number, end: number, expected: number | null, limitBytes: number): number {
  const grown = room * (expected === null ? GROWTH.undeclared : GROWTH.declared);
  // A length that has proved too short is none.
  const most = expected === null || end > expected ? limitBytes : Math.min(expected, limitBytes);
  return Math.min(most, Math.max(end, grown));
}

function larger(room: Uint8Array, bytes: number): Uint8Array<ArrayBuffer> {
  const grown = new Uint8Array(bytes);
  grown.set(room);
  return grown;
}
