/** Who may use a route: enforced before its handler. */
import { createMiddleware } from "hono/factory";
import type { Scope } from "../db/schema";
import { nothingAsked, onlyEdition } from "../http/fields";
import { requirePrecondition } from "../http/if-match";
import { type Access, describe, type Operation } from "../http/operation";
import { type Problem, ProblemError } from "../http/problem";
import { readQuery } from "../http/read-body";
import type { AppContext, AppEnv, Holder } from "../http/routes";
import { ACCESS_HEADER, isCrossSite } from "./access";
import { recordRefusal } from "./audit";
import { clientOf, countWrongToken, guessLimit, limitRate } from "./rate-limit";
import { authenticate, bearerToken, maybeValid, readsDrafts } from "./tokens";

/**
 * The first middleware of a route of the API: enforces what the operation needs, and carries it for the document.
 * Policy comes first: who may not ask learns nothing of what the address takes.
 * @throws ProblemError `unauthorized`, `scope-missing`, `rate-limited`; then `invalid` for a query that it does not
 * take, since `DELETE …?dry_run=1` must not delete; then `precondition-required`
 */
export function operation(described: Operation) {
  const { access, isRateLimited, query, ifMatch } = described;
  const enforcing = createMiddleware<AppEnv>(async (c, next) => {
    if (access !== "everybody") c.set("holder", await authorize(c, access));
    if (isRateLimited) await limitRate(c.var.runtime, holderOf(c).tokenId);
    if (query === undefined) refuseQuery(c);
    if (ifMatch === "needed") requirePrecondition(c);
    await next();
  });
  return describe(enforcing, described);
}

async function authorize(c: AppContext, access: Exclude<Access, "everybody">): Promise<Holder | null> {
  const holder = await holderFrom(c);
  if (access === "everybody-or-more") return holder;
  if (holder === null) throw new ProblemError({ code: "unauthorized" });
  const scope = missingScope(access, holder.scopes);
  if (scope !== undefined) throw new ProblemError({ code: "scope-missing", scope });
  return holder;
}

function missingScope(access: Exclude<Access, string>, scopes: ReadonlySet<Scope>): Scope | undefined {
  if ("allOf" in access) return access.allOf.find(scope => !scopes.has(scope));
  return access.oneOf.some(scope => scopes.has(scope)) ? undefined : access.oneOf[0];
}

/** An operation that declares no query takes none, but for `edition` on GET. */
function refuseQuery(c: AppContext): void {
  if (c.var.address.query === "") return;
  const isRead = c.req.method === "GET" || c.req.method === "HEAD";
  readQuery(c.req.raw, isRead ? onlyEdition : nothingAsked);
}

/** Behind an operation: whether the client sees drafts. */
export const isOfNewsroom = ({ var: { holder } }: AppContext): boolean =>
  holder !== null && readsDrafts(holder);

/** Behind an operation that needs a scope: who it let pass. */
export function holderOf(c: AppContext): Holder {
  const { holder } = c.var;
  if (holder === null) throw new ProblemError({ code: "unauthorized" });
  return holder;
}

/** For `app.onError`: a refusal gets its line in the audit log. A query is left out: it could hold a secret. */
export function auditRefusal(c: AppContext, problem: Problem): void {
  recordRefusal(c.var.runtime, problem, c.var.shown ?? null, `${c.req.method} ${c.req.path}`);
}

/** The holder of the token or, where Access is configured, of its JWT; null for a client that sent neither. */
async function holderFrom(c: AppContext): Promise<Holder | null> {
  const { runtime } = c.var;
  const header = c.req.header("Authorization");
  if (header !== undefined) return await holderOfToken(c, header);
  const { access: team } = runtime;
  const jwt = team === null ? undefined : c.req.header(ACCESS_HEADER);
  if (team === null || jwt === undefined) return null;
  const holder = await countingFailures(c, async () => {
    const origins = [runtime.origin, new URL(c.req.url).origin];
    if (isCrossSite(c.req.raw, origins)) throw new ProblemError({ code: "unauthorized" });
    const { verifyAccessJwt } = await import("./access-jwt");
    return await verifyAccessJwt(runtime, team, jwt);
  });
  // The name in a JWT that is not valid is not written down: nobody has proved it.
  c.set("shown", holder.tokenId);
  return holder;
}

async function holderOfToken(c: AppContext, header: string): Promise<Holder> {
  const { runtime } = c.var;
  const parts = await bearerToken(header);
  c.set("shown", parts?.id ?? null);
  return await countingFailures(c, async limit => {
    if (limit !== null && (parts === null || !(await maybeValid(runtime, parts)))) throw limit;
    return await authenticate(runtime, parts);
  });
}

/**
 * Counts what is not valid. A client that has guessed too often is limited in its wrong tokens alone: the address may
 * be that of a whole newsroom.
 * @param enter gets the problem for such a client, or null
 */
async function countingFailures(
  c: AppContext,
  enter: (limit: ProblemError | null) => Promise<Holder>,
): Promise<Holder> {
  const { runtime } = c.var;
  const client = clientOf(c.req.header("CF-Connecting-IP"));
  const limit = guessLimit(runtime, client);
  try {
    return await enter(limit);
  } catch (failure) {
    if (!(failure instanceof ProblemError) || failure.problem.code !== "unauthorized") throw failure;
    if (limit !== null) throw limit;
    countWrongToken(runtime, client);
    throw failure;
  }
}
