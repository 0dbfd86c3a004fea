/** Starts the built site, accounts for the folders that are named, and says what was lost. */
import { createTestHarness } from "wrangler";
import { newToken } from "../new-token.mjs";
import { accountFor, documentsIn } from "./corpora.mjs";

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error("Name a folder of documents: npm run test:corpora -- ../documents");
  process.exit(2);
}
const token = newToken();
const server = createTestHarness({
  workers: [
    {
      configPath: "./wrangler.toml",
      prebuiltWorkerDir: "./dist",
      secrets: { OWNER_TOKEN: token, UPLOADS_PER_MINUTE: "0" },
    },
  ],
});
const { url } = await server.listen();
const worker = server.getWorker();
await worker.applyD1Migrations("DB");
await worker.applyD1Migrations("SEARCH");
/** @type {Record<string, number>} */
const counts = { accounted: 0, lost: 0, refused: 0, unread: 0 };
await accountFor(
  folders.flatMap(documentsIn),
  { origin: url.origin, token },
  ({ file, outcome, losses, codes }) => {
    counts[outcome] = (counts[outcome] ?? 0) + 1;
    const said = losses.map(({ kind, what }) => `${kind} ${JSON.stringify(what)}`).join(", ");
    if (outcome !== "accounted") console.log(`${outcome}  ${file}: ${said || codes.join(", ")}`);
  },
);
await server.close();
console.log(
  Object.entries(counts)
    .map(([name, count]) => `${count} ${name}`)
    .join(", "),
);
process.exit(counts.lost === 0 ? 0 : 1);
