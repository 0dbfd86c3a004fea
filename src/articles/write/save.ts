/**
 * An editor's draft becomes an article, or the next revision of one, in one edition. The address decides: a document
 * that comes again, with the same language, day and slug, is the same article.
 */
import type { UniqueKeyTaken } from "../../db/client";
import { OVERTAKEN, retryOnConflict } from "../../http/conflict";
import type { Runtime } from "../../runtime";
import type { Draft } from "../draft";
import { decide } from "./decide";
import { replay } from "./idempotency";
import type { SaveOptions, SaveResult, Writer } from "./request";
import { addressSearch } from "./resolve-target";
import { create, revise } from "./store";
import { nameConflict } from "./translation-conflict";

/** Unique keys by which somebody else was faster: the next attempt finds what they did. */
const LOST_RACES = [
  "slugs.lang, slugs.day, slugs.key",
  "articles.lang, articles.source_id",
  "revisions.article_id, revisions.number",
  "idempotency_keys.key_hash",
];

/**
 * @throws ProblemError `scope-missing`, `already-published`, `was-retracted`, `address-taken`, `translation-exists`,
 * `idempotency-key-reused`, `invalid`, `busy`.
 * @throws UniqueKeyTaken for a key of a statement alongside: nothing was written.
 */
export async function save(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  options: SaveOptions,
): Promise<SaveResult> {
  const search = addressSearch(draft, runtime.random);
  const attempt = async (): Promise<SaveResult | typeof OVERTAKEN> => {
    const decision = await decide(runtime, search.candidate(), writer, options);
    switch (decision.kind) {
      case "replayed":
        return await replay(runtime, decision.claim, decision.claimed);
      case "address-taken":
        search.addressTaken(decision.namesake);
        return OVERTAKEN;
      case "create":
        return await create(runtime, decision, writer, options);
      case "revise":
        return await revise(runtime, decision, writer, options);
    }
  };
  const isRetried = ({ key }: UniqueKeyTaken) => {
    if (key.startsWith("slugs.") && options.sameAddress === "suffix") search.addressTaken(null);
    return LOST_RACES.includes(key);
  };
  return await retryOnConflict(attempt, isRetried).catch(failure =>
    nameConflict(runtime, failure, draft.translationOf, draft.lang),
  );
}
