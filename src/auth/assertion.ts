/**
 * From the assertion of Cloudflare Access to whoever it speaks of.
 * @see docs/decisions/0021-access-as-a-second-way-in.md
 */

import { JOSEError } from "jose/errors";
import { jwtVerify } from "jose/jwt/verify";
import * as z from "zod";
import { ProblemError } from "../http/problem";
import type { Holder } from "../http/routes";
import type { Runtime, Team } from "../runtime";
import { MEMBER } from "./team";
import { keysOf } from "./team-keys";

/** The header that Access sets; its cookie is never read. */
export const ASSERTION = "Cf-Access-Jwt-Assertion";

const MOST_LETTERS = 8_000;
/** Clocks differ by so much, in seconds. */
const TOLERANCE_S = 10;

/** Of a person an e-mail address, of a service token its client id. */
const claims = z.object({
  exp: z.int().positive(),
  type: z.literal("app"),
  email: z.string().optional(),
  common_name: z.string().optional(),
});
const NAME = /^[\x21-\x7e\p{L}\p{N}]{1,200}$/u;

/** @throws ProblemError `unauthorized`, the same whatever is wrong with it; `keys-unavailable` */
export async function holderAsserted(runtime: Runtime, team: Team, assertion: string): Promise<Holder> {
  const payload = await verified(runtime, team, assertion);
  const read = claims.safeParse(payload);
  const name = (read.data?.email || read.data?.common_name || "").toLowerCase();
  if (!read.success || !NAME.test(name)) throw new ProblemError({ code: "unauthorized" });
  const scopes = new Set(team.people.get(name) ?? team.scopes);
  // What they make does not outlive what they came in with.
  return { tokenId: MEMBER + name, scopes, expiresAt: read.data.exp * 1_000 };
}

async function verified(runtime: Runtime, team: Team, assertion: string): Promise<unknown> {
  if (assertion.length > MOST_LETTERS) throw new ProblemError({ code: "unauthorized" });
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

/**
 * Whether a browser may have been made to send it by another site. Access writes the header wherever its cookie comes
 * along, also into a form that a foreign page sends: so the header alone does not say that anybody meant it.
 * @param origins of this site: the settings', and the one that was asked.
 */
export function isForeign(request: Request, origins: readonly string[]): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  const origin = request.headers.get("Origin");
  const from = request.headers.get("Sec-Fetch-Site");
  return (
    (origin !== null && !origins.includes(origin)) ||
    (from !== null && from !== "same-origin" && from !== "none")
  );
}
