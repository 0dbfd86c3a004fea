/** The Idempotency-Key of a request. */
import { holderOf } from "../../auth/gate";
import type { AppContext } from "../../http/door";
import { ProblemError } from "../../http/problem";
import { sha256 } from "../../text/hash";
import type { IdempotencyClaim } from "../writing";
import { idempotencyClaim } from "./idempotency";

const FORM = /^[\x21-\x7e]{1,200}$/;

/** Of one address PUT and DELETE are different requests; the keys of POST were made without it. */
const methodOf = (c: AppContext) => (c.req.method === "POST" ? "" : `${c.req.method} `);

/** @returns null when none was sent. @throws ProblemError `invalid` for one that no header should hold. */
export async function idempotencyOf(c: AppContext, body: Uint8Array): Promise<IdempotencyClaim | null> {
  const key = c.req.header("Idempotency-Key");
  if (key === undefined) return null;
  if (!FORM.test(key)) {
    const message = "The Idempotency-Key must be 1 to 200 printable ASCII characters without spaces.";
    throw new ProblemError({
      code: "invalid",
      faults: [{ code: "not-valid", field: "Idempotency-Key", message }],
    });
  }
  const { pathname, search } = new URL(c.req.url);
  return await idempotencyClaim(
    key,
    holderOf(c).tokenId,
    `${methodOf(c)}${pathname}${search}\n${await sha256(body)}`,
  );
}
