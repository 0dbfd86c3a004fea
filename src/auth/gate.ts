/** The policies that stand before a door's work. */

import type { Context, Next } from "hono";
import type { Scope } from "../db/schema";
import type { AppEnv, Holder } from "../http/door";
import { type Problem, ProblemError } from "../http/problem";
import { ASSERTION, holderAsserted, isForeign } from "./assertion";
import { authenticate, shownToken } from "./authenticate";
import { spendOne } from "./brake";
import { isHeardOf } from "./known-tokens";
import { callerOf, countFailure, hasteOf, noteRefusal } from "./refusals";
import { readsDrafts } from "./token";

/** Lets pass whoever has at least one of the scopes. @throws ProblemError `unauthorized`, `scope-missing`, `rate-limited` */
export function requireScope(...scopes: readonly [Scope, ...Scope[]]) {
  return async function scopeGate(c: Context<AppEnv>, next: Next) {
    const holder = await admitted(c);
    if (holder === null) throw new ProblemError({ code: "unauthorized" });
    if (!scopes.some(scope => holder.scopes.has(scope)))
      throw new ProblemError({ code: "scope-missing", scope: scopes[0] });
    c.set("holder", holder);
    await next();
  };
}

/** Lets readers pass; a token that is shown must be a valid one. @throws ProblemError `unauthorized`, `rate-limited` */
export async function knowHolder(c: Context<AppEnv>, next: Next) {
  c.set("holder", await admitted(c));
  await next();
}

/** Behind `requireScope`, before whatever costs much: holds up a token that sends too fast. @throws ProblemError `rate-limited` */
export async function holdUp(c: Context<AppEnv>, next: Next) {
  await spendOne(c.env.runtime, holderOf(c).tokenId);
  await next();
}

/** Behind `knowHolder` or `requireScope`: whether drafts are shown to whoever asks. */
export const isOfNewsroom = ({ var: { holder } }: Context<AppEnv>): boolean =>
  holder !== null && readsDrafts(holder);

/** Behind `requireScope`: whoever it let pass. */
export function holderOf(c: Context<AppEnv>): Holder {
  const { holder } = c.var;
  if (holder === null) throw new ProblemError({ code: "unauthorized" });
  return holder;
}

/** Where every refusal passes, wherever it was thrown: the audit log hears of it. */
export function noteRefused(c: Context<AppEnv>, problem: Problem): void {
  noteRefusal(c.env.runtime, problem, c.var.shown ?? null, subjectOf(c));
}

/** What a refusal is about: never a query, which could hold a secret. */
export const subjectOf = (c: Context<AppEnv>) => `${c.req.method} ${c.req.path}`;

/** Whoever shows a token or, where Access is configured, its assertion; null for whoever shows neither. */
async function admitted(c: Context<AppEnv>): Promise<Holder | null> {
  const { runtime } = c.env;
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

async function admitToken(c: Context<AppEnv>, header: string): Promise<Holder> {
  const { runtime } = c.env;
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
async function admit(
  c: Context<AppEnv>,
  enter: (haste: ProblemError | null) => Promise<Holder>,
): Promise<Holder> {
  const { runtime } = c.env;
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
