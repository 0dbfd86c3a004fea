/**
 * `npm run contract`: writes the description of the API from the code, as it is kept in the repository and sent. A
 * request has 10 ms of CPU, and making it takes twenty times that. A test says when it is no longer what the code says.
 */
import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const ROOM = "src/contract";
const BUNDLE = ".wrangler/contract/written.mjs";

await build({
  entryPoints: [`${ROOM}/written.ts`],
  outfile: BUNDLE,
  bundle: true,
  platform: "node",
  format: "esm",
  logLevel: "error",
  // As wrangler.toml has it.
  alias: { jszip: "./src/uploads/mammoth-parts.ts", xmlbuilder: "./src/uploads/mammoth-parts.ts" },
  // What was written before is no part of what is written now.
  loader: { ".woff2": "empty", ".txt": "empty", ".html": "empty" },
  // Some of the Worker's libraries ask for others as Node does.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
});
const { written } = await import(pathToFileURL(resolve(BUNDLE)).href);
const { json, html } = await written();
writeFileSync(`${ROOM}/openapi.json.txt`, json);
writeFileSync(`${ROOM}/reference.html`, html);
