import { describe, expect, it } from "vitest";
import { LANGS } from "../../src/text/languages";
import { htmlDocument } from "../../src/view/document";
import { ErrorPage } from "../../src/view/error-page";

async function sha256(text: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toBase64();
}

describe("an HTML document", () => {
  it("admits the style sheet that it carries, by its hash, and no other style", async () => {
    const { body, headers } = await htmlDocument("ar", <ErrorPage lang="ar" settings={null} status={404} />);
    const html = new TextDecoder().decode(body);
    const css = /<style>(.*?)<\/style>/s.exec(html)?.[1] ?? "";
    expect(css).toContain("prefers-color-scheme:dark");
    expect(new Map(headers).get("Content-Security-Policy")).toBe(
      `default-src 'none'; style-src 'sha256-${await sha256(css)}'; img-src 'self' data:; font-src 'self'; ` +
        "manifest-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(html.match(/<style/g)).toHaveLength(1);
  });

  it("admits no style when the page has none, whatever its text says", async () => {
    const { headers } = await htmlDocument("en", <p>{"<style>p{}</style>"}</p>);
    expect(new Map(headers).get("Content-Security-Policy")).toContain("style-src 'none'");
  });

  it("is UTF-8 in the language it says", async () => {
    for (const lang of LANGS) {
      const { body, headers } = await htmlDocument(lang, <html lang={lang}>هەڵەبجە</html>);
      expect(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body)).toBe(
        `<!doctype html><html lang="${lang}">هەڵەبجە</html>`,
      );
      expect(new Map(headers).get("Content-Language")).toBe(lang);
      expect(new Map(headers).get("Content-Type")).toBe("text/html; charset=utf-8");
    }
  });

  it("has headers that HTTP can carry", async () => {
    const { headers } = await htmlDocument("ckb", <p>ئەمڕۆ</p>);
    const sent = new Headers(headers.map(([name, value]): [string, string] => [name, value]));
    expect(sent.get("X-Content-Type-Options")).toBe("nosniff");
    expect(sent.get("Referrer-Policy")).toBe("strict-origin-when-cross-origin");
    expect(sent.get("Permissions-Policy")).toBe("camera=(), geolocation=(), microphone=()");
  });
});
