/** Addresses: where a link may lead, and how people read them. */
const SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel"]);

/**
 * An address as a browser would read it.
 * @param typed the value of an attribute, with its character references resolved.
 * @returns the address without what browsers ignore in it; null for one that does not lead to another site, a mailbox,
 * a telephone or a path of this site (`/…`). Fragments are checked where the whole text is known.
 * @see WHATWG URL, section 4.4: white space and controls at the ends, and tabs and line feeds anywhere, do not count.
 */
export function safeAddress(typed: string): string | null {
  const address = bareAddress(typed);
  if (address.length > 2_000) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return /^\/(?![/\\])/.test(address) && !address.includes("\\") ? address : null;
  if (!SCHEMES.has(scheme)) return null;
  if (scheme === "mailto" || scheme === "tel") return address;
  // `https:evil.example` would be read as a path of this site by some and as a host by others.
  return /^https?:\/\/[^/\\]/i.test(address) && URL.canParse(address) ? address : null;
}

/** Without what browsers ignore in an address. */
export function bareAddress(typed: string): string {
  return typed
    .replaceAll(/[\t\n\r]/g, "")
    .replace(/^[\u0000-\u0020]+/, "")
    .replace(/[\u0000-\u0020]+$/, "");
}

/**
 * An address as people read it: letters of every script as themselves, what has a meaning in an address
 * percent-encoded. For `href`, where HTML takes either; Arabic takes a third of the bytes.
 * @param address percent-encoded, as this site makes them.
 * @see RFC 3987 section 3.2; URL Standard, "URL code points".
 */
export function toIri(address: string): string {
  return address.replaceAll(/(?:%[89A-F][0-9A-F])+/gi, letters => {
    try {
      return decodeURIComponent(letters);
    } catch {
      // Not UTF-8.
      return letters;
    }
  });
}
