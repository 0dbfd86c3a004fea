/**
 * From the JWT of Cloudflare Access to its holder. The public keys are fetched from Access and remembered by the
 * isolate; Access changes them every six weeks, and the old ones stay valid for a week. Imported when the first JWT
 * comes: most sites need no `jose`.
 * @see https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/
 */
import { JOSEError, JWKSNoMatchingKey } from "jose/errors";
import { createLocalJWKSet } from "jose/jwks/local";
import { type JWTVerifyGetKey, jwtVerify } from "jose/jwt/verify";
import * as z from "zod";
import { withTimeout } from "../db/client";
import { ProblemError } from "../http/problem";
import type { Holder } from "../http/routes";
import { isolateState, type Runtime, type Team } from "../runtime";
import { MEMBER } from "./access";

const MOST_JWT_LETTERS = 8_000;
/** Clocks differ by so much, in seconds. */
const TOLERANCE_S = 10;

/** Of a person an e-mail address, of a service token its client id. */
const claimsSchema = z.object({
  exp: z.int().positive(),
  type: z.literal("app"),
  email: z.string().optional(),
  common_name: z.string().optional(),
});
const NAME = /^[\x21-\x7e\p{L}\p{N}]{1,200}$/u;

/** @throws ProblemError `unauthorized`, the same whatever is wrong with it; `keys-unavailable` */
export async function verifyAccessJwt(runtime: Runtime, team: Team, assertion: string): Promise<Holder> {
  const payload = await verified(runtime, team, assertion);
  const read = claimsSchema.safeParse(payload);
  const name = (read.data?.email || read.data?.common_name || "").toLowerCase();
  if (!read.success || !NAME.test(name)) throw new ProblemError({ code: "unauthorized" });
  const scopes = new Set(team.people.get(name) ?? team.scopes);
  // What they make does not outlive what they came in with.
  return { tokenId: MEMBER + name, scopes, expiresAt: read.data.exp * 1_000 };
}

async function verified(runtime: Runtime, team: Team, assertion: string): Promise<unknown> {
  if (assertion.length > MOST_JWT_LETTERS) throw new ProblemError({ code: "unauthorized" });
  try {
    const { payload } = await jwtVerify(assertion, keysOf(runtime, team), {
      algorithms: ["RS256"],
      issuer: team.origin,
      audience: [...team.audiences],
      requiredClaims: ["exp", "iat"],
      clockTolerance: TOLERANCE_S,
      currentDate: new Date(runtime.now()),
    });
    return payload;
  } catch (failure) {
    if (failure instanceof JOSEError) throw new ProblemError({ code: "unauthorized" });
    throw failure;
  }
}

const MINUTE_MS = 60_000;
/** Younger keys are not asked for again, unless one is missing among them. */
const FRESH_MS = 60 * MINUTE_MS;
/** So long are keys used whose home does not answer: as long as it is certain that none of them was withdrawn for age. */
const KEPT_MS = 24 * 60 * MINUTE_MS;
/** How often a minute an isolate may ask: once for keys that it lacks among others, more often when it has none. */
const ASKED_A_MINUTE = { some: 1, none: 10 } as const;
const WAIT_MS = 3_000;
const MOST_KEYS_LETTERS = 100_000;

/** The keys as they were fetched at `at`, epoch ms, and how often they were asked for in the minute that began at `since`. */
const keyState = isolateState<{
  keys: { readonly at: number; readonly find: JWTVerifyGetKey } | null;
  asked: { since: number; times: number };
}>(() => ({ keys: null, asked: { since: 0, times: 0 } }));

const jwks = z.object({ keys: z.array(z.object({ kty: z.literal("RSA") }).loose()).min(1) });

/** What finds the key of an assertion. @throws ProblemError `keys-unavailable` when no keys are to be had. */
function keysOf(runtime: Runtime, team: Team): JWTVerifyGetKey {
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
  if (text.length > MOST_KEYS_LETTERS) throw new Error("Access sends more keys than there can be");
  return jwks.parse(JSON.parse(text));
}
