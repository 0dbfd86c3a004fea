/** A large body on its way into memory. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { ProblemError } from "../../src/http/problem";
import { readFile } from "../../src/http/read-file";
import { ORIGIN } from "../worker";

const MB = 1024 * 1024;
const FIRST_ROOM = 256 * 1024;
const ROOM_TO = { bytes: 64, limitOf: () => 50 * MB, most: 50 * MB };

/** @param declared what Content-Length says; null for nothing. */
function bodyOf(chunks: readonly Uint8Array[], declared: number | null): Request {
  const rest = [...chunks];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const chunk = rest.shift();
      if (chunk === undefined) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const headers: HeadersInit = declared === null ? {} : { "Content-Length": String(declared) };
  return new Request(ORIGIN, { method: "POST", body, headers });
}

const filled = (length: number, byte: number) => new Uint8Array(length).fill(byte);

it("whoever says 50 MB and sends little holds little", async () => {
  for (const sent of [10, 300_000, 3 * MB]) {
    const read = await readFile(bodyOf([filled(sent, 1)], 50 * MB), ROOM_TO);
    expect(read.length).toBe(sent);
    expect(read.buffer.byteLength).toBeLessThanOrEqual(Math.max(FIRST_ROOM, 4 * sent));
  }
});

it("a file that says its length has room for itself and for no more", async () => {
  const chunks = Array.from({ length: 20 }, (_, number) => filled(MB, number));
  const read = await readFile(bodyOf(chunks, 20 * MB), ROOM_TO);
  expect([read.length, read.buffer.byteLength]).toEqual([20 * MB, 20 * MB]);
  expect([read[0], read[MB], read.at(-1)]).toEqual([0, 1, 19]);
});

it("the bytes are those that came, in however many pieces and whatever length was said", async () => {
  const pieces = fc.array(fc.nat(400_000), { maxLength: 12 });
  const declared = fc.option(fc.oneof(fc.nat(3 * MB), fc.constant(50 * MB)));
  await fc.assert(
    fc.asyncProperty(pieces, declared, async (lengths, said) => {
      const chunks = lengths.map((length, place) => filled(length, place + 1));
      const read = await readFile(bodyOf(chunks, said), ROOM_TO);
      const whole = new Uint8Array(await new Blob(chunks).arrayBuffer());
      expect(read.length).toBe(whole.length);
      expect(read.every((byte, at) => byte === whole[at])).toBe(true);
      expect(read.buffer.byteLength).toBeLessThanOrEqual(Math.max(FIRST_ROOM, 4 * whole.length));
    }),
    { numRuns: 40 },
  );
});

it("too-large as soon as it is, when its length was said to be less, more, or not at all", async () => {
  const limits = { ...ROOM_TO, limitOf: () => 2 * MB };
  const chunks = Array.from({ length: 5 }, () => filled(MB, 1));
  for (const said of [null, 10, 2 * MB, 49 * MB, 51 * MB]) {
    const limitBytes = said === 51 * MB ? 50 * MB : 2 * MB;
    const failure = await readFile(bodyOf(chunks, said), limits).catch((thrown: unknown) => thrown);
    expect(failure instanceof ProblemError ? failure.problem : failure).toEqual({
      code: "too-large",
      limitBytes,
    });
  }
});
