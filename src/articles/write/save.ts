/**
 * An editor's draft becomes an article, or the next revision of one, in one edition. What decides is the address:
 * a document that comes again, with the same language, day and slug, is the same article.
 */

import { UniqueKeyTaken } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Draft } from "../draft";
import type { Saved, Saving, Writer } from "../writing";
import { create } from "./create";
import { replayed } from "./idempotency";
import { meet, type Namesake } from "./meet";
import { atNextSlug } from "./next-slug";
import { revise } from "./revise";
import { placeTaken } from "./rival";

/** How often a write is tried again because somebody else was faster, or has the address. */
const ATTEMPTS = 20;

/**
 * @throws ProblemError `scope-missing`, `already-published`, `was-retracted`, `address-taken`, `translation-exists`,
 * `idempotency-key-reused`, `invalid`, `busy`.
 * @throws UniqueKeyTaken for a key of a statement alongside: nothing was written.
 */
export async function save(runtime: Runtime, draft: Draft, writer: Writer, saving: Saving): Promise<Saved> {
  let clashes = 0;
  let namesake: Namesake | null = null;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const candidate = atNextSlug(draft, clashes, namesake, runtime.random);
    try {
      const saved = await saveOnce(runtime, candidate, writer, saving);
      if ("outcome" in saved) return saved;
      namesake ??= saved;
      clashes += 1;
    } catch (failure) {
      if (!(failure instanceof UniqueKeyTaken)) throw failure;
      if (failure.key === "articles.group_id, articles.lang" && draft.translationOf !== null) {
        throw await placeTaken(runtime, draft.translationOf, draft.lang);
      }
      if (!LOST_RACES.includes(failure.key)) throw failure;
      if (failure.key.startsWith("slugs.") && saving.sameAddress === "suffix") clashes += 1;
    }
  }
  throw new ProblemError({ code: "busy" });
}

/** Somebody else was faster. The next try meets what they did. */
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
