/**
 * What an isolate evaluates before its first request. A module that only `import()` reaches is evaluated when it is
 * asked for: readers' isolates do without the API, the clock and every parser.
 */
import { readFileSync } from "node:fs";
import { build } from "esbuild";
import { describe, expect, it } from "vitest";

const PARSERS = [
  ...["parse5", "hast-[^/]*", "hastscript", "markdown-it[^/]*", "yaml"],
  ...["css-tree", "saxes", "fflate", "jose"],
];
/** Linked folders too, where paths begin elsewhere. */
const parserAt = (path: string) =>
  PARSERS.find(name => new RegExp(`(?:^|/)node_modules/${name}/`).test(path));

/** The alias of wrangler.toml, so that the bundle is the Worker's. */
function aliases(): Record<string, string> {
  const table = /^alias = \{(.*)\}$/m.exec(readFileSync("wrangler.toml", "utf8"))?.[1] ?? "";
  return Object.fromEntries(
    [...table.matchAll(/(\w+) = "([^"]+)"/g)].map(([, from = "", to = ""]) => [from, to]),
  );
}

/** All modules; and each that is evaluated at start-up, with the one that first imports it. */
async function modules(): Promise<{ all: readonly string[]; found: ReadonlyMap<string, string> }> {
  const { metafile } = await build({
    ...{ entryPoints: ["src/index.ts"], bundle: true, format: "esm", write: false, metafile: true },
    ...{ platform: "browser", conditions: ["workerd", "worker", "browser"], logLevel: "error" },
    ...{ external: ["cloudflare:*", "node:*"], alias: aliases() },
    loader: { ".woff2": "empty", ".txt": "empty", ".html": "empty" },
  });
  const found = new Map([["src/index.ts", ""]]);
  for (const [path] of found)
    for (const { kind, path: next } of metafile.inputs[path]?.imports ?? [])
      if (kind !== "dynamic-import" && !found.has(next)) found.set(next, path);
  return { all: Object.keys(metafile.inputs), found };
}

/** `c < b < a`: how a module is reached. */
function chainTo(path: string, found: ReadonlyMap<string, string>): string {
  const before = found.get(path) ?? "";
  return before === "" ? path : `${path} < ${chainTo(before, found)}`;
}

describe("at start-up", async () => {
  const { all, found } = await modules();
  const reached = (isWrong: (path: string) => boolean) =>
    [...found.keys()].filter(isWrong).map(path => `${chainTo(path, found)}: load it with import().`);

  it("the readers' pages are ready", () => {
    expect([...found.keys()]).toEqual(
      expect.arrayContaining([
        "src/app.ts",
        "src/articles/page/page-routes.tsx",
        "src/cache/read-through.ts",
      ]),
    );
  });

  it("no parser is evaluated, though each is in the bundle", () => {
    const bundled = new Set(all.map(parserAt));
    expect(PARSERS.filter(name => !bundled.has(name))).toEqual([]);
    expect(reached(path => parserAt(path) !== undefined)).toEqual([]);
  });

  it("nothing of the API, the clock or the uploads is", () => {
    const ofOthers = /^src\/(?:api\.ts|scheduled\.ts|uploads\/|.*api-routes\.tsx?$)/;
    expect(reached(path => ofOthers.test(path))).toEqual([]);
  });
});
