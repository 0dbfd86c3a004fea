/** The packs' door. */
import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { type App, type AppContext, asks, door } from "../../http/door";
import { readJson, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { importPack } from "./import-pack";
import { packSchema } from "./pack";

export const query = z.strictObject({ dry_run: z.enum(["true", "false"]).default("false") });

export function openPacks(app: App): void {
  door(app, "/api/observances/import", { POST: [requireScope("observances:write"), asks, importOne] });
}

async function importOne(c: AppContext): Promise<Response> {
  const isDryRun = readQuery(c.req.raw, query).dry_run === "true";
  const file = await readJson(c.req.raw, packSchema);
  const report = await importPack(c.env.runtime, file, holderOf(c).tokenId, isDryRun);
  return json({ as_of: file.as_of, dry_run: isDryRun, ...report }, 200);
}
