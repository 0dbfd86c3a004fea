/** The policies that stand before a door's work. */
import type { Context, Next } from "hono";
import type { House } from "../http/door";
import { Refusal } from "../problem";
import { authenticate, claimedId } from "./authenticate";
import { spendOne } from "./brake";
import { callerOf, countFailure, noteRefusal, refuseHasty } from "./refusals";
import type { Holder, Scope } from "./token";

/** Lets pass whoever has at least one of the scopes. @throws Refusal `unauthorized`, `scope-missing`, `rate-limited` */
export function requireScope(...scopes: readonly [Scope, ...Scope[]]) {
  return async function scopeGate(c: Context<House>, next: Next) {
    const header = c.req.header("Authorization");
    if (header === undefined) {
      noteRefusal(c.env.runtime, "unauthorized", null, subjectOf(c));
      throw new Refusal({ code: "unauthorized" });
    }
    const holder = await admit(c, header);
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
  const header = c.req.header("Authorization");
  c.set("holder", header === undefined ? null : await admit(c, header));
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

async function admit(c: Context<House>, header: string): Promise<Holder> {
  const { runtime } = c.env;
  const caller = callerOf(c.req.header("CF-Connecting-IP"));
  refuseHasty(runtime, caller);
  try {
    return await authenticate(runtime, header);
  } catch (failure) {
    if (failure instanceof Refusal) {
      countFailure(runtime, caller);
      noteRefusal(runtime, "unauthorized", await claimedId(header), subjectOf(c));
    }
    throw failure;
  }
}

const subjectOf = (c: Context<House>) => `${c.req.method} ${c.req.path}`;
