/** What the door answers for those who watch. */
import * as z from "zod";
import type { Group } from "../../http/operation";
import { told } from "../../http/responses";
import { BINDING_STATES } from "./health";

const numbers = z.union([z.array(z.union([z.string(), z.int()])), z.int()]);

/** Of editions: how far it has come, and how many it lacks. */
const follower = z.strictObject({
  edition: z.int(),
  lag: z.int(),
  behind_since: told.instant.nullable(),
});

const binding = z.enum(BINDING_STATES);

const toldHealth = z
  .strictObject({
    status: z.enum(["ok", "red"]),
    troubles: z.array(z.string()),
    edition: z.int(),
    version: z.string(),
    last_tick_at: told.instant.nullable(),
    overdue: z.strictObject({ articles: numbers, commemorations: numbers }),
    broken: numbers,
    followers: z.strictObject({
      search: follower.nullable(),
      webhooks: follower.extend({ paused: numbers }),
    }),
    bindings: z
      .strictObject({ CACHE: binding, MEDIA: binding, IMAGES: binding, UPLOADS: binding })
      .optional()
      .meta({ description: "By their names in wrangler.toml; told to whoever shows a token." }),
  })
  .meta({
    id: "Health",
    description: "Without a token how much is overdue, broken or paused, with any valid one what.",
  });

export const health: Group = {
  name: "Health",
  about: "For those who watch the site.",
  operations: [
    {
      method: "GET",
      path: "/api/health",
      id: "readHealth",
      summary: "Green or red, and why",
      description: "Without a token as it was at most ten seconds ago.",
      access: "everybody-or-more",
      answers: {
        200: { says: "All is well.", json: toldHealth },
        503: { says: "Something is wrong: `troubles` says what.", json: toldHealth },
      },
      refusals: ["migrations-missing"],
      example: {},
    },
  ],
};
