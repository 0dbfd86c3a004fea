import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8 } from "../../src/uploads/decode";

const encoder = new TextEncoder();

describe("decoding an upload", () => {
  it("Arabic text comes back to the letter, without its byte order mark", () => {
    const text = "شاهد أيضًا — Her wiha";
    expect(decodeUtf8(encoder.encode(text))).toEqual({ ok: true, text });
    expect(decodeUtf8(encoder.encode(`\uFEFF${text}`))).toEqual({ ok: true, text });
  });

  it("only one byte order mark is dropped", () => {
    expect(decodeUtf8(encoder.encode("\uFEFF\uFEFFا"))).toEqual({ ok: true, text: "\uFEFFا" });
  });

  it("an empty file is empty text", () => {
    expect(decodeUtf8(new Uint8Array())).toEqual({ ok: true, text: "" });
  });

  it.each([
    ["a letter of windows-1256", [0x61, 0xc7], 1],
    ["a continuation with no lead", [0x61, 0x62, 0x80], 2],
    ["an overlong slash", [0xc0, 0xaf], 0],
    ["an overlong form of three bytes", [0x61, 0xe0, 0x80, 0xaf], 1],
    ["a surrogate", [0xed, 0xa0, 0x80], 0],
    ["a code point above U+10FFFF", [0xf4, 0x90, 0x80, 0x80], 0],
    ["an overlong form of four bytes", [0xf0, 0x80, 0x80, 0x80], 0],
    ["a sequence cut off by the end", [0xd8, 0xb9, 0xe2, 0x80], 2],
    ["a bad third byte", [0xe2, 0x80, 0x41], 0],
    ["a byte that UTF-8 never has, after a BOM", [0xef, 0xbb, 0xbf, 0xff], 3],
  ])("%s is refused with its place", (_, bytes, offset) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toEqual({ ok: false, offset });
  });

  it("whatever the bytes, all before the offset is UTF-8 and what follows is not", () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 24 }),
      fc.tuple(fc.string({ unit: "grapheme" }), fc.uint8Array({ maxLength: 6 })).map(([text, tail]) => {
        return Uint8Array.from([...encoder.encode(text), ...tail]);
      }),
    );
    fc.assert(
      fc.property(bytes, sample => {
        const decoded = decodeUtf8(sample);
        const end = decoded.ok ? sample.length : decoded.offset;
        expect(decodeUtf8(sample.slice(0, end)).ok).toBe(true);
        if (!decoded.ok) expect(decodeUtf8(sample.slice(end))).toEqual({ ok: false, offset: 0 });
      }),
      { numRuns: 2000 },
    );
  });
});
