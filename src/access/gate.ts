/** The policies that stand before a door's work. */
import type { Context, Next } from "hono";
import type { House } from "../http/door";
import { Refusal } from "../problem";
import { authenticate } from "./authenticate";
import type { Holder, Scope } from "./token";

/** Lets pass whoever has at least one of the scopes. @throws Refusal `unauthorized`, `scope-missing` */
export function requireScope(...scopes: readonly [Scope, ...Scope[]]) {
  return async function scopeGate(c: Context<House>, next: Next) {
    const header = c.req.header("Authorization");
    if (header === undefined) throw new Refusal({ code: "unauthorized" });
    const holder = await authenticate(c.env.runtime, header);
    if (!scopes.some(scope => holder.scopes.has(scope)))
      throw new Refusal({ code: "scope-missing", scope: scopes[0] });
    c.set("holder", holder);
    await next();
  };
}

/** Lets readers pass; a token that is shown must be a valid one. @throws Refusal `unauthorized` */
export async function knowHolder(c: Context<House>, next: Next) {
  const header = c.req.header("Authorization");
  c.set("holder", header === undefined ? null : await authenticate(c.env.runtime, header));
  await next();
}

/** Behind `requireScope`: whoever it let pass. */
export function holderOf(c: Context<House>): Holder {
  const { holder } = c.var;
  if (holder === null) throw new Refusal({ code: "unauthorized" });
  return holder;
}
