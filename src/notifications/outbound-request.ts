/** The request that goes out for a delivery: where it may go, and what comes back. */
import { TimedOut, withTimeout } from "../db/client";
import type { Runtime } from "../runtime";
import { cleanLine } from "../text/clean";
import { askedPause } from "./retry";

export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const LONGEST = 500;

/** Ends of names that only internal networks know. @see RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal` */
const INTERNAL: readonly string[] = [
  ..."localhost local localdomain internal intranet private lan home corp arpa".split(" "),
];

/** This computer, as an address parser spells it. */
const THIS_COMPUTER: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Where a message may be sent: a name that the whole world can reach, by https; never this site itself or a network
 * behind it. Checked when an address is given and again before each request. What a name resolves to is not known here:
 * a Worker's requests leave from the platform's edge, which has no route to anybody's private network.
 * @returns why not, to follow the address's name in a sentence; null for one that will do.
 */
export function unfit(
  address: string,
  { origin, allowsLocalhost }: Pick<Runtime, "origin" | "allowsLocalhost">,
): string | null {
  if (address.length > LONGEST) return `is longer than ${LONGEST} letters`;
  if (!URL.canParse(address)) return "is not an address; give one that begins with https://";
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return "must not hold a name or password";
  if (url.origin === origin) return "is this site itself";
  if (allowsLocalhost && /^https?:$/.test(url.protocol) && THIS_COMPUTER.includes(url.hostname)) return null;
  if (url.protocol !== "https:") return "must begin with https://";
  if (url.port !== "") return "must be at port 443";
  return unfitName(url.hostname.replace(/\.+$/, ""), new URL(origin).hostname);
}

/** @param host as an address parser spells it: in ASCII, and every spelling of an IPv4 address as four numbers. */
function unfitName(host: string, own: string): string | null {
  if (host.startsWith("[") || /^[\d.]+$/.test(host)) return "must be a name, not an IP address";
  if (host === own) return "is this site itself";
  const labels = host.split(".");
  const last = labels.at(-1) ?? "";
  if (labels.length < 2 || INTERNAL.includes(last)) return "is a name that only an internal network knows";
  return null;
}

/** How much of an error response is read, and how much of it is stored, for people. */
const READ_BYTES = 1_024;
const STORED_LETTERS = 200;

/** How long the body of an error response may take, in ms. */
const ERROR_BODY_MS = 2_000;

export interface ReceiverResponse {
  /** HTTP status; null when there was none. */
  readonly status: number | null;
  /** Why it failed, in a few words; null for a success. */
  readonly failure: string | null;
  /** How long it took, in ms. */
  readonly ms: number;
  /** How long the receiver asks to be left alone, in ms. */
  readonly askedMs: number | null;
  /** Whether the address is one that nothing is sent to: no request was made. */
  readonly isUnfit: boolean;
}

/** Never throws. Redirects are not followed: the address that was checked must be the one that is called. */
export async function send(runtime: Runtime, request: OutboundRequest): Promise<ReceiverResponse> {
  const { now } = runtime;
  const began = now();
  const reason = unfit(request.url, runtime);
  const none = { status: null, askedMs: null };
  if (reason !== null) return { ...none, failure: `the address ${reason}`, ms: 0, isUnfit: true };
  try {
    const response = await withTimeout(runtime.waits.receiverMs, exchange(runtime, request));
    return { ...response, ms: now() - began, isUnfit: false };
  } catch (failure) {
    return { ...none, failure: noResponse(failure, runtime), ms: now() - began, isUnfit: false };
  }
}

async function exchange({ outbound, waits, now }: Runtime, { url, headers, body }: OutboundRequest) {
  const signal = AbortSignal.timeout(waits.receiverMs);
  const request = new Request(url, { method: "POST", headers, body, redirect: "manual", signal });
  const response = await outbound(request);
  const { status, ok } = response;
  const isBusy = status === 429 || status === 503;
  const askedMs = isBusy ? askedPause(response.headers.get("Retry-After"), now()) : null;
  if (ok) await response.body?.cancel();
  const failure = ok
    ? null
    : await withTimeout(ERROR_BODY_MS, errorOf(response)).catch(() => `it answered ${status}`);
  return { status, askedMs, failure };
}

async function errorOf(response: Response): Promise<string> {
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel();
    return "it redirects; give the address that it leads to";
  }
  const text = cleanLine(await beginning(response)).slice(0, STORED_LETTERS);
  return text === "" ? `it answered ${response.status}` : text;
}

/** The beginning of a body; the rest is not fetched. */
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

/** The error's own message may reveal inner workings: only its kind is told. */
function noResponse(failure: unknown, { waits }: Runtime): string {
  const isLate =
    failure instanceof TimedOut || (failure instanceof DOMException && failure.name === "TimeoutError");
  return isLate ? `it did not answer within ${waits.receiverMs} ms` : "it could not be reached";
}
