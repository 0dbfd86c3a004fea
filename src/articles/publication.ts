/** The two changes of standing that readers see: an article is published, or taken away. */
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { type Article, isPublished } from "./article";
import { release, unreleased } from "./release";
import { NOT_WITHDRAWN, type Restated, type Restatement, restate } from "./restate";
import { refuseTrashed } from "./trash";
import type { Withdrawal } from "./write-store";
import type { Asking } from "./writing";

/**
 * Publishes a draft, or again what was retracted. One that is published stays as it is.
 * @param publishAt epoch ms; null for its own date, or now.
 * @throws Refusal as `restate`, `trashed`, and `already-published` when readers see it and the instant is ahead
 */
export async function publish(
  runtime: Runtime,
  id: number,
  asking: Asking,
  publishAt: number | null,
): Promise<Restated> {
  return await restate(runtime, id, asking, ({ article, settings }, now) => {
    refuseTrashed(article);
    if (article.publishAt !== null && publishAt === null) return null;
    const standing = release({ ...article, publishAt }, now, settings.zone);
    if (isPublished(article, now) && standing.publishAt > now)
      throw new Refusal({ code: "already-published" });
    return { reason: "published", standing, withdrawal: NOT_WITHDRAWN, isTakenAway: false };
  });
}

/**
 * Takes an article away from readers: 410 from then on, and in no list. Its text and past stay. One that no reader
 * has seen yet is a draft again.
 * @param withdrawal what those read who come for it; without a note, the general sentence.
 * @throws Refusal as `restate`, `trashed`, and `not-published`
 */
export async function retract(
  runtime: Runtime,
  id: number,
  asking: Asking,
  withdrawal: Withdrawal,
): Promise<Restated> {
  return await restate(runtime, id, asking, ({ article }, now) => {
    refuseTrashed(article);
    if (article.status === "retracted") return null;
    if (article.publishAt === null) throw new Refusal({ code: "not-published" });
    if (!isPublished(article, now)) return recalling(article);
    const standing = { ...unreleased(article), status: "retracted" } as const;
    return { reason: "retracted", standing, withdrawal, isTakenAway: true };
  });
}

/**
 * What waits for its hour is a draft again; whatever else stands is left as it is.
 * @param tokenId null for the clock. @returns whether it is a draft now. @throws Refusal `not-found`, `busy`
 */
export async function recall(runtime: Runtime, id: number, tokenId: string | null): Promise<boolean> {
  const asking: Asking = { tokenId, idempotency: null, precondition: null };
  const { article } = await restate(runtime, id, asking, (found, now) => {
    const isWaiting = found.article.publishAt !== null && !isPublished(found.article, now);
    return isWaiting ? recalling(found.article) : null;
  });
  return article.status === "draft";
}

const recalling = (article: Article): Restatement => ({
  reason: "recalled",
  standing: unreleased(article),
  withdrawal: NOT_WITHDRAWN,
  isTakenAway: false,
});
