/** The document stands for the doors: each of them is in it, and back. */
import { Hono } from "hono/tiny";
import { describe, expect, it } from "vitest";
import { API } from "../../src/app";
import type { App, AppEnv } from "../../src/http/door";
import { OPERATIONS } from "../../src/openapi/operations";
import { TestWorker } from "../worker";

/** Every door below /api, as `GET /api/articles`; a door has a step for its policy and one for its work. */
function doors(): Set<string> {
  const app: App = new Hono<AppEnv>();
  for (const openRoom of API) openRoom(app);
  return new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
}

const described = new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`));

describe("doors and operations", () => {
  it("every door of the API has its operation", () => {
    const open = doors();
    expect(open.size).toBeGreaterThan(50);
    const missing = [...open.difference(described)].map(
      door => `${door} is in no contract: describe it in its room's contract.ts.`,
    );
    expect(missing).toEqual([]);
  });

  it("every operation has its door", () => {
    const lost = [...described.difference(doors())].map(
      operation =>
        `${operation} is described and there is no such door: take it out of its room's contract.ts.`,
    );
    expect(lost).toEqual([]);
  });

  it("no operation is described twice, and no name is given twice", () => {
    expect(described.size).toBe(OPERATIONS.length);
    expect(new Set(OPERATIONS.map(({ id }) => id)).size).toBe(OPERATIONS.length);
  });
});

describe("what is sent", () => {
  it("names the site's own origin, and is kept by caches until the next deploy", async () => {
    const response = await new TestWorker().fetch("/api/openapi.json");
    expect(response.headers.get("Content-Type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("Cache-Control")).toBe("public, max-age=3600, stale-if-error=0");
    const document = await response.json<{ openapi: string; servers: unknown }>();
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.servers).toEqual([{ url: "http://localhost:8787" }]);
  });

  it("the page for people runs nothing and asks no other host", async () => {
    const response = await new TestWorker().fetch("/api/docs");
    expect(response.headers.get("Content-Security-Policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
    expect(response.headers.get("Content-Language")).toBe("en");
    const html = await response.text();
    expect(html).not.toMatch(/<script|<link[^>]+https?:|src="https?:/);
    const missing = OPERATIONS.filter(({ id }) => !html.includes(`id="${id}"`)).map(({ id }) => id);
    expect(missing).toEqual([]);
  });
});
