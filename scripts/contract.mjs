/**
 * `npm run contract`: makes the description of the API from the code, as it is sent. wrangler asks for it before each
 * bundle, vitest before the tests: a request has 10 ms of CPU, and making it takes twenty times that.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const FOLDER = "generated";
const BUNDLE = ".wrangler/contract/written.mjs";

await build({
  stdin: {
    contents: 'export { GROUPS } from "./src/api"; export { written } from "./src/openapi/written";',
    resolveDir: process.cwd(),
  },
  outfile: BUNDLE,
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "error",
  loader: { ".woff2": "empty" },
  // What is made here, and asked for only by a request.
  external: ["*/openapi.json.txt", "*/reference.html"],
  // Some of the Worker's libraries ask for others as Node does.
  banner: {
    js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
  },
});
const { GROUPS, written } = await import(pathToFileURL(resolve(BUNDLE)).href);
const { json, html } = await written(GROUPS);
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/openapi.json.txt`, json);
writeFileSync(`${FOLDER}/reference.html`, html);
