/**
 * One effect for one Idempotency-Key: the key's hash is claimed in the batch of the effect, so a retry after a
 * lost answer finds it taken and is told what happened.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
import { ask } from "../db/client";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { sha256 } from "../text/hash";
import type { Saved } from "./save";
import { articleById, claimedKey } from "./store";

export interface IdempotencyClaim {
  readonly keyHash: string;
  readonly requestHash: string;
}

/** @param request everything that makes the request what it is: address and body. */
export async function idempotencyClaim(
  key: string,
  tokenId: string,
  request: string,
): Promise<IdempotencyClaim> {
  return { keyHash: await sha256(`${tokenId}\n${key}`), requestHash: await sha256(request) };
}

/**
 * What the first request with this key did.
 * @throws Refusal `idempotency-key-reused` when it was another request.
 */
export async function replayed(runtime: Runtime, claim: IdempotencyClaim): Promise<Saved> {
  const { db, waits } = runtime;
  const [first] = await ask(db, [claimedKey(db, claim.keyHash)], waits.d1Ms);
  if (first === null || first.requestHash !== claim.requestHash)
    throw new Refusal({ code: "idempotency-key-reused" });
  const [found] = await ask(db, [articleById(db, first.articleId, runtime.now())], waits.d1Ms);
  if (found === null) throw new Error("the article of an idempotency key is gone");
  return { outcome: "replayed", ...found, edition: first.edition };
}
