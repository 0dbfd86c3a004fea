/** The door for those who watch: green or red, and why. */
import { knowHolder } from "../../auth/gate";
import { type App, type AppContext, door } from "../../http/door";
import { json } from "../../http/respond";
import { isolateState, type Runtime } from "../../runtime";
import { checkBindings, checkHealth, type FollowerHealth, requireMigrations, troublesOf } from "./health";

/** How long an isolate gives whoever has no token the same answer, in ms: asking often costs D1 nothing. */
const KEPT_MS = 10_000;

export function openHealth(app: App): void {
  door(app, "/api/health", { GET: [knowHolder, health] });
}

/** 503 when something is wrong, so that a monitor needs to read nothing else. What is wrong by name is for the newsroom. */
async function health(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
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
      search: found.search && told(found.search),
      webhooks: { ...told(found.webhooks), paused: named(found.pausedReceivers) },
    },
  };
  return { status: wrong.length === 0 ? 200 : 503, said };
}

const told = ({ edition, lag, behindSince }: FollowerHealth) => ({
  ...{ edition, lag },
  behind_since: instant(behindSince),
});

const instant = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString());
