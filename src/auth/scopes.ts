/** Who may use a route: tokens, scopes and how fast one may write, enforced before its handler. */

import type { MiddlewareHandler } from "hono";
import { nothingAsked, onlyEdition } from "../http/fields";
import { requirePrecondition } from "../http/if-match";
import { type Access, describe, type Operation } from "../http/operation";
import { type Problem, ProblemError } from "../http/problem";
import { readQuery } from "../http/read-body";
import type { AppContext, AppEnv, Holder } from "../http/routes";
import { ASSERTION, holderAsserted, isForeign } from "./assertion";
import { authenticate, shownToken } from "./authenticate";
import { spendOne } from "./brake";
import { isHeardOf } from "./known-tokens";
import { callerOf, countFailure, hasteOf, noteRefusal } from "./refusals";
import { readsDrafts } from "./token";

/**
 * Attached to a route of the API: enforces what the operation needs, and carries it for the document.
 * Policy comes first: who may not ask learns nothing of what the address takes.
 * @throws ProblemError `unauthorized`, `scope-missing`, `rate-limited`; then `invalid` for a query that it does not
 * take, since `DELETE …?dry_run=1` must not delete; then `precondition-required`
 */
export function operation(described: Operation): MiddlewareHandler<AppEnv> {
  const { access, isRateLimited, query, ifMatch } = described;
  return describe(async function enforceOperation(c, next) {
    if (access !== "everybody") c.set("holder", await authorize(c, access));
    if (isRateLimited) await spendOne(c.var.runtime, holderOf(c).tokenId);
    if (query === undefined) refuseQuery(c);
    if (ifMatch === "needed") requirePrecondition(c);
    await next();
  }, described);
}

async function authorize(c: AppContext, access: Exclude<Access, "everybody">): Promise<Holder | null> {
  const holder = await admitted(c);
  if (access === "everybody-or-more") return holder;
  if (holder === null) throw new ProblemError({ code: "unauthorized" });
  const missing =
    "allOf" in access
      ? access.allOf.find(scope => !holder.scopes.has(scope))
      : access.oneOf.some(scope => holder.scopes.has(scope))
        ? undefined
        : access.oneOf[0];
  if (missing !== undefined) throw new ProblemError({ code: "scope-missing", scope: missing });
  return holder;
}

function refuseQuery(c: AppContext): void {
  const { method } = c.req.raw;
  if (c.var.address.query === "") return;
  readQuery(c.req.raw, method === "GET" || method === "HEAD" ? onlyEdition : nothingAsked);
}

/** Behind `knowHolder` or `requireScope`: whether drafts are shown to whoever asks. */
export const isOfNewsroom = ({ var: { holder } }: AppContext): boolean =>
  holder !== null && readsDrafts(holder);

/** Behind `requireScope`: whoever it let pass. */
export function holderOf(c: AppContext): Holder {
  const { holder } = c.var;
  if (holder === null) throw new ProblemError({ code: "unauthorized" });
  return holder;
}

/** Where every refusal passes, wherever it was thrown: the audit log hears of it. */
export function noteRefused(c: AppContext, problem: Problem): void {
  noteRefusal(c.var.runtime, problem, c.var.shown ?? null, subjectOf(c));
}

/** What a refusal is about: never a query, which could hold a secret. */
export const subjectOf = (c: AppContext) => `${c.req.method} ${c.req.path}`;

/** Whoever shows a token or, where Access is configured, its assertion; null for whoever shows neither. */
async function admitted(c: AppContext): Promise<Holder | null> {
  const { runtime } = c.var;
  const header = c.req.header("Authorization");
  if (header !== undefined) return await admitToken(c, header);
  const { access: team } = runtime;
  const assertion = team === null ? undefined : c.req.header(ASSERTION);
  if (team === null || assertion === undefined) return null;
  const holder = await admit(c, async () => {
    const origins = [runtime.origin, new URL(c.req.url).origin];
    if (isForeign(c.req.raw, origins)) throw new ProblemError({ code: "unauthorized" });
    return await holderAsserted(runtime, team, assertion);
  });
  // Whom one that opens nothing speaks of is not written down: nobody has proved it.
  c.set("shown", holder.tokenId);
  return holder;
}

async function admitToken(c: AppContext, header: string): Promise<Holder> {
  const { runtime } = c.var;
  const parts = await shownToken(header);
  c.set("shown", parts?.id ?? null);
  return await admit(c, async haste => {
    if (haste !== null && (parts === null || !(await isHeardOf(runtime, parts)))) throw haste;
    return await authenticate(runtime, parts);
  });
}

/**
 * Lets in whoever may come in, and counts who may not. A caller who has guessed too often is held up alone by what
 * opens nothing: an address may be that of a whole newsroom.
 */
async function admit(c: AppContext, enter: (haste: ProblemError | null) => Promise<Holder>): Promise<Holder> {
  const { runtime } = c.var;
  const caller = callerOf(c.req.header("CF-Connecting-IP"));
  const haste = hasteOf(runtime, caller);
  try {
    return await enter(haste);
  } catch (failure) {
    if (!(failure instanceof ProblemError) || failure.problem.code !== "unauthorized") throw failure;
    if (haste !== null) throw haste;
    countFailure(runtime, caller);
    throw failure;
  }
}
