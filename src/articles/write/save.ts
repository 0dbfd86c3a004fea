/**
 * An editor's draft becomes an article, or the next revision of one, in one edition. What decides is the address:
 * a document that comes again, with the same language, day and slug, is the same article.
 */

import { UniqueKeyTaken } from "../../db/client";
import { OVERTAKEN, retryOnConflict } from "../../http/conflict";
import type { Runtime } from "../../runtime";
import type { Draft } from "../draft";
import type { Saved, Saving, Writer } from "../writing";
import { create } from "./create";
import { replayed } from "./idempotency";
import { meet, type Namesake } from "./meet";
import { atNextSlug } from "./next-slug";
import { revise } from "./revise";
import { placeTaken } from "./rival";

/**
 * @throws ProblemError `scope-missing`, `already-published`, `was-retracted`, `address-taken`, `translation-exists`,
 * `idempotency-key-reused`, `invalid`, `busy`.
 * @throws UniqueKeyTaken for a key of a statement alongside: nothing was written.
 */
export async function save(runtime: Runtime, draft: Draft, writer: Writer, saving: Saving): Promise<Saved> {
  let clashes = 0;
  let namesake: Namesake | null = null;
  const attempt = async () => {
    const candidate = atNextSlug(draft, clashes, namesake, runtime.random);
    const saved = await saveOnce(runtime, candidate, writer, saving);
    if ("outcome" in saved) return saved;
    namesake ??= saved;
    clashes += 1;
    return OVERTAKEN;
  };
  const isRetried = ({ key }: UniqueKeyTaken) => {
    if (key.startsWith("slugs.") && saving.sameAddress === "suffix") clashes += 1;
    return LOST_RACES.includes(key);
  };
  return await retryOnConflict(attempt, isRetried).catch(async failure => {
    const { translationOf, lang } = draft;
    const isTranslated =
      failure instanceof UniqueKeyTaken && failure.key === "articles.group_id, articles.lang";
    throw isTranslated && translationOf !== null ? await placeTaken(runtime, translationOf, lang) : failure;
  });
}

/** Somebody else was faster. The next attempt reads what they wrote. */
const LOST_RACES = [
  "slugs.lang, slugs.day, slugs.key",
  "articles.lang, articles.source_id",
  "revisions.article_id, revisions.number",
  "idempotency_keys.key_hash",
];

/** Reads what the draft meets, then creates or revises. What is read may be overtaken: the referees decide. */
async function saveOnce(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  saving: Saving,
): Promise<Saved | Namesake> {
  const meeting = await meet(runtime, draft, saving);
  switch (meeting.kind) {
    case "replayed":
      return await replayed(runtime, meeting.claim, meeting.claimed);
    case "another-article":
      return meeting.namesake;
    case "new":
      return await create(runtime, meeting.placed, writer, saving, meeting.place);
    case "known":
      return await revise(runtime, meeting.placed, writer, saving, meeting.met);
  }
}
