/** The document is made of the routes: each of them carries its operation. */
import { describe, expect, it } from "vitest";
import { GROUPS } from "../../src/api";
import { TestWorker } from "../worker";
import { OPERATIONS } from "./judge";

/** Every route below /api, as `GET /api/articles`. */
const routes = new Set(
  GROUPS.flatMap(({ routers }) => routers)
    .flatMap(router => router.routes)
    .map(({ method, path }) => `${method} ${path}`),
);

const described = new Set(OPERATIONS.map(({ method, path }) => `${method} ${path}`));

describe("routes and operations", () => {
  it("every route of the API has its operation", () => {
    expect(routes.size).toBeGreaterThan(50);
    const missing = [...routes.difference(described)].map(
      route => `${route} is in no contract: give it operation({...}) before its handler.`,
    );
    expect(missing).toEqual([]);
  });

  it("every operation stands before a handler", () => {
    const alone = GROUPS.flatMap(({ routers }) => routers)
      .flatMap(router => router.routes)
      .filter(({ method, path }, _, all) => {
        const own = all.filter(one => one.method === method && one.path === path);
        return own.length < 2;
      });
    expect(alone).toEqual([]);
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
