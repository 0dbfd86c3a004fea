/**
 * One address for one page. A path is decoded once (a wholly double-encoded one twice), brought to NFC, and
 * encoded again; if that is not how it came, the reader is sent to the one spelling.
 * @see RFC 3986 section 6.2.2 (normalisation), RFC 3987 section 5.3.2.2 (NFC)
 */
import { isLang } from "../text/languages";

export type CanonicalPath =
  | { readonly kind: "canonical" }
  | { readonly kind: "elsewhere"; readonly path: string }
  | { readonly kind: "unreadable" };

/** Nothing in such a path can be spelled otherwise, but for slashes. */
const PLAIN = /^(?:\/[a-z0-9][a-z0-9_.-]*)+$/;

/** Control characters, and separators that a decoded segment must not hold. */
const FORBIDDEN = /[\u0000-\u001f\u007f/\\]/;

/** @param path as it stands in the request's address, still percent-encoded. */
export function canonicalPath(path: string): CanonicalPath {
  const segments: string[] = [];
  for (const raw of path.split("/")) {
    if (raw === "") continue;
    const segment = decodeSegment(raw);
    if (segment === null) return { kind: "unreadable" };
    segments.push(segment);
  }
  const [first] = segments;
  const lang = first?.toLowerCase();
  if (lang !== undefined && isLang(lang)) segments[0] = lang;
  const canonical = spell(segments);
  return canonical === path ? { kind: "canonical" } : { kind: "elsewhere", path: canonical };
}

/** Decoded and NFC; null when it is not UTF-8 or holds what no address of ours may. */
function decodeSegment(raw: string): string | null {
  if (PLAIN.test(`/${raw}`)) return raw;
  try {
    const once = decodeURIComponent(raw);
    const isDoubled = /^[\x21-\x7e]*%[0-9a-f]{2}[\x21-\x7e]*$/i.test(once);
    const decoded = (isDoubled ? decodeURIComponent(once) : once).normalize("NFC");
    return FORBIDDEN.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

/** Lists end in a slash, since what lies below them continues their address; articles and everything else do not. */
function spell(segments: readonly string[]): string {
  if (segments.length === 0) return "/";
  const path = `/${segments.map(encodeURIComponent).join("/")}`;
  const isOfLanguage = isLang(segments[0] ?? "");
  const isArticle = segments.length === 5 && /^\d{4}$/.test(segments[1] ?? "");
  const isFile = (segments.at(-1) ?? "").includes(".");
  return isOfLanguage && !isArticle && !isFile ? `${path}/` : path;
}
