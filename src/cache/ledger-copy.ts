/** The ledger's copy in KV: written once per edition, so that a cold isolate does not start from nothing. */
import * as z from "zod";
import { type Ledger, SLOTS } from "./ledger";
import { seal, unseal } from "./sealed";

export const LEDGER_KEY = "ledger";

const header = z.strictObject({
  epoch: z.string(),
  edition: z.int(),
  asOf: z.number(),
  floor: z.int(),
  retractions: z.array(z.strictObject({ article: z.int(), edition: z.int(), at: z.number() })),
});

export function packLedger(ledger: Ledger): Uint8Array {
  const { slots, ...rest } = ledger;
  return seal(rest, new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength));
}

/** @returns null for a torn copy, or one with another number of slots. */
export function unpackLedger(bytes: Uint8Array, slotCount = SLOTS): Ledger | null {
  const opened = unseal(bytes, header);
  if (opened === null || opened.body.length !== slotCount * 4) return null;
  // A copy, because the slots must begin at a multiple of four.
  return { ...opened.header, slots: new Uint32Array(opened.body.slice().buffer) };
}
