/**
 * An editor's draft becomes an article, or the next revision of one, in one edition. What decides is the address:
 * a document that comes again, with the same language, day and slug, is the same article.
 */
import { learn } from "../cache/follow";
import { ask, type Db, type Statement, UniqueKeyTaken } from "../db/client";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import type { Settings } from "../settings/settings";
import { currentSettings } from "../settings/store";
import { withSuffix } from "../text/slug";
import type { Article } from "./article";
import { create } from "./create";
import { addressOf, type Draft } from "./draft";
import { type IdempotencyClaim, replayed } from "./idempotency";
import { revise } from "./revise";
import { articleAt, groupOf } from "./store";

export interface Writer {
  /** null for the clock. */
  readonly tokenId: string | null;
  readonly mayPublish: boolean;
}

export interface Saving {
  /** What to do when another article has the address: a document is the same article; anything else takes `-2`. */
  readonly sameAddress: "same-article" | "suffix";
  readonly cause: string;
  readonly observanceId?: number;
  /** The translation group to join, when it is known without an article's id. */
  readonly groupId?: number;
  readonly idempotency?: IdempotencyClaim | null;
  /** Statements of another room that must hold or fail with this article: the claim of an occurrence. */
  readonly alongside?: (db: Db) => Statement[];
}

export interface Saved {
  readonly outcome: "created" | "revised" | "unchanged" | "replayed";
  readonly article: Article;
  readonly settings: Settings;
  readonly edition: number;
}

/** How often a write is tried again because somebody else was faster, or has the address. */
const ATTEMPTS = 20;

/**
 * @throws Refusal `scope-missing`, `already-published`, `was-retracted`, `address-taken`, `translation-exists`, `invalid`, `busy`.
 * A dateless draft that gets its date on a day where the address is taken is refused as `address-taken`.
 * @throws UniqueKeyTaken for a key of a statement alongside: nothing was written.
 */
export async function save(runtime: Runtime, draft: Draft, writer: Writer, saving: Saving): Promise<Saved> {
  let candidate = draft;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    try {
      return await saveOnce(runtime, candidate, writer, saving);
    } catch (failure) {
      if (!(failure instanceof UniqueKeyTaken)) throw failure;
      switch (failure.key) {
        case "articles.group_id, articles.lang":
          if (draft.translationOf === null) throw failure;
          throw new Refusal({ code: "translation-exists", lang: draft.lang });
        case "idempotency_keys.key_hash":
          if (saving.idempotency) return await replayed(runtime, saving.idempotency);
          throw failure;
        case "slugs.lang, slugs.day, slugs.key":
          if (saving.sameAddress === "suffix")
            candidate = { ...draft, slug: withSuffix(draft.slug, attempt + 1) };
          break;
        case "revisions.article_id, revisions.number":
          break;
        default:
          throw failure;
      }
    }
  }
  throw new Refusal({ code: "busy" });
}

/** Reads what the draft meets, then creates or revises. What is read may be overtaken: the referees decide. */
async function saveOnce(runtime: Runtime, draft: Draft, writer: Writer, saving: Saving): Promise<Saved> {
  const now = runtime.now();
  const { db } = runtime;
  const [catchUp, settings, found, group] = await ask(
    db,
    [
      runtime.follow(runtime.isolate.ledger, now),
      currentSettings(db),
      articleAt(db, addressOf(draft), now),
      groupOf(db, draft.translationOf),
    ],
    runtime.waits.d1Ms,
  );
  learn(runtime, catchUp);
  if (draft.translationOf !== null && group === null) refuseUnknownTranslation(draft.translationOf);
  if (found !== null && saving.sameAddress === "same-article") {
    return await revise(runtime, draft, writer, saving, { ...found, edition: catchUp.current, now });
  }
  const groupId = saving.groupId ?? group ?? randomGroup(runtime);
  return await create(runtime, draft, writer, saving, { settings, groupId, now });
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
