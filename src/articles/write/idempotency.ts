/**
 * One effect for one Idempotency-Key: the key's hash is claimed in the batch of the effect, so a retry after a lost
 * response finds it taken and gets what the first request did.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
import { holderOf } from "../../auth/scopes";
import { commit, runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { AppContext } from "../../http/routes";
import type { Runtime } from "../../runtime";
import { sha256 } from "../../text/hash";
import { articleById, type ClaimedKey, claimedKey } from "../queries";
import type { IdempotencyClaim, SaveResult } from "./request";
import { claimKey } from "./write-queries";

const FORM = /^[\x21-\x7e]{1,200}$/;

/** The Idempotency-Key of a request; null when there is none. @throws ProblemError `invalid` */
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
  // PUT and DELETE of one address are different requests.
  const method = c.req.method === "POST" ? "" : `${c.req.method} `;
  return {
    keyHash: await sha256(`${holderOf(c).tokenId}\n${key}`),
    requestHash: await sha256(`${method}${pathname}${search}\n${await sha256(body)}`),
  };
}

/**
 * The result for a request whose key is taken: what the first request did.
 * @throws ProblemError `idempotency-key-reused` when that was a different request.
 */
export async function replay(
  { db, waits, now }: Runtime,
  claim: IdempotencyClaim,
  first: ClaimedKey,
): Promise<SaveResult> {
  if (first.requestHash !== claim.requestHash) throw new ProblemError({ code: "idempotency-key-reused" });
  const [found] = await runQueries(db, [articleById(db, first.articleId, now())], waits.d1Ms);
  if (found === null) throw new Error("the article of an idempotency key is gone");
  return { outcome: "replayed", ...found, edition: first.edition };
}

/**
 * Claims a key for a request that had nothing to do: repeated after somebody else's change, it would undo that.
 * @param claim null for a request without a key. @param at epoch ms.
 * @throws UniqueKeyTaken when another request has the key.
 */
export async function claimWithoutEffect(
  { db, waits }: Runtime,
  claim: IdempotencyClaim | null | undefined,
  articleId: number,
  at: number,
): Promise<void> {
  if (claim != null) await commit(db, [claimKey(db, claim, articleId, at)], waits.d1Ms);
}

/**
 * For a request with several effects, each of which has a key of its own.
 * @returns whether this request has claimed the key before. @throws ProblemError `idempotency-key-reused` when another has.
 */
export async function isClaimedBy({ db, waits }: Runtime, claim: IdempotencyClaim): Promise<boolean> {
  const [first] = await runQueries(db, [claimedKey(db, claim.keyHash)], waits.d1Ms);
  if (first !== null && first.requestHash !== claim.requestHash)
    throw new ProblemError({ code: "idempotency-key-reused" });
  return first !== null;
}
