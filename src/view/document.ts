/** From a page to a response: its bytes, and the headers that keep it harmless. */
import type { JSX } from "hono/jsx/jsx-runtime";
import type { Lang } from "../text/languages";

/** An HTML response without its status and its caching. */
interface HtmlDocument {
  readonly body: Uint8Array;
  readonly headers: readonly (readonly [string, string])[];
}

/**
 * Renders a page. Its Content-Security-Policy allows only the page's own style sheet, by its hash, and pictures and fonts
 * of this site.
 * @param lang  of the page as a whole, for Content-Language.
 * @param page  the whole `<html>`, with at most one `<style>`.
 */
export async function htmlDocument(lang: Lang, page: JSX.Element): Promise<HtmlDocument> {
  const html = `<!doctype html>${await page}`;
  return { body: new TextEncoder().encode(html), headers: await documentHeaders(lang, html) };
}

/** The same for a page that is rendered already. */
export async function documentHeaders(lang: Lang, html: string): Promise<HtmlDocument["headers"]> {
  return [
    ["Content-Type", "text/html; charset=utf-8"],
    ["Content-Language", lang],
    ["Content-Security-Policy", await contentSecurityPolicy(html)],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "strict-origin-when-cross-origin"],
    ["Permissions-Policy", "camera=(), geolocation=(), microphone=()"],
  ];
}

/** @see Content Security Policy Level 3, section 6.7.3.3: a hash stands for the text of an inline element. */
async function contentSecurityPolicy(html: string): Promise<string> {
  // What authors write is escaped, so the first `<style>` is the layout's.
  const css = /<style>([^<]*)<\/style>/.exec(html)?.[1];
  const styleSource = css === undefined ? "'none'" : `'sha256-${await base64Sha256(css)}'`;
  return [
    "default-src 'none'",
    `style-src ${styleSource}`,
    "img-src 'self' data:",
    "font-src 'self'",
    // No page fetches anything itself: browsers fetch the manifest under this policy, and auditing tools robots.txt.
    "manifest-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

async function base64Sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toBase64();
}
