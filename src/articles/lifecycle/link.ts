/** Two articles become translations of each other, or no longer are. No revision: their texts stay. */

import { makeEdition } from "../../cache/editions";
import { catchUp } from "../../cache/follow";
import { articleTag } from "../../cache/tags";
import { runQueries, UniqueKeyTaken } from "../../db/client";
import { newGroup } from "../../db/group";
import { OVERTAKEN, retryOnConflict } from "../../http/conflict";
import type { Precondition } from "../../http/precondition";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import type { ArticleAndSettings } from "../article-row";
import { requireNotTrashed, requirePublisherFor } from "../lifecycle-state";
import { articleById } from "../queries";
import { factsOf } from "../touched";
import type { Rival } from "../translation";
import { type Move, move } from "../write/link-queries";
import { translationFaults } from "../write/place";
import { makeRoom, placeTaken, refuseRival } from "../write/rival";
import { refuseStale } from "../write/stale";
import { withNotes } from "../write/with-notes";
import type { Writer } from "../writing";

export interface Linked extends ArticleAndSettings {
  readonly edition: number;
}

type Linker = Writer & { readonly tokenId: string; readonly precondition: Precondition | null };

/**
 * The other article leaves its group and joins this one's.
 * @throws ProblemError `invalid`, `not-found`, `precondition-failed`, `trashed`, `scope-missing`, `translation-exists`, `busy`
 */
export async function link(runtime: Runtime, id: number, other: number, writer: Linker): Promise<Linked> {
  return await regroup(runtime, id, other, writer, (here, there) => {
    throwIssues(translationFaults(here.id, here, there.lang));
    if (here.groupId === there.groupId) return null;
    return { id: there.id, from: there.groupId, to: here.groupId, joins: here.id };
  });
}

/**
 * The other article leaves this one's group and founds its own.
 * @throws ProblemError `not-found` when they are no translations; `trashed`, `scope-missing`, `busy`
 */
export async function unlink(runtime: Runtime, id: number, other: number, writer: Linker): Promise<Linked> {
  return await regroup(runtime, id, other, writer, (here, there) => {
    if (here.groupId !== there.groupId || here.id === there.id) throw new ProblemError({ code: "not-found" });
    return { id: there.id, from: there.groupId, to: newGroup(runtime), joins: null };
  });
}

/** @param next the move; null when there is nothing to do. */
async function regroup(
  runtime: Runtime,
  id: number,
  other: number,
  writer: Linker,
  next: (here: Article, there: Article) => Move | null,
): Promise<Linked> {
  const { db, waits } = runtime;
  const attempt = async () => {
    const now = runtime.now();
    const questions = [catchUp(runtime, now), articleById(db, id, now), articleById(db, other, now)] as const;
    const [present, here, there] = await runQueries(db, questions, waits.d1Ms);
    if (here === null || there === null) throw new ProblemError({ code: "not-found" });
    await refuseStale(runtime, here.article, writer.precondition);
    const wanted = next(here.article, there.article);
    requirePublisherFor(there.article, writer.mayPublish);
    if (wanted === null) return { ...here, edition: present.current };
    for (const one of [here.article, there.article]) requireNotTrashed(one);
    const rival = wanted.joins === null ? null : rivalOf(here.article, there.article);
    const notes = refuseRival(rival, there.article.lang, there.article.publishAt !== null);
    const linked = await regroupOnce(runtime, id, wanted, there.article, rival, writer.tokenId);
    return linked === null ? OVERTAKEN : withNotes(linked, notes);
  };
  // Its guards say who was faster; a unique key that refuses is final.
  return await retryOnConflict(attempt, () => false);
}

/** What stands in this one's group in the other's language: at most one, and it may be this one itself. */
const rivalOf = (here: Article, { lang }: Article): Rival | null =>
  [here, ...here.siblings].find(one => one.lang === lang) ?? null;

/** @returns null when somebody moved one of them meanwhile, and nothing was written. */
async function regroupOnce(
  runtime: Runtime,
  id: number,
  wanted: Move,
  moved: Article,
  rival: Rival | null,
  tokenId: string,
): Promise<Linked | null> {
  const { db } = runtime;
  const at = runtime.now();
  const facts = [...factsOf(moved), ...factsOf({ ...moved, groupId: wanted.to })];
  const tags = moved.publishAt === null ? [] : [articleTag(moved.id), ...facts];
  const action = wanted.joins === null ? "article.unlinked" : "article.linked";
  const room = makeRoom(runtime, rival, wanted.to, { at, tokenId }, wanted);
  const statements = [...room.before, ...move(db, wanted, { at, tokenId, action, tags }), ...room.after];
  const made = await makeEdition(runtime, statements, articleById(db, moved.id, at)).catch(async failure => {
    const isTranslated =
      failure instanceof UniqueKeyTaken && failure.key === "articles.group_id, articles.lang";
    throw isTranslated ? await placeTaken(runtime, id, moved.lang) : failure;
  });
  if (made.answer?.article.groupId !== wanted.to) return null;
  const [here] = await runQueries(db, [articleById(db, id, at)], runtime.waits.d1Ms);
  return here && { ...here, edition: made.edition };
}
