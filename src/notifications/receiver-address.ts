/**
 * Where a message may be sent: to a name that the whole world can reach, by https, and never to this site itself or
 * into a network behind it. Judged when an address is given and again before each sending. Pure.
 *
 * What a name resolves to is not known here. A Worker's own requests leave from the platform's edge, which has no
 * route to anybody's private network.
 */

const LONGEST = 500;

/** Ends of names that are spoken inside of networks only. @see RFC 6761, RFC 6762, RFC 8375, ICANN's `.internal` */
const INTERNAL: readonly string[] = [
  ..."localhost local localdomain internal intranet private lan home corp arpa".split(" "),
];

/** This computer, as an address parser spells it. */
const THIS_COMPUTER: readonly string[] = ["localhost", "127.0.0.1", "[::1]"];

export interface Judge {
  /** The site's own, scheme and host. */
  readonly origin: string;
  /** Whether this computer may be told: for trying it out. */
  readonly mayBeLocal: boolean;
}

/** @returns why not, to stand behind the address's name in a sentence; null for one that will do. */
export function unfit(address: string, { origin, mayBeLocal }: Judge): string | null {
  if (address.length > LONGEST) return `is longer than ${LONGEST} letters`;
  if (!URL.canParse(address)) return "is not an address; give one that begins with https://";
  const url = new URL(address);
  if (url.username !== "" || url.password !== "") return "must not hold a name or password";
  if (url.origin === origin) return "is this site itself";
  if (mayBeLocal && /^https?:$/.test(url.protocol) && THIS_COMPUTER.includes(url.hostname)) return null;
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
