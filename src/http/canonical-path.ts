/**
 * One address for one page. A path is decoded once (a wholly double-encoded one twice), brought to NFC, and
 * encoded again; if that is not how it came, the reader is sent to the one spelling.
 * @see RFC 3986 section 6.2.2 (normalisation), RFC 3987 section 5.3.2.2 (NFC)
 */
import { createMiddleware } from "hono/factory";
import { isLang } from "../text/languages";
import { ProblemError } from "./problem";
import { redirect } from "./respond";
import type { AppEnv } from "./routes";

/** Nothing in such a path can be spelled otherwise, but for slashes. */
const PLAIN = /^(?:\/[a-z0-9][a-z0-9_.-]*)+$/;

/** Control characters, and separators that a decoded segment must not hold. */
const FORBIDDEN = /[\u0000-\u001f\u007f/\\]/;

/** What a browser would take for a step in the tree. */
const DOTS = /^\.{1,2}$/;

/** A spelling leads to the same address for ever; a day is long enough to remember it, in seconds. */
const SPELLING_SECONDS = 86_400;

/** Sends other spellings to the one with 308, and sets `address`. @throws ProblemError `bad-address` */
export const canonicalPath = createMiddleware<AppEnv>(async (c, next) => {
  const { pathname: path, search: query } = new URL(c.req.url);
  const spelling = spellingOf(path);
  if (spelling === null) throw new ProblemError({ code: "bad-address" });
  if (spelling !== path) return redirect(308, spelling + query, SPELLING_SECONDS);
  c.set("address", { path, query });
  await next();
});

/**
 * The one spelling of a path; null for one that cannot be read.
 * @param path as it stands in the request's address, still percent-encoded.
 */
export function spellingOf(path: string): string | null {
  const segments: string[] = [];
  for (const raw of path.split("/")) {
    if (raw === "") continue;
    const segment = decodeSegment(raw);
    if (segment === null) return null;
    segments.push(segment);
  }
  const [first] = segments;
  const lang = first?.toLowerCase();
  if (lang !== undefined && isLang(lang)) segments[0] = lang;
  return spell(segments);
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
