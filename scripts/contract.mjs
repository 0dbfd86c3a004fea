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
  entryPoints: ["src/openapi/written.ts"],
  outfile: BUNDLE,
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "error",
  loader: { ".woff2": "empty" },
  // Some of the Worker's libraries ask for others as Node does.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
const { written } = await import(pathToFileURL(resolve(BUNDLE)).href);
const { json, html } = await written();
mkdirSync(FOLDER, { recursive: true });
writeFileSync(`${FOLDER}/openapi.json.txt`, json);
writeFileSync(`${FOLDER}/reference.html`, html);
