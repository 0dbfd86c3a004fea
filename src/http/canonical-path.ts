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

/** What a browser would take for a step in the tree. */
const DOTS = /^\.{1,2}$/;

/** How many paths lately found canonical are remembered. Bounded, since anybody can think of more. */
const MOST_KNOWN = 256;

/** An address, taken apart once: reading it from a request and parsing it are dear. */
export interface Address {
  /** As a URL parser gives it, still percent-encoded. */
  readonly path: string;
  /** With its question mark; empty when there is none. */
  readonly query: string;
}

export interface CanonicalPaths {
  readonly read: (url: string) => Address;
  readonly judge: (path: string) => CanonicalPath;
}

/** The judgement of paths, with a memory: most readers ask for the same few. */
export function canonicalPaths(): CanonicalPaths {
  const known = new Set<string>();
  return {
    read(url) {
      const start = url.indexOf("/", url.indexOf("//") + 2);
      const mark = url.indexOf("?");
      const path = url.slice(start, mark === -1 ? undefined : mark);
      if (known.has(path)) return { path, query: mark === -1 ? "" : url.slice(mark) };
      const parsed = new URL(url);
      return { path: parsed.pathname, query: parsed.search };
    },
    judge(path) {
      if (known.has(path)) return { kind: "canonical" };
      const found = canonicalPath(path);
      if (found.kind === "canonical") {
        if (known.size >= MOST_KNOWN) known.clear();
        known.add(path);
      }
      return found;
    },
  };
}

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
    return FORBIDDEN.test(decoded) || DOTS.test(decoded) ? null : decoded;
  } catch {
    return null;
  }
}

/** Lists end in a slash, since what lies below them continues their address; articles, the search and everything else do not. */
function spell(segments: readonly string[]): string {
  if (segments.length === 0) return "/";
  const path = `/${segments.map(encodeURIComponent).join("/")}`;
  const isOfLanguage = isLang(segments[0] ?? "");
  const isArticle = segments.length === 5 && /^\d{4}$/.test(segments[1] ?? "");
  const isSearch = segments.length === 2 && segments[1] === "search";
  const isFile = (segments.at(-1) ?? "").includes(".");
  return isOfLanguage && !isArticle && !isSearch && !isFile ? `${path}/` : path;
}
