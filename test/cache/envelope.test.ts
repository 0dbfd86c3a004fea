import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { packEnvelope, unpackEnvelope } from "../../src/cache/envelope";
import { packLedger, unpackLedger } from "../../src/cache/kv-cache";
import { joinCatchUp } from "../../src/cache/ledger";
import { packRendering, type Rendering, stampRendering, unpackRendering } from "../../src/cache/rendering";

const shape = z.strictObject({ title: z.string() });
const values = fc.record({ title: fc.string({ unit: "binary" }), body: fc.uint8Array({ maxLength: 60 }) });

const aLedger = joinCatchUp(
  null,
  {
    epoch: "e",
    from: null,
    current: 7,
    editions: null,
    retractions: [{ article: 3, edition: 5, at: 9 }],
    asOf: 11,
  },
  8,
);

async function aPage(): Promise<Rendering> {
  const body = new TextEncoder().encode("<p>نصّ</p>");
  return await stampRendering(
    { status: 200, headers: [["Content-Language", "ar"]], body, tags: ["site"], articles: [3], until: 12 },
    { epoch: "e", edition: 7, madeAt: 10, version: "v" },
  );
}

describe("a sealed value", () => {
  it("opens as it was sealed", () => {
    fc.assert(
      fc.property(values, ({ title, body }) => {
        // JSON cannot carry half a surrogate pair through UTF-8; titles come from decoded UTF-8 and hold none.
        const opened = unpackEnvelope(packEnvelope({ title: title.toWellFormed() }, body), shape);
        expect(opened?.header.title).toBe(title.toWellFormed());
        expect([...(opened?.body ?? [])]).toEqual([...body]);
      }),
    );
  });

  it("is never opened when it ends early, wherever", () => {
    fc.assert(
      fc.property(values, ({ title, body }) => {
        const sealed = packEnvelope({ title }, body);
        for (let end = 0; end < sealed.length; end++)
          expect(unpackEnvelope(sealed.subarray(0, end), shape)).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it("is never opened when one bit of it is another, whichever", () => {
    const sealed = packEnvelope({ title: "عنوان" }, new Uint8Array([1, 2, 3]));
    for (let bit = 0; bit < sealed.length * 8; bit++) {
      const flipped = sealed.slice();
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(unpackEnvelope(flipped, shape), `bit ${bit}`).toBeNull();
    }
  });

  it("is never opened when bytes follow it, or when it is nothing of ours", () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), bytes => {
        expect(unpackEnvelope(bytes, shape)).toBeNull();
        const sealed = packEnvelope({ title: "" }, new Uint8Array());
        expect(unpackEnvelope(new Uint8Array([...sealed, ...bytes]), shape)).toBeNull();
      }),
    );
  });

  it("is never opened when its header has another shape", () => {
    expect(unpackEnvelope(packEnvelope({ title: 1 }, new Uint8Array()), shape)).toBeNull();
    expect(unpackEnvelope(packEnvelope({ title: "", more: "" }, new Uint8Array()), shape)).toBeNull();
  });
});

describe("a page and a ledger in KV", () => {
  it("come back as they went, the body byte for byte", async () => {
    const page = await aPage();
    expect(unpackRendering(packRendering(page))).toEqual(page);
    expect(unpackLedger(packLedger(aLedger), 8)).toEqual(aLedger);
  });

  it("are not mistaken for one another", async () => {
    expect(unpackLedger(packRendering(await aPage()), 8)).toBeNull();
    expect(unpackRendering(packLedger(aLedger))).toBeNull();
  });

  it("a ledger with another number of slots is as if it were not there", () => {
    expect(unpackLedger(packLedger(aLedger), 4)).toBeNull();
    expect(unpackLedger(packLedger(aLedger), 16)).toBeNull();
  });

  it("a ledger opens at any offset of the bytes it came in", () => {
    const packed = packLedger(aLedger);
    const shifted = new Uint8Array(packed.length + 3);
    shifted.set(packed, 3);
    expect(unpackLedger(shifted.subarray(3), 8)).toEqual(aLedger);
  });
});
