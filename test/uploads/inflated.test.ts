/** A file of an archive is inflated as far as it goes, and what lies behind its end costs nothing. */
import { deflateSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { ProblemError } from "../../src/http/problem";
import { crc32 } from "../../src/media/sanitize/bytes";
import { readEntry, type ZipEntry } from "../../src/uploads/zip";

const TEXT = strToU8("خبر\n\nوصلت المياه إلى الحي.\n");
const HEADER = Uint8Array.from([0x50, 0x4b, 3, 4, ...new Uint8Array(26)]);
const JUNK = new Uint8Array(15_000_000).fill(7);

/** @param size as the directory says it. */
async function inflate(packed: Uint8Array, size: number, sum = crc32(TEXT)): Promise<Uint8Array> {
  const bytes = new Uint8Array(HEADER.length + packed.length);
  bytes.set(HEADER);
  bytes.set(packed, HEADER.length);
  const entry: ZipEntry = {
    ...{ name: "a.txt", isNameUnknown: false, isEncrypted: false, method: 8 },
    ...{ crc32: sum, compressedSize: packed.length, size, offset: 0 },
  };
  return await readEntry(bytes, entry, 20_000_000, { left: 60_000_000 });
}

function joined(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

describe("a deflated file", () => {
  it("comes out whole, whatever its blocks are, in pieces or stored as they are", async () => {
    for (const level of [0, 1, 9] as const)
      for (const repeated of [1, 20_000]) {
        const text = joined(...Array<Uint8Array>(repeated).fill(TEXT));
        expect(await inflate(deflateSync(text, { level }), text.length, crc32(text))).toEqual(text);
      }
  });

  it("comes out whole with fifteen megabytes behind its end", async () => {
    expect(await inflate(joined(deflateSync(TEXT), JUNK), TEXT.length)).toEqual(TEXT);
  });

  it("is refused when it ends before its length, with as many behind its end", async () => {
    for (const size of [TEXT.length + 1, 15_000_000])
      await expect(inflate(joined(deflateSync(TEXT), JUNK), size)).rejects.toThrow(ProblemError);
  });
});
