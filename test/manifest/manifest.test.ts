import { describe, expect, it } from "vitest";
import { ORIGIN, TestWorker } from "../worker";

describe("what a browser keeps the site at hand by", () => {
  it("a manifest in the site's first language", async () => {
    const worker = new TestWorker();
    await worker.send("PATCH", "/api/settings", { name: { ar: "وكالة أنباء الجزيرة والفرات المستقلة" } });
    const response = await worker.fetch("/manifest.webmanifest");
    expect(response.headers.get("Content-Type")).toBe("application/manifest+json; charset=utf-8");
    const manifest = await response.json<{ short_name: string; icons: { src: string; type: string }[] }>();
    expect(manifest).toMatchObject({
      lang: "ar",
      dir: "rtl",
      start_url: "/",
      name: expect.stringContaining("أنباء"),
    });
    expect(manifest.short_name).toBe("وكالة أنباء");
    for (const icon of manifest.icons) {
      const found = await worker.fetch(icon.src);
      expect([found.status, found.headers.get("Content-Type")?.split(";")[0]]).toEqual([200, icon.type]);
    }
  });

  it.each([
    ["/favicon.ico", "image/x-icon", [0, 0, 1, 0]],
    ["/apple-touch-icon.png", "image/png", [0x89, 0x50, 0x4e, 0x47]],
  ])("the icon at %s, small and for everybody to keep", async (path, type, magic) => {
    const response = await new TestWorker().fetch(path);
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect([response.status, response.headers.get("Content-Type")]).toEqual([200, type]);
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=3600, stale-if-error=0");
    expect([...bytes.subarray(0, 4)]).toEqual(magic);
    expect(bytes.length).toBeLessThan(3_000);
  });

  it("the star in the newsroom's colour, as it is now", async () => {
    const worker = new TestWorker();
    expect(await (await worker.fetch("/icon.svg")).text()).toContain('fill="#7d1c25"');
    const changed = await worker.send("PATCH", "/api/settings", {
      accent: { light: "#0b4f6c", dark: "#e8a49c" },
    });
    expect(changed.status).toBe(200);
    const icon = await worker.fetch("/icon.svg");
    expect(icon.headers.get("Content-Type")).toBe("image/svg+xml; charset=utf-8");
    expect(await icon.text()).toMatch(/^<svg [^>]*><path fill="#0b4f6c"/);
    expect(await (await worker.fetch("/manifest.webmanifest")).json()).toMatchObject({
      theme_color: "#0b4f6c",
    });
  });

  it("the search of each language, as an engine with a name of at most 16 letters", async () => {
    const worker = new TestWorker();
    await worker.send("PATCH", "/api/settings", { name: { en: "The Village Notebook & Friends" } });
    const response = await worker.fetch("/en/opensearch.xml");
    expect(response.headers.get("Content-Type")).toBe("application/opensearchdescription+xml; charset=utf-8");
    const xml = await response.text();
    expect(xml).toContain("<ShortName>The Village Note</ShortName>");
    expect(xml).toContain(`template="${ORIGIN}/en/search?q={searchTerms}"`);
    expect(xml).toContain("Notebook &amp; Friends</Description>");
    expect(await (await worker.fetch("/ckb/opensearch.xml")).text()).toContain("<Language>ckb</Language>");
    expect((await worker.fetch("/fr/opensearch.xml")).status).toBe(404);
  });
});
