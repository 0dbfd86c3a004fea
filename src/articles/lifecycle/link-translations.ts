/** Two articles become translations of each other, or no longer are. No revision is made: their texts stay. */
import { makeEdition } from "../../cache/editions";
import { catchUp } from "../../cache/follow";
import { articleTag } from "../../cache/tags";
import { runQueries } from "../../db/client";
import { newGroup } from "../../db/group";
import { OVERTAKEN, retryOnConflict } from "../../http/conflict";
import type { Precondition } from "../../http/precondition";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import type { Note } from "../draft";
import { requireNotTrashed, requirePublisherFor } from "../lifecycle-state";
import { type ArticleAndSettings, articleById, type ConflictingTranslation } from "../queries";
import { factsOf } from "../touched";
import { requireUnchanged } from "../write/current-article";
import { translationFaults } from "../write/references";
import type { Writer } from "../write/request";
import { nameConflict, setConflictApart, settleConflict } from "../write/translation-conflict";
import { type Move, move } from "../write/translation-queries";

export interface LinkResult extends ArticleAndSettings {
  readonly edition: number;
}

interface LinkRequest extends Writer {
  readonly tokenId: string;
  readonly precondition: Precondition | null;
}

/**
 * The other article leaves its group and joins this one's.
 * @throws ProblemError `invalid`, `not-found`, `precondition-failed`, `trashed`, `scope-missing`, `translation-exists`, `busy`
 */
export async function link(
  runtime: Runtime,
  id: number,
  other: number,
  request: LinkRequest,
): Promise<LinkResult> {
  return await regroup(runtime, id, other, request, (here, there) => {
    throwIssues(translationFaults(here.id, here, there.lang));
    if (here.groupId === there.groupId) return null;
    return { id: there.id, from: there.groupId, to: here.groupId, joins: here.id };
  });
}

/**
 * The other article leaves this one's group and founds its own.
 * @throws ProblemError `not-found` when they are no translations; `precondition-failed`, `trashed`, `scope-missing`, `busy`
 */
export async function unlink(
  runtime: Runtime,
  id: number,
  other: number,
  request: LinkRequest,
): Promise<LinkResult> {
  return await regroup(runtime, id, other, request, (here, there) => {
    if (here.groupId !== there.groupId || here.id === there.id) throw new ProblemError({ code: "not-found" });
    return { id: there.id, from: there.groupId, to: newGroup(runtime), joins: null };
  });
}

/** @param next the move; null when there is nothing to do. */
async function regroup(
  runtime: Runtime,
  id: number,
  other: number,
  { precondition, mayPublish, tokenId }: LinkRequest,
  next: (here: Article, there: Article) => Move | null,
): Promise<LinkResult> {
  const { db, waits } = runtime;
  return await retryOnConflict(
    async () => {
      const now = runtime.now();
      const queries = [catchUp(runtime, now), articleById(db, id, now), articleById(db, other, now)] as const;
      const [present, here, there] = await runQueries(db, queries, waits.d1Ms);
      if (here === null || there === null) throw new ProblemError({ code: "not-found" });
      await requireUnchanged(runtime, here.article, precondition);
      const wanted = next(here.article, there.article);
      requirePublisherFor(there.article, mayPublish);
      if (wanted === null) return { ...here, edition: present.current };
      for (const one of [here.article, there.article]) requireNotTrashed(one);
      const conflict = wanted.joins === null ? null : conflictIn(here.article, there.article);
      const notes = settleConflict(conflict, there.article.lang, there.article.publishAt !== null);
      return await store(runtime, id, wanted, there.article, conflict, notes, tokenId);
    },
    () => false,
  );
}

/** The article of this one's group in the other's language: at most one, and it may be this one itself. */
const conflictIn = (here: Article, { lang }: Article): ConflictingTranslation | null =>
  [here, ...here.siblings].find(one => one.lang === lang) ?? null;

/** Writes nothing when somebody has moved one of the two since they were read. */
async function store(
  runtime: Runtime,
  id: number,
  wanted: Move,
  moved: Article,
  conflict: ConflictingTranslation | null,
  notes: readonly Note[],
  tokenId: string,
): Promise<LinkResult | typeof OVERTAKEN> {
  const { db } = runtime;
  const at = runtime.now();
  const facts = [...factsOf(moved), ...factsOf({ ...moved, groupId: wanted.to })];
  const tags = moved.publishAt === null ? [] : [articleTag(moved.id), ...facts];
  const action = wanted.joins === null ? "article.unlinked" : "article.linked";
  const apart = setConflictApart(runtime, conflict, wanted.to, { at, tokenId }, wanted);
  const statements = [...apart.before, ...move(db, wanted, { at, tokenId, action, tags }), ...apart.after];
  const made = await makeEdition(runtime, statements, articleById(db, moved.id, at)).catch(failure =>
    nameConflict(runtime, failure, id, moved.lang),
  );
  if (made.answer?.article.groupId !== wanted.to) return OVERTAKEN;
  const [here] = await runQueries(db, [articleById(db, id, at)], runtime.waits.d1Ms);
  if (here === null) return OVERTAKEN;
  const warnings = [...here.article.warnings, ...notes];
  return { ...here, article: { ...here.article, warnings }, edition: made.edition };
}
