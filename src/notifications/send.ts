/** One letter goes out, and what comes back. Nothing here throws: that nobody answers is an answer too. */
import { TimedOut, withTimeout } from "../db/client";
import type { Runtime } from "../runtime";
import { cleanLine } from "../text/clean";
import type { Letter } from "./letter";
import { unfit } from "./receiver-address";
import { askedPause } from "./retry";

/** So much of what a receiver says is read, and so much kept: why it refused, for people. */
const READ_BYTES = 1_024;
const KEPT_LETTERS = 200;

/** A receiver that has refused may take so long to say why, in ms. */
const SAID_MS = 2_000;

export interface Answer {
  /** HTTP status; null when there was none. */
  readonly status: number | null;
  /** Why it is no success, in a few words; null for a success. */
  readonly failure: string | null;
  /** How long it took, in ms. */
  readonly ms: number;
  /** For how long the receiver asks to be left alone, in ms. */
  readonly askedMs: number | null;
  /** Whether the address is none that anything is sent to: no call was made. */
  readonly isUnfit: boolean;
}

/** Redirects are not followed: an address that was judged must be the one that is called. */
export async function send(runtime: Runtime, letter: Letter): Promise<Answer> {
  const { origin, allowsLocalhost, now } = runtime;
  const began = now();
  const reason = unfit(letter.url, { origin, mayBeLocal: allowsLocalhost });
  const none = { status: null, askedMs: null };
  if (reason !== null) return { ...none, failure: `the address ${reason}`, ms: 0, isUnfit: true };
  try {
    const said = await withTimeout(runtime.waits.receiverMs, exchange(runtime, letter));
    return { ...said, ms: now() - began, isUnfit: false };
  } catch (failure) {
    return { ...none, failure: unanswered(failure, runtime), ms: now() - began, isUnfit: false };
  }
}

async function exchange({ outbound, waits, now }: Runtime, { url, headers, body }: Letter) {
  const signal = AbortSignal.timeout(waits.receiverMs);
  const request = new Request(url, { method: "POST", headers, body, redirect: "manual", signal });
  const response = await outbound(request);
  const { status, ok } = response;
  const isBusy = status === 429 || status === 503;
  const askedMs = isBusy ? askedPause(response.headers.get("Retry-After"), now()) : null;
  if (ok) await response.body?.cancel();
  const failure = ok
    ? null
    : await withTimeout(SAID_MS, refusalOf(response)).catch(() => `it answered ${status}`);
  return { status, askedMs, failure };
}

async function refusalOf(response: Response): Promise<string> {
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    return "it redirects; give the address that it leads to";
  }
  const said = cleanLine(await beginning(response)).slice(0, KEPT_LETTERS);
  return said === "" ? `it answered ${response.status}` : said;
}

/** The first of what it says; the rest is not fetched. */
async function beginning(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk.subarray(0, READ_BYTES - bytes), { stream: true });
    bytes += chunk.byteLength;
    if (bytes >= READ_BYTES) break;
  }
  return text;
}

/** What a failed call says may name inner workings: it goes no further than its kind. */
function unanswered(failure: unknown, { waits }: Runtime): string {
  const isLate =
    failure instanceof TimedOut || (failure instanceof DOMException && failure.name === "TimeoutError");
  return isLate ? `it did not answer within ${waits.receiverMs} ms` : "it could not be reached";
}
