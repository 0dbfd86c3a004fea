/**
 * An editor's draft becomes an article, or the next revision of one, in one edition. What decides is the address:
 * a document that comes again, with the same language, day and slug, is the same article.
 */

import { learn } from "../cache/follow";
import { ask, UniqueKeyTaken } from "../db/client";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { currentSettings } from "../settings/store";
import { titleKey } from "../text/fold";
import { create } from "./create";
import { addressOf, type Draft } from "./draft";
import { replayed } from "./idempotency";
import { nextSlug } from "./next-slug";
import { placeDraft } from "./place";
import { revise } from "./revise";
import { articleAt, claimedKey, groupOf } from "./store";
import type { Saved, Saving, Writer } from "./writing";

/** How often a write is tried again because somebody else was faster, or has the address. */
const ATTEMPTS = 20;

/**
 * @throws Refusal `scope-missing`, `already-published`, `was-retracted`, `address-taken`, `translation-exists`,
 * `idempotency-key-reused`, `invalid`, `busy`.
 * @throws UniqueKeyTaken for a key of a statement alongside: nothing was written.
 */
export async function save(runtime: Runtime, draft: Draft, writer: Writer, saving: Saving): Promise<Saved> {
  let clashes = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const candidate = { ...draft, slug: nextSlug(draft.slug, clashes, runtime.random) };
    try {
      const saved = await saveOnce(runtime, candidate, writer, saving);
      if (saved !== "another-article") return saved;
      clashes += 1;
    } catch (failure) {
      if (!(failure instanceof UniqueKeyTaken)) throw failure;
      if (failure.key === "articles.group_id, articles.lang" && draft.translationOf !== null) {
        throw new Refusal({ code: "translation-exists", lang: draft.lang });
      }
      if (!LOST_RACES.includes(failure.key)) throw failure;
      if (failure.key.startsWith("slugs.") && saving.sameAddress === "suffix") clashes += 1;
    }
  }
  throw new Refusal({ code: "busy" });
}

/** Somebody else was faster. The next try meets what they did. */
const LOST_RACES = [
  "slugs.lang, slugs.day, slugs.key",
  "revisions.article_id, revisions.number",
  "idempotency_keys.key_hash",
];

/** Reads what the draft meets, then creates or revises. What is read may be overtaken: the referees decide. */
async function saveOnce(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  saving: Saving,
): Promise<Saved | "another-article"> {
  const now = runtime.now();
  const { db } = runtime;
  const questions = [
    runtime.follow(runtime.isolate.ledger, now),
    currentSettings(db),
    articleAt(db, addressOf(draft), now),
    groupOf(db, draft.translationOf),
    claimedKey(db, saving.idempotency?.keyHash ?? ""),
  ] as const;
  const [catchUp, settings, found, group, claimed] = await ask(db, questions, runtime.waits.d1Ms);
  learn(runtime, catchUp);
  if (claimed !== null && saving.idempotency) return await replayed(runtime, saving.idempotency, claimed);
  if (draft.translationOf !== null && group === null) refuseUnknownTranslation(draft.translationOf);
  if (found === null || saving.sameAddress === "suffix") {
    const groupId = saving.groupId ?? group ?? randomGroup(runtime);
    const placed = placeDraft(draft, settings, null);
    return await create(runtime, placed, writer, saving, { settings, groupId, now });
  }
  // The slug is cut: titles that go on differently are different articles.
  if (titleKey(found.article.title) !== titleKey(draft.title)) return "another-article";
  const groupId = group ?? found.article.groupId;
  const placed = placeDraft(draft, settings, found.article);
  return await revise(runtime, placed, writer, saving, { ...found, groupId, edition: catchUp.current, now });
}

/** 48 random bits: the name of a translation group. */
function randomGroup(runtime: Runtime): number {
  return runtime.random(6).reduce((number, byte) => number * 256 + byte, 0);
}

function refuseUnknownTranslation(id: number): never {
  const message = `There is no article ${id}. Give the id of an article in another language, or leave translation_of out.`;
  throw new Refusal({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
