/** The two servers that are compared, each in a workerd process of its own, so that their CPU can be told apart. */
import { readdirSync, readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { newToken } from "../new-token.mjs";
import { childrenOf } from "./cpu.mjs";

/** @typedef {import("./load.mjs").Reply} Reply */

const FOLDER = "dist";
const BUNDLE = `${FOLDER}/index.js`;

/** What the bundle imports beside code: the web font as bytes, the contract as text. */
const bundledFiles = () =>
  readdirSync(FOLDER)
    .filter(name => /\.(woff2|txt|html)$/.test(name))
    .map(name => {
      const path = `${FOLDER}/${name}`;
      const type = name.endsWith(".woff2") ? /** @type {const} */ ("Data") : /** @type {const} */ ("Text");
      return { type, path, contents: readFileSync(path) };
    });
const MIGRATIONS = "migrations";

const compatibilityDate = /^compatibility_date = "(.+)"$/m.exec(readFileSync("wrangler.toml", "utf8"))?.[1];

/** What both servers have in common. Direct sockets: no Worker of miniflare's stands before ours. */
const ground = {
  modulesRoot: ".",
  compatibilityDate,
  cf: false,
  logRequests: false,
  unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
};

/** The production bundle with an empty, migrated database and empty stores. */
export async function startDhikra() {
  const token = newToken();
  const { miniflare, pid } = await start({
    ...ground,
    modules: [{ type: "ESModule", path: BUNDLE, contents: readFileSync(BUNDLE, "utf8") }, ...bundledFiles()],
    d1Databases: { DB: "DB", SEARCH: "SEARCH" },
    kvNamespaces: { CACHE: "CACHE" },
    r2Buckets: { MEDIA: "MEDIA" },
    bindings: {
      SITE_ORIGIN: "https://bench.example",
      OWNER_TOKEN: token,
      VERSION: { id: "bench", tag: "", timestamp: "" },
      // A miss is measured whole, with its write to KV: not only the first 60 in a minute.
      KV_FILLS_PER_MINUTE: "999999",
    },
  });
  await migrate(await miniflare.getD1Database("DB"), MIGRATIONS);
  await migrate(await miniflare.getD1Database("SEARCH"), `${MIGRATIONS}/search`);
  const { origin } = await miniflare.unsafeGetDirectURL();
  return { origin, token, pid, close: () => miniflare.dispose() };
}

/**
 * A Worker that does nothing but return these bytes with these headers.
 * @param {Reply} answer
 */
export async function startBare(answer) {
  const { miniflare, pid } = await start({ ...ground, modules: bareModules(answer) });
  const { origin } = await miniflare.unsafeGetDirectURL();
  return { origin, pid, close: () => miniflare.dispose() };
}

/** @param {Reply} answer */
function bareModules({ headers, body }) {
  // Of all headers only Content-Length is the runtime's own.
  const own = headers.filter(([name]) => name !== "Content-Length");
  const contents = `import body from "./body.bin";
const headers = ${JSON.stringify(Object.fromEntries(own))};
export default { fetch: () => new Response(body, { headers }) };`;
  return [
    { type: "ESModule", path: "bare.js", contents },
    { type: "Data", path: "body.bin", contents: body },
  ];
}

/**
 * @param {object} options
 * @returns {Promise<{ miniflare: Miniflare, pid: number | null }>} with the process that its start brought about.
 */
async function start(options) {
  const before = childrenOf(process.pid);
  const miniflare = new Miniflare(convertV4MiniflareOptions(/** @type {never} */ (options)));
  await miniflare.ready;
  const [pid] = childrenOf(process.pid).filter(child => !before.includes(child));
  return { miniflare, pid: pid ?? null };
}

/** @param {{ prepare(sql: string): { run(): Promise<unknown> } }} database @param {string} folder */
async function migrate(database, folder) {
  const files = readdirSync(folder).filter(name => name.endsWith(".sql"));
  for (const file of files.sort()) {
    const statements = readFileSync(`${folder}/${file}`, "utf8").split(/;(?:--> statement-breakpoint)?\s*\n/);
    for (const sql of statements.filter(one => one.trim() !== "")) await database.prepare(sql).run();
  }
}
