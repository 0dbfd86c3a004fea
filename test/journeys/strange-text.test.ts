/** No article, however strange its text, takes down a page, a list or a feed that shows it. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

const STRANGE = [
  "]]><script>alert(1)</script>",
  "\u202e\u2066معكوس\u2069 نص",
  "🏴\u{e0067}\u{e0062}\u{e007f} علم",
  "a\u0300\u0301\u0302".repeat(40),
  "ﷺ".repeat(60),
  "\ud800 مكسور \udfff",
  "&lt;b&gt;&amp;nbsp; \" ' `",
  "{{ x }} <%= z %> {% w %}",
  "\u0000\u0008\u000b\u001f نص \u007f\u0085",
  "١٢٣ 𝟙𝟚𝟛 Ⅷ",
  "http://example.com/?a=b&c=d#<e>",
];

const LISTS = [
  "/ar/",
  "/ar.json",
  "/ar/2026/",
  "/ar/2026/11/",
  "/ar/on/11-23/",
  "/ar/rss.xml",
  "/ar/atom.xml",
  "/ar/feed.json",
];

async function publish(worker: TestWorker, title: string, text: string, tag: string) {
  const sent = {
    lang: "ar",
    title: `${title} ع`,
    body: `${text} ع`,
    status: "published",
    tags: [tag],
    see_also: [],
  };
  return await worker.send("POST", "/api/articles", sent);
}

describe("an article of strange text", () => {
  it("stands at its address, in every list and feed, beside an ordinary one", async () => {
    const worker = new TestWorker();
    await publish(worker, "خبر عادي", "نصّ عادي", "عادي");
    for (const strange of STRANGE) {
      const response = await publish(worker, strange, strange, strange.slice(0, 80));
      expect([strange, response.status]).toEqual([strange, 201]);
      const { url, tags } = await response.json<{ url: string; tags: { slug: string }[] }>();
      worker.now += 21_000;
      for (const path of [
        new URL(url).pathname,
        ...tags.map(tag => `/ar/tag/${encodeURIComponent(tag.slug)}/`),
      ])
        expect([strange, (await worker.fetch(path)).status]).toEqual([strange, 200]);
    }
    for (const list of LISTS) {
      const response = await worker.fetch(list);
      const text = await response.text();
      expect([list, response.status, text.includes("خبر عادي")]).toEqual([list, 200, true]);
      const isPage = response.headers.get("Content-Type")?.startsWith("text/html");
      const scripts = isPage ? text.match(/<script(?! type="application\/ld\+json")/g) : null;
      expect([list, scripts]).toEqual([list, null]);
    }
  });

  it("of any characters whatever, the list that has it is there", async () => {
    const worker = new TestWorker();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "binary", maxLength: 200 }), async text => {
        const response = await publish(worker, text, text, text.slice(0, 80));
        expect([201, 422]).toContain(response.status);
        worker.now += 21_000;
        for (const list of ["/ar/", "/ar/rss.xml"]) expect((await worker.fetch(list)).status).toBe(200);
      }),
      { numRuns: 40 },
    );
  });

  it("that D1 holds in a shape no version of ours wrote is left out, and the rest is shown", async () => {
    const worker = new TestWorker();
    await publish(worker, "خبر سليم", "نصّ", "سليم");
    const { id } = await (await publish(worker, "خبر تالف", "نصّ", "تالف")).json<{ id: number }>();
    const { env } = await import("cloudflare:workers");
    await env.DB.prepare("UPDATE articles SET published_on = 'not a day' WHERE id = ?").bind(id).run();
    await env.DB.prepare(
      'UPDATE site SET settings = \'{"zone":7,"languages":"x","accent":null,"navigation":[1]}\'',
    ).run();
    await env.DB.prepare("UPDATE site SET contents = '{\"sections\":5}'").run();
    const response = await new TestWorker({ KV_FILLS_PER_MINUTE: "0" }).fetch("/ar/?edition=9");
    expect(response.status).toBe(200);
    const html = await response.text();
    expect(html).toContain("خبر سليم");
    expect(html).not.toContain("خبر تالف");
  });
});
