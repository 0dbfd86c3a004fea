/** An editor sends a whole article by its id: it becomes the next revision, unless somebody changed what they read. */
import { runQueries } from "../../db/client";
import { retryOnConflict } from "../../http/conflict";
import { type Issue, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import type { Draft, Reference } from "../draft";
import {
  type ConflictingTranslation,
  type TranslatedArticle,
  translatedArticle,
  translationIn,
} from "../queries";
import { revisionOf } from "../revision-queries";
import { type CurrentArticle, readCurrent } from "./current-article";
import { decideRevision } from "./decide";
import { placeDraft, unknownFaults, withGoneMedia } from "./references";
import type { ChangeRequest, SaveOptions, SaveResult } from "./request";
import type { ExistingTarget } from "./resolve-target";
import { revise } from "./store";
import { nameConflict } from "./translation-conflict";

export interface ReplaceRequest extends ChangeRequest {
  readonly mayPublish: boolean;
  readonly cause: string;
  readonly reason?: "restored";
}

/** What the article is to become. */
export interface Replacement {
  readonly draft: Draft;
  /** null for the one that it has. */
  readonly slug: string | null;
  /** Whether its references stay as they are, instead of the draft's. */
  readonly keepsReferences?: boolean;
  /** Where it is known already; left out, the draft's section says. */
  readonly sectionId?: number | null;
}

/** Unique keys by which somebody else was faster: the next attempt reads what they did, and its condition may refuse it. */
const LOST_RACES = ["revisions.article_id, revisions.number", "idempotency_keys.key_hash"];

/**
 * @param replacementOf makes it from the article as it is now.
 * @throws ProblemError `not-found`, `precondition-failed`, `trashed`, `invalid`, `address-taken`, `translation-exists`,
 * `scope-missing`, `already-published`, `was-retracted`, `idempotency-key-reused`, `busy`
 */
export async function replace(
  runtime: Runtime,
  id: number,
  request: ReplaceRequest,
  replacementOf: (article: Article) => Replacement,
): Promise<SaveResult> {
  return await retryOnConflict(
    async () => {
      const read = await readCurrent(runtime, id, request);
      return "replayed" in read
        ? read.replayed
        : await replaceCurrent(runtime, read.current, request, replacementOf);
    },
    ({ key }) => LOST_RACES.includes(key),
  );
}

async function replaceCurrent(
  runtime: Runtime,
  current: CurrentArticle,
  { idempotency, tokenId, mayPublish, cause, reason }: ReplaceRequest,
  replacementOf: (article: Article) => Replacement,
): Promise<SaveResult> {
  const { article, settings } = current;
  const { slug, sectionId, keepsReferences, ...sent } = replacementOf(article);
  const checked = await withGoneMedia(runtime, sent.draft);
  const draft = keepsReferences ? { ...checked, seeAlso: await referencesOf(runtime, article) } : checked;
  const { translated, conflict } = await requestedGroup(runtime, draft, article);
  throwIssues([...otherLanguage(draft, article), ...unknownFaults(draft, settings, translated)]);
  const target: ExistingTarget = {
    ...current,
    slug: slugFor(article, slug),
    groupId: translated?.groupId ?? article.groupId,
    conflict,
  };
  const filed = placeDraft(draft, settings, article);
  const placed = sectionId === undefined ? filed : { ...filed, sectionId };
  const options: SaveOptions = {
    ...{ sameAddress: "same-article", cause, idempotency },
    ...(reason === undefined ? {} : { reason }),
  };
  const writer = { tokenId, mayPublish };
  const decided = await decideRevision(placed, writer, target);
  return await revise(runtime, decided, writer, options).catch(failure =>
    nameConflict(runtime, failure, draft.translationOf ?? article.id, draft.lang),
  );
}

/** As stored, those to articles that readers do not see included. */
async function referencesOf(
  { db, waits }: Runtime,
  { id, revision }: Article,
): Promise<readonly Reference[]> {
  const [current] = await runQueries(db, [revisionOf(db, id, revision)], waits.d1Ms);
  return current?.seeAlso ?? [];
}

/** Two spellings of one address are one address. */
function slugFor(article: Article, slug: string | null): string {
  return slug === null || slugKey(slug) === slugKey(article.slug) ? article.slug : slug;
}

/** An article keeps its language. */
function otherLanguage(draft: Draft, article: Article): Issue[] {
  if (draft.lang === article.lang) return [];
  const message = `The article is in '${article.lang}' and stays so; make its translation with POST and translation_of.`;
  return [{ code: "not-valid", field: "lang", message }];
}

/** The article that it is to translate, and the translation that this has in its language already. */
async function requestedGroup(
  { db, waits }: Runtime,
  { translationOf }: Draft,
  { id, lang }: Article,
): Promise<{ translated: TranslatedArticle | null; conflict: ConflictingTranslation | null }> {
  if (translationOf === null) return { translated: null, conflict: null };
  const queries = [translatedArticle(db, translationOf), translationIn(db, translationOf, lang)] as const;
  const [translated, translation] = await runQueries(db, queries, waits.d1Ms);
  return { translated, conflict: translation?.id === id ? null : translation };
}
