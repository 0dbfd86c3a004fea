/** The policies that stand before a door's work. */
import type { Context, Next } from "hono";
import type { House } from "../http/door";
import { Refusal } from "../problem";
import { ASSERTION, holderAsserted, isForeign } from "./assertion";
import { authenticate, claimedId } from "./authenticate";
import { spendOne } from "./brake";
import { callerOf, countFailure, noteRefusal, refuseHasty } from "./refusals";
import type { Holder, Scope } from "./token";

/** Lets pass whoever has at least one of the scopes. @throws Refusal `unauthorized`, `scope-missing`, `rate-limited` */
export function requireScope(...scopes: readonly [Scope, ...Scope[]]) {
  return async function scopeGate(c: Context<House>, next: Next) {
    const holder = await admitted(c);
    if (holder === null) {
      noteRefusal(c.env.runtime, "unauthorized", null, subjectOf(c));
      throw new Refusal({ code: "unauthorized" });
    }
    if (!scopes.some(scope => holder.scopes.has(scope))) {
      noteRefusal(c.env.runtime, "scope-missing", holder.tokenId, subjectOf(c));
      throw new Refusal({ code: "scope-missing", scope: scopes[0] });
    }
    c.set("holder", holder);
    await next();
  };
}

/** Lets readers pass; a token that is shown must be a valid one. @throws Refusal `unauthorized`, `rate-limited` */
export async function knowHolder(c: Context<House>, next: Next) {
  c.set("holder", await admitted(c));
  await next();
}

/** Behind `requireScope`, before whatever costs much: holds up a token that sends too fast. @throws Refusal `rate-limited` */
export async function holdUp(c: Context<House>, next: Next) {
  const { runtime } = c.env;
  const { tokenId } = holderOf(c);
  await spendOne(runtime, tokenId).catch(failure => {
    noteRefusal(runtime, "rate-limited", tokenId, subjectOf(c));
    throw failure;
  });
  await next();
}

/** Behind `requireScope`: whoever it let pass. */
export function holderOf(c: Context<House>): Holder {
  const { holder } = c.var;
  if (holder === null) throw new Refusal({ code: "unauthorized" });
  return holder;
}

/** Whoever shows a token or, where Access is configured, its assertion; null for whoever shows neither. */
async function admitted(c: Context<House>): Promise<Holder | null> {
  const { runtime } = c.env;
  const header = c.req.header("Authorization");
  if (header !== undefined)
    return await admit(
      c,
      () => authenticate(runtime, header),
      () => claimedId(header),
    );
  const { team } = runtime;
  const assertion = team === null ? undefined : c.req.header(ASSERTION);
  if (team === null || assertion === undefined) return null;
  const enter = async () => {
    const origins = [runtime.origin, new URL(c.req.url).origin];
    if (isForeign(c.req.raw, origins)) throw new Refusal({ code: "unauthorized" });
    return await holderAsserted(runtime, team, assertion);
  };
  // Whom it speaks of is not written down: nobody has proved it.
  return await admit(c, enter, async () => null);
}

/** @param claimed the id that was shown, whether or not it opens anything. */
async function admit(
  c: Context<House>,
  enter: () => Promise<Holder>,
  claimed: () => Promise<string | null>,
): Promise<Holder> {
  const { runtime } = c.env;
  const caller = callerOf(c.req.header("CF-Connecting-IP"));
  refuseHasty(runtime, caller);
  try {
    return await enter();
  } catch (failure) {
    if (failure instanceof Refusal && failure.problem.code === "unauthorized") {
      countFailure(runtime, caller);
      noteRefusal(runtime, "unauthorized", await claimed(), subjectOf(c));
    }
    throw failure;
  }
}

const subjectOf = (c: Context<House>) => `${c.req.method} ${c.req.path}`;
