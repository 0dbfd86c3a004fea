/** What the packs' door takes and answers. */
import * as z from "zod";
import type { Operation } from "../../http/operation";
import { issueSchema, told, toldPerLanguage } from "../../http/responses";
import { query } from "./api-routes";
import { packSchema } from "./pack";

const change = z.strictObject({
  field: z.string(),
  from: z.unknown(),
  to: z.unknown(),
  outcome: z.enum(["updated", "kept"]).meta({ description: "`kept`: the newsroom's own word stays." }),
});

export const packOperations: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/observances/import",
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
  },
];
