/** Which of two articles in one language is the translation. Pure, but for the question who it is. */

import { runQueries, type Statement } from "../../db/client";
import { newGroup } from "../../db/group";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Lang } from "../../text/languages";
import type { Note } from "../draft";
import { translationIn } from "../queries";
import type { Rival } from "../translation";
import { type Move, setApart } from "./link-queries";

/**
 * Whether it gives way to an article that is released: what no reader has had and nobody has released holds no place
 * against what readers get, or anybody who drafts could keep the newsroom's own translation out.
 */
export function givesWay({ status, restoredStatus }: Rival): boolean {
  const stands = status === "trashed" ? restoredStatus : status;
  return stands === "draft" || stands === "in_review";
}

/**
 * Refuses a second article in one language, or says what gives way to it.
 * @param isReleased whether the second is. @throws ProblemError `translation-exists`
 */
export function refuseRival(rival: Rival | null, lang: Lang, isReleased: boolean): Note[] {
  if (rival === null) return [];
  if (!isReleased || !givesWay(rival))
    throw new ProblemError({ code: "translation-exists", lang, id: rival.id });
  const message = `Article ${rival.id}, “${rival.title}”, was to be this translation and is no longer linked: it is not published.`;
  return [{ code: "translation-set-apart", message }];
}

/**
 * What sets a rival apart, in the batch of the article that takes its place: before it, and behind its edition.
 * @param groupId in which both would be. @param taking the move that takes the place, if one does.
 */
export function makeRoom(
  runtime: Runtime,
  rival: Rival | null,
  groupId: number,
  act: { at: number; tokenId: string | null },
  taking?: Move,
): { before: Statement[]; after: Statement[] } {
  if (rival === null) return { before: [], after: [] };
  const move = { id: rival.id, from: groupId, to: newGroup(runtime) };
  const { before, after } = setApart(runtime.db, move, act, taking);
  return { before: [before], after: [after] };
}

/**
 * Why an article could not become a translation.
 * @returns `translation-exists`, which names the one that is it; `busy` when it has gone meanwhile.
 */
export async function placeTaken(runtime: Runtime, articleId: number, lang: Lang): Promise<ProblemError> {
  const [rival] = await runQueries(
    runtime.db,
    [translationIn(runtime.db, articleId, lang)],
    runtime.waits.d1Ms,
  );
  return new ProblemError(
    rival === null ? { code: "busy" } : { code: "translation-exists", lang, id: rival.id },
  );
}
