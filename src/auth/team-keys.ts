/**
 * The public keys with which a team's assertions are signed, fetched from Access and kept in the isolate. Access turns
 * them every six weeks, and the old ones stay good for a week.
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
 */

import { JWKSNoMatchingKey } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import type { JWTVerifyGetKey } from "jose/jwt/verify";
import * as z from "zod";
import { withTimeout } from "../db/client";
import { ProblemError } from "../http/problem";
import { isolateState, type Runtime, type Team } from "../runtime";

const MINUTE_MS = 60_000;
/** Younger keys are not asked for again, unless one is missing among them. */
const FRESH_MS = 60 * MINUTE_MS;
/** So long are keys used whose home does not answer: as long as it is certain that none of them was withdrawn for age. */
const KEPT_MS = 24 * 60 * MINUTE_MS;
/** How often a minute an isolate may ask: once for keys that it lacks among others, more often when it has none. */
const ASKED_A_MINUTE = { some: 1, none: 10 } as const;
const WAIT_MS = 3_000;
const MOST_LETTERS = 100_000;

/** The keys as they were fetched at `at`, epoch ms, and how often they were asked for in the minute that began at `since`. */
const keyState = isolateState<{
  keys: { readonly at: number; readonly find: JWTVerifyGetKey } | null;
  asked: { since: number; times: number };
}>(() => ({ keys: null, asked: { since: 0, times: 0 } }));

const jwks = z.object({ keys: z.array(z.object({ kty: z.literal("RSA") }).loose()).min(1) });

/** What finds the key of an assertion. @throws ProblemError `keys-unavailable` when no keys are to be had. */
export function keysOf(runtime: Runtime, team: Team): JWTVerifyGetKey {
  return async (header, token) => {
    const find = await fresh(runtime, team);
    try {
      return await find(header, token);
    } catch (failure) {
      if (!(failure instanceof JWKSNoMatchingKey)) throw failure;
      const renewed = await renew(runtime, team);
      if (renewed === null) throw failure;
      return await renewed(header, token);
    }
  };
}

async function fresh(runtime: Runtime, team: Team): Promise<JWTVerifyGetKey> {
  const { keys } = keyState(runtime);
  const age = keys === null ? Number.POSITIVE_INFINITY : Math.max(0, runtime.now() - keys.at);
  if (keys !== null && age < FRESH_MS) return keys.find;
  const renewed = await renew(runtime, team);
  if (renewed !== null) return renewed;
  if (keys !== null && age < KEPT_MS) return keys.find;
  throw new ProblemError({ code: "keys-unavailable" });
}

/** @returns null when they were asked for often enough of late, or do not come. */
async function renew(runtime: Runtime, team: Team): Promise<JWTVerifyGetKey | null> {
  const ring = keyState(runtime);
  const now = runtime.now();
  const isOver = now - ring.asked.since >= MINUTE_MS || now < ring.asked.since;
  if (isOver) ring.asked = { since: now, times: 0 };
  if (ring.asked.times >= ASKED_A_MINUTE[ring.keys === null ? "none" : "some"]) return null;
  ring.asked.times += 1;
  try {
    const find = createLocalJWKSet(await withTimeout(WAIT_MS, fetched(runtime, team)));
    ring.keys = { at: now, find };
    return find;
  } catch (failure) {
    console.error(JSON.stringify({ accessKeys: String(failure) }));
    return null;
  }
}

async function fetched({ outbound }: Runtime, team: Team) {
  const response = await outbound(
    new Request(`${team.origin}/cdn-cgi/access/certs`, {
      redirect: "manual",
      headers: { Accept: "application/json" },
    }),
  );
  if (response.status !== 200) throw new Error(`Access answers ${response.status} for its keys`);
  const text = await response.text();
  if (text.length > MOST_LETTERS) throw new Error("Access sends more keys than there can be");
  return jwks.parse(JSON.parse(text));
}
