/**
 * One effect for one Idempotency-Key: the key's hash is claimed in the batch of the effect, so a retry after a
 * lost answer finds it taken and is told what happened.
 * @see draft-ietf-httpapi-idempotency-key-header
 */

import { commit, runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { sha256 } from "../../text/hash";
import { articleById, claimedKey } from "../queries";
import type { Claimed, IdempotencyClaim, Saved } from "../writing";
import { claimKey } from "./write-queries";

/** @param request everything that makes the request what it is: address and body. */
export async function idempotencyClaim(
  key: string,
  tokenId: string,
  request: string,
): Promise<IdempotencyClaim> {
  return { keyHash: await sha256(`${tokenId}\n${key}`), requestHash: await sha256(request) };
}

/**
 * The answer to a request whose key is taken: what the first one did.
 * @throws ProblemError `idempotency-key-reused` when it was another request.
 */
export async function replayed(runtime: Runtime, claim: IdempotencyClaim, first: Claimed): Promise<Saved> {
  if (first.requestHash !== claim.requestHash) throw new ProblemError({ code: "idempotency-key-reused" });
  const [found] = await runQueries(
    runtime.db,
    [articleById(runtime.db, first.articleId, runtime.now())],
    runtime.waits.d1Ms,
  );
  if (found === null) throw new Error("the article of an idempotency key is gone");
  return { outcome: "replayed", ...found, edition: first.edition };
}

/**
 * Claims a key for a request that had nothing to do: whoever repeats it after somebody else's change would undo that.
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
 * Of a request with several effects, each with a key of its own: what the key of the whole is good for.
 * @returns whether the request has claimed it before. @throws ProblemError `idempotency-key-reused` when another one has.
 */
export async function isClaimedBy({ db, waits }: Runtime, claim: IdempotencyClaim): Promise<boolean> {
  const [first] = await runQueries(db, [claimedKey(db, claim.keyHash)], waits.d1Ms);
  if (first !== null && first.requestHash !== claim.requestHash)
    throw new ProblemError({ code: "idempotency-key-reused" });
  return first !== null;
}
