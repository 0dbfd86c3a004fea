/**
 * A rendering: the bytes of one page with everything needed to serve it again and to judge whether it is still
 * true. In KV it is one value in an envelope, so that a torn or foreign value is never served.
 */
import * as z from "zod";
import { packEnvelope, unpackEnvelope } from "./envelope";
import { type Stamped, tagHash } from "./ledger";

/** What a page gives the cache: the response, and which facts it shows. */
export interface Composed {
  readonly status: 200 | 301 | 308 | 410 | 451;
  /** Everything but the ETag, Cache-Control and Dhikra-Cache, which the cache adds. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Uint8Array;
  /** The tags of every fact shown (`cache/tags.ts`). */
  readonly tags: readonly string[];
  /** Ids of every article shown, so that a retraction is honoured without D1. */
  readonly articles: readonly number[];
  /** The next scheduled moment that adds something to this page, epoch ms; null when none is known. */
  readonly until: number | null;
  /** When the first of all that it shows ends, epoch ms: from then on it is not served, fresh or not. Left out: never. */
  readonly endsAt?: number | null;
}

export interface Rendering extends Stamped {
  readonly status: Composed["status"];
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Strong, quoted. */
  readonly etag: string;
  readonly until: number | null;
  readonly endsAt: number | null;
  /** epoch ms */
  readonly madeAt: number;
  /** The deployed version that made it: another one's pages are served only while D1 is down. */
  readonly version: string;
}

const header = z.strictObject({
  status: z.union([z.literal(200), z.literal(301), z.literal(308), z.literal(410), z.literal(451)]),
  headers: z.record(z.string(), z.string()),
  etag: z.string(),
  epoch: z.string(),
  stamp: z.int(),
  tags: z.array(z.int()),
  articles: z.array(z.int()),
  until: z.int().nullable(),
  endsAt: z.int().nullable().default(null),
  madeAt: z.int(),
  version: z.string(),
});

/** Stamps what a page composed. The ETag is the first 128 bits of the SHA-256 of status, location and body. */
export async function stampRendering(
  composed: Composed,
  stamp: { epoch: string; edition: number; madeAt: number; version: string },
): Promise<Rendering> {
  const tags = composed.tags.map(tagHash);
  const cacheTag = tags.map(hash => hash.toString(36)).join(",");
  return {
    status: composed.status,
    headers: { ...Object.fromEntries(composed.headers), "Cache-Tag": cacheTag },
    body: composed.body,
    etag: await etagOf(composed),
    epoch: stamp.epoch,
    stamp: stamp.edition,
    tags,
    articles: composed.articles,
    until: soonest([composed.until, composed.endsAt ?? null]),
    endsAt: composed.endsAt ?? null,
    madeAt: stamp.madeAt,
    version: stamp.version,
  };
}

/** Whether anything that it shows has ended since. @param now epoch ms */
export function isOver({ endsAt }: Pick<Rendering, "endsAt">, now: number): boolean {
  return endsAt !== null && endsAt <= now;
}

/** The first of some instants; null when there is none. */
export function soonest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter(at => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** The same page with another body, which is another representation: it has an ETag of its own. */
export async function withBody(rendering: Rendering, body: Uint8Array): Promise<Rendering> {
  const composed = { status: rendering.status, headers: Object.entries(rendering.headers), body };
  return { ...rendering, body, etag: await etagOf(composed) };
}

/** As it is stored in KV. */
export function packRendering(rendering: Rendering): Uint8Array {
  const { body, ...rest } = rendering;
  return packEnvelope(rest, body);
}

/** @returns null for anything that is not a whole rendering. */
export function unpackRendering(bytes: Uint8Array): Rendering | null {
  const opened = unpackEnvelope(bytes, header);
  return opened === null ? null : { ...opened.header, body: opened.body };
}

async function etagOf(composed: Pick<Composed, "status" | "headers" | "body">): Promise<string> {
  const location = composed.headers.find(([name]) => name === "Location")?.[1] ?? "";
  const head = new TextEncoder().encode(`${composed.status} ${location}\n`);
  const bytes = new Uint8Array(head.length + composed.body.length);
  bytes.set(head);
  bytes.set(composed.body, head.length);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `"${digest.subarray(0, 16).toBase64({ alphabet: "base64url", omitPadding: true })}"`;
}
