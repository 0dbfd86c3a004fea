/** An editor sends a whole article by its id: the next revision of what they read, or a refusal that says what changed. */

import { catchUp } from "../../cache/follow";
import { runQueries, UniqueKeyTaken } from "../../db/client";
import { retryOnConflict } from "../../http/conflict";
import { type Issue, ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import type { ArticleAndSettings } from "../article-row";
import type { Draft, Reference } from "../draft";
import { revisionOf } from "../past-queries";
import { articleById, claimedKey, translatedArticle, translationIn } from "../queries";
import type { Rival, Translated } from "../translation";
import type { Asking, Saved, Saving } from "../writing";
import { replayed } from "./idempotency";
import { withGoneMedia } from "./media-gone";
import { placeDraft, unknownFaults } from "./place";
import { revise } from "./revise";
import { placeTaken } from "./rival";
import { refuseStale } from "./stale";

/** What else there is to say of a rewriting than who asks. */
export interface Rewriting extends Asking {
  readonly mayPublish: boolean;
  readonly cause: string;
  readonly reason?: "restored";
}

/** What the article is to become. */
export interface Wanted {
  readonly draft: Draft;
  /** null for the one that it has. */
  readonly slug: string | null;
  /** Whether its references stay as they are, whatever the draft says. */
  readonly keepsReferences?: boolean;
  /** Where it is known already; left out, the draft's section says. */
  readonly sectionId?: number | null;
}

/**
 * @param write makes it of what stands now.
 * @throws ProblemError `not-found`, `precondition-failed`, `trashed`, `invalid`, `address-taken`, `translation-exists`,
 * `scope-missing`, `already-published`, `was-retracted`, `idempotency-key-reused`, `busy`
 */
export async function rewrite(
  runtime: Runtime,
  id: number,
  rewriting: Rewriting,
  write: (article: Article) => Wanted,
): Promise<Saved> {
  // Somebody else was faster: the next attempt reads what they wrote, and is refused if the condition says so.
  return await retryOnConflict(
    () => rewriteOnce(runtime, id, rewriting, write),
    ({ key }) => LOST_RACES.includes(key),
  );
}

const LOST_RACES = ["revisions.article_id, revisions.number", "idempotency_keys.key_hash"];

async function rewriteOnce(
  runtime: Runtime,
  id: number,
  rewriting: Rewriting,
  write: (article: Article) => Wanted,
): Promise<Saved> {
  const { db, waits } = runtime;
  const { idempotency, tokenId, mayPublish, cause, precondition } = rewriting;
  const now = runtime.now();
  const questions = [
    catchUp(runtime, now),
    articleById(db, id, now),
    claimedKey(db, idempotency?.keyHash ?? ""),
  ] as const;
  const [present, found, claimed] = await runQueries(db, questions, waits.d1Ms);
  if (claimed !== null && idempotency !== null) return await replayed(runtime, idempotency, claimed);
  if (found === null) throw new ProblemError({ code: "not-found" });
  await refuseStale(runtime, found.article, precondition);
  const { slug, sectionId, ...wanted } = write(found.article);
  const written = await withGoneMedia(runtime, wanted.draft);
  const draft = wanted.keepsReferences
    ? { ...written, seeAlso: await referencesOf(runtime, found.article) }
    : written;
  const { translated, rival } = await groupAsked(runtime, draft, found);
  throwIssues([...otherLanguage(draft, found.article), ...unknownFaults(draft, found.settings, translated)]);
  const groupId = translated?.groupId ?? found.article.groupId;
  const met = { ...found, slug: slugOf(found.article, slug), groupId, edition: present.current, now, rival };
  const filed = placeDraft(draft, found.settings, found.article);
  const placed = sectionId === undefined ? filed : { ...filed, sectionId };
  const { reason } = rewriting;
  const saving: Saving = {
    ...{ sameAddress: "same-article", cause, idempotency },
    ...(reason === undefined ? {} : { reason }),
  };
  return await revise(runtime, placed, { tokenId, mayPublish }, saving, met).catch(async failure => {
    const isTranslated =
      failure instanceof UniqueKeyTaken && failure.key === "articles.group_id, articles.lang";
    throw isTranslated ? await placeTaken(runtime, draft.translationOf ?? id, draft.lang) : failure;
  });
}

/** As they are kept, those to what readers do not see among them. */
async function referencesOf(
  { db, waits }: Runtime,
  { id, revision }: Article,
): Promise<readonly Reference[]> {
  const [current] = await runQueries(db, [revisionOf(db, id, revision)], waits.d1Ms);
  return current?.seeAlso ?? [];
}

/** Two spellings of one address are one address. */
function slugOf(article: Article, slug: string | null): string {
  return slug === null || slugKey(slug) === slugKey(article.slug) ? article.slug : slug;
}

/** An article is in one language. */
function otherLanguage(draft: Draft, article: Article): Issue[] {
  if (draft.lang === article.lang) return [];
  const message = `The article is in '${article.lang}' and stays so; make its translation with POST and translation_of.`;
  return [{ code: "not-valid", field: "lang", message }];
}

/** The article that it is to translate, and what stands there in its own language. */
async function groupAsked(
  { db, waits }: Runtime,
  { translationOf }: Draft,
  { article }: ArticleAndSettings,
): Promise<{ translated: Translated | null; rival: Rival | null }> {
  if (translationOf === null) return { translated: null, rival: null };
  const questions = [
    translatedArticle(db, translationOf),
    translationIn(db, translationOf, article.lang),
  ] as const;
  const [translated, standing] = await runQueries(db, questions, waits.d1Ms);
  return { translated, rival: standing?.id === article.id ? null : standing };
}
