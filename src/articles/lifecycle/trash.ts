/** Thrown away is not gone: an article in the trash is in no list, takes no change, and can be taken out again. */
import type { RestoredStatus } from "../../db/schema";
import { isPublished } from "../../db/visible";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { requirePublisherFor, unreleased } from "../lifecycle-state";
import type { Asking } from "../writing";
import { type Restated, restate } from "./restate";

/**
 * Readers who come for what they could read are told that it is gone, as of a retraction.
 * @param mayPublish whoever takes something from readers must be able to give it.
 * @throws ProblemError as `restate`, and `scope-missing`
 */
export async function trash(
  runtime: Runtime,
  id: number,
  asking: Asking,
  mayPublish: boolean,
): Promise<Restated> {
  return await restate(runtime, id, asking, ({ article }, now) => {
    requirePublisherFor(article, mayPublish);
    if (article.status === "trashed") return null;
    return {
      reason: "trashed",
      standing: { ...unreleased(article), status: "trashed" },
      withdrawal: { note: article.retractionNote, isWithheld: article.isWithheld },
      isTakenAway: isPublished(article, now),
      restoredStatus: statusAfterwards(article, now),
    };
  });
}

function statusAfterwards(article: Article, now: number): RestoredStatus {
  if (article.status === "retracted" || isPublished(article, now)) return "retracted";
  return article.status === "in_review" ? "in_review" : "draft";
}

/**
 * Takes it out: a draft is a draft again, and what readers had is retracted until somebody publishes it.
 * @throws ProblemError as `restate`, and `scope-missing`
 */
export async function untrash(
  runtime: Runtime,
  id: number,
  asking: Asking,
  mayPublish: boolean,
): Promise<Restated> {
  return await restate(runtime, id, asking, ({ article }) => {
    requirePublisherFor(article, mayPublish);
    if (article.status !== "trashed") return null;
    return {
      reason: "untrashed",
      standing: { ...unreleased(article), status: article.restoredStatus ?? "draft" },
      withdrawal: { note: article.retractionNote, isWithheld: article.isWithheld },
      isTakenAway: false,
    };
  });
}
