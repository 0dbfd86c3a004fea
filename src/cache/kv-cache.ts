/**
 * The cache in KV: near every reader, and a copy for the time that D1 is down. It holds pages and a copy of the ledger.
 * It decides nothing: KV may be late, refuse, hang or forget, and each of these is as if the value were missing.
 */
import * as z from "zod";
import { withTimeout } from "../db/client";
import { packEnvelope, unpackEnvelope } from "./envelope";
import { type Ledger, SLOTS } from "./ledger";
import { packRendering, type Rendering, unpackRendering } from "./rendering";

/** How long KV keeps a page that nobody renews, in seconds: a month. */
const PAGE_TTL_SECONDS = 30 * 86_400;

export const LEDGER_KEY = "ledger";

/** The KV key of a page: a hash of its identity, never a raw address. KV keys end at 512 bytes; this has 34. */
export async function kvKey(key: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return `p/${digest.subarray(0, 16).toHex()}`;
}

/** @returns null when it is missing or torn, or KV does not answer in time. */
export async function getPage(kv: KVNamespace, key: string, withinMs: number): Promise<Rendering | null> {
  const bytes = await read(kv, await kvKey(key), withinMs);
  return bytes === null ? null : unpackRendering(bytes);
}

/** A refused put is no error: the free plan allows 1,000 writes a day, and the page is as true without it. */
export async function putPage(kv: KVNamespace, key: string, rendering: Rendering): Promise<void> {
  await write(kv, await kvKey(key), packRendering(rendering), { expirationTtl: PAGE_TTL_SECONDS });
}

/** @returns null when there is no whole copy with this number of slots, or KV does not answer in time. */
export async function getLedgerCopy(
  kv: KVNamespace,
  withinMs: number,
  slotCount = SLOTS,
): Promise<Ledger | null> {
  const bytes = await read(kv, LEDGER_KEY, withinMs);
  return bytes === null ? null : unpackLedger(bytes, slotCount);
}

/** Written once per edition, so that a cold isolate does not start from nothing. */
export async function putLedgerCopy(kv: KVNamespace, ledger: Ledger): Promise<void> {
  await write(kv, LEDGER_KEY, packLedger(ledger), {});
}

const ledgerHeader = z.strictObject({
  epoch: z.string(),
  edition: z.int(),
  asOf: z.number(),
  floor: z.int(),
  retractions: z.array(z.strictObject({ article: z.int(), edition: z.int(), at: z.number() })),
});

export function packLedger(ledger: Ledger): Uint8Array {
  const { slots, ...rest } = ledger;
  return packEnvelope(rest, new Uint8Array(slots.buffer, slots.byteOffset, slots.byteLength));
}

/** @returns null for a torn copy, or one with another number of slots. */
export function unpackLedger(bytes: Uint8Array, slotCount = SLOTS): Ledger | null {
  const opened = unpackEnvelope(bytes, ledgerHeader);
  if (opened === null || opened.body.length !== slotCount * 4) return null;
  // A copy, because the slots must begin at a multiple of four.
  return { ...opened.header, slots: new Uint32Array(opened.body.slice().buffer) };
}

async function read(kv: KVNamespace, key: string, withinMs: number): Promise<Uint8Array | null> {
  try {
    const bytes = await withTimeout(withinMs, kv.get(key, "arrayBuffer"));
    return bytes === null ? null : new Uint8Array(bytes);
  } catch {
    return null;
  }
}

async function write(
  kv: KVNamespace,
  key: string,
  bytes: Uint8Array,
  options: KVNamespacePutOptions,
): Promise<void> {
  try {
    await kv.put(key, bytes, options);
  } catch {
    // As if it had not been tried: freshness never depends on what is in KV.
  }
}
