/** The packs' door. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { readJson, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { issueSchema, told, toldPerLanguage } from "../../http/responses";
import { type AppContext, createRouter } from "../../http/routes";
import { importPack } from "./import-pack";
import { packSchema } from "./pack";

export const query = z.strictObject({ dry_run: z.enum(["true", "false"]).default("false") });

const change = z.strictObject({
  field: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  outcome: z.enum(["updated", "kept"]).meta({ description: "`kept`: the newsroom's own word stays." }),
});

export const packRoutes = createRouter();

packRoutes.post(
  "/api/observances/import",
  operation({
    id: "importPack",
    summary: "A pack of days comes in, switched off",
    description: "Those that are there follow it where no editor was. `dry_run=true` writes nothing.",
    access: { oneOf: ["observances:write"] },
    query,
    body: { json: packSchema },
    answers: {
      200: {
        says: "What came in, or would.",
        json: z.strictObject({
          as_of: told.day,
          dry_run: z.boolean(),
          added: z.array(z.strictObject({ key: z.string(), names: toldPerLanguage(z.string()) })),
          changed: z.array(
            z.strictObject({ key: z.string(), changes: z.array(change), faults: z.array(issueSchema) }),
          ),
          unchanged: z.int(),
          edition: told.edition.nullable(),
        }),
      },
    },
    refusals: ["busy"],
    example: {
      query: { dry_run: "true" },
      json: {
        as_of: "2026-11-23",
        packs: { town: "Days of the town" },
        observances: [
          {
            ...{ id: "town.market-day", pack: "town", name: { ar: "يوم السوق" }, name_status: {} },
            ...{ rule: { type: "fixed", month: 5, day: 2 }, tone: "celebration", sensitivity: "low" },
            date_status: "unreviewed",
          },
        ],
      },
    },
  }),
  importOne,
);

async function importOne(c: AppContext): Promise<Response> {
  const isDryRun = readQuery(c.req.raw, query).dry_run === "true";
  const file = await readJson(c.req.raw, packSchema);
  const report = await importPack(c.var.runtime, file, holderOf(c).tokenId, isDryRun);
  return json({ as_of: file.as_of, dry_run: isDryRun, ...report }, 200);
}
