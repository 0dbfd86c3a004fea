/**
 * The shelf in KV: near every reader, and a copy for the days when D1 is down. It decides nothing: KV may be late,
 * refuse, hang or forget, and each of these is as if the page were not there.
 */
import { withTimeout } from "../db/client";
import { type Ledger, SLOTS } from "./ledger";
import { LEDGER_KEY, packLedger, unpackLedger } from "./ledger-copy";
import { packRendering, type Rendering, unpackRendering } from "./rendering";

/** How long a page that nobody renews may lie in KV, in seconds: a month. */
const KEPT_SECONDS = 30 * 86_400;

/** The KV key of a page: a hash of its identity, never a raw address. KV keys end at 512 bytes; this has 34. */
export async function kvKey(key: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(key)));
  return `p/${digest.subarray(0, 16).toHex()}`;
}

/** @returns null when it is not there, not whole, or KV does not answer in time. */
export async function takeFromKv(kv: KVNamespace, key: string, withinMs: number): Promise<Rendering | null> {
  const bytes = await read(kv, await kvKey(key), withinMs);
  return bytes === null ? null : unpackRendering(bytes);
}

/** A refused put is no error: the free plan allows 1,000 writes a day, and the page is as true without it. */
export async function putInKv(kv: KVNamespace, key: string, rendering: Rendering): Promise<void> {
  await write(kv, await kvKey(key), packRendering(rendering), { expirationTtl: KEPT_SECONDS });
}

/** @returns null when there is no whole copy of this size, or KV does not answer in time. */
export async function takeLedgerCopy(
  kv: KVNamespace,
  withinMs: number,
  slotCount = SLOTS,
): Promise<Ledger | null> {
  const bytes = await read(kv, LEDGER_KEY, withinMs);
  return bytes === null ? null : unpackLedger(bytes, slotCount);
}

export async function putLedgerCopy(kv: KVNamespace, ledger: Ledger): Promise<void> {
  await write(kv, LEDGER_KEY, packLedger(ledger), {});
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
    // As if it had not been tried: freshness never depends on what lies in KV.
  }
}
