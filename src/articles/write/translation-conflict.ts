/** Two articles of a group in one language: which of them is the translation. */
import { runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { newGroup } from "../../db/group";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Lang } from "../../text/languages";
import type { Note } from "../draft";
import { type ConflictingTranslation, translationIn } from "../queries";
import { type Move, setApart } from "./translation-queries";

/**
 * Refuses a second article in one language, or warns that the first one gives way to it. A draft that nobody has
 * released gives way to a released article; otherwise anybody who drafts could keep the newsroom's own translation out.
 * @param isReleased whether the second is. @throws ProblemError `translation-exists`
 */
export function settleConflict(
  conflict: ConflictingTranslation | null,
  lang: Lang,
  isReleased: boolean,
): Note[] {
  if (conflict === null) return [];
  const { id, title } = conflict;
  const status = conflict.status === "trashed" ? conflict.restoredStatus : conflict.status;
  const givesWay = status === "draft" || status === "in_review";
  if (!isReleased || !givesWay) throw new ProblemError({ code: "translation-exists", lang, id });
  const message = `Article ${id}, “${title}”, was to be this translation and is no longer linked: it is not published.`;
  return [{ code: "translation-set-apart", message }];
}

/**
 * The statements that set the conflicting article apart, in the batch of the one that takes its place: those before
 * that, and those after its edition.
 * @param groupId in which both would be. @param taking the move that takes the place, if one does.
 */
export function setConflictApart(
  runtime: Runtime,
  conflict: ConflictingTranslation | null,
  groupId: number,
  act: { at: number; tokenId: string | null },
  taking?: Move,
): { before: Statement[]; after: Statement[] } {
  if (conflict === null) return { before: [], after: [] };
  const move = { id: conflict.id, from: groupId, to: newGroup(runtime) };
  const { before, after } = setApart(runtime.db, move, act, taking);
  return { before: [before], after: [after] };
}

/**
 * For a write that failed because its group has a translation in that language: names it.
 * @param articleId any article of the group; null where none is known.
 * @throws ProblemError `translation-exists`; `busy` when it has gone meanwhile; any other failure as it is.
 */
export async function nameConflict(
  { db, waits }: Runtime,
  failure: unknown,
  articleId: number | null,
  lang: Lang,
): Promise<never> {
  const isTaken = failure instanceof UniqueKeyTaken && failure.key === "articles.group_id, articles.lang";
  if (!isTaken || articleId === null) throw failure;
  const [conflict] = await runQueries(db, [translationIn(db, articleId, lang)], waits.d1Ms);
  throw new ProblemError(
    conflict === null ? { code: "busy" } : { code: "translation-exists", lang, id: conflict.id },
  );
}
