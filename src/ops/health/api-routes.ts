/** The door for those who watch: green or red, and why. */
import * as z from "zod";
import { operation } from "../../auth/scopes";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter } from "../../http/routes";
import { isolateState, type Runtime } from "../../runtime";
import {
  BINDING_STATES,
  checkBindings,
  checkHealth,
  type FollowerHealth,
  requireMigrations,
  troublesOf,
} from "./health";

/** How long an isolate gives whoever has no token the same answer, in ms: asking often costs D1 nothing. */
const KEPT_MS = 10_000;

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

export const healthRoutes = createRouter();

healthRoutes.get(
  "/api/health",
  operation({
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
  }),
  health,
);

/** 503 when something is wrong, so that a monitor needs to read nothing else. What is wrong by name is for the newsroom. */
async function health(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  if (c.var.holder === null) {
    const { status, said } = await keptAnswer(runtime);
    return json(said, status);
  }
  await requireMigrations(runtime);
  const { status, said } = await answer(runtime, true);
  return json({ ...said, bindings: await checkBindings(runtime) }, status);
}

/** What was last answered, and when, epoch ms. */
const lastAnswer = isolateState<{
  answer: { readonly at: number; readonly status: number; readonly said: object } | null;
}>(() => ({ answer: null }));

async function keptAnswer(runtime: Runtime) {
  const state = lastAnswer(runtime);
  const now = runtime.now();
  const kept = state.answer;
  if (kept !== null && now >= kept.at && now - kept.at < KEPT_MS) return kept;
  const fresh = { at: now, ...(await answer(runtime, false)) };
  state.answer = fresh;
  return fresh;
}

/** @param areNamed whether what is overdue or broken is told by name, or only how much it is. */
async function answer(runtime: Runtime, areNamed: boolean) {
  const found = await checkHealth(runtime);
  const wrong = troublesOf(found, areNamed);
  const named = (names: readonly (string | number)[]) => (areNamed ? names : names.length);
  const said = {
    status: wrong.length === 0 ? "ok" : "red",
    troubles: wrong,
    edition: found.edition,
    version: runtime.version,
    last_tick_at: instant(found.lastTickAt),
    overdue: { articles: named(found.overdueArticles), commemorations: named(found.overdueCommemorations) },
    broken: named(found.broken),
    followers: {
      search: found.search && publicFollower(found.search),
      webhooks: { ...publicFollower(found.webhooks), paused: named(found.pausedReceivers) },
    },
  };
  return { status: wrong.length === 0 ? 200 : 503, said };
}

const publicFollower = ({ edition, lag, behindSince }: FollowerHealth) => ({
  ...{ edition, lag },
  behind_since: instant(behindSince),
});

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
