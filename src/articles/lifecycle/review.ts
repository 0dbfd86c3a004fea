/** A draft asks for review: a mark for people, which lists can be read by. */

import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { requireNotTrashed, unreleased } from "../lifecycle-state";
import type { Asking } from "../writing";
import { NOT_WITHDRAWN, type Restated, restate } from "./restate";

/** A draft asks to be looked at, or no longer does. @throws ProblemError as `restate`, `trashed`, and `not-a-draft` */
export async function review(
  runtime: Runtime,
  id: number,
  asking: Asking,
  isAsked: boolean,
): Promise<Restated> {
  const status = isAsked ? "in_review" : "draft";
  return await restate(runtime, id, asking, ({ article }) => {
    requireNotTrashed(article);
    if (article.status === status) return null;
    if (article.status !== "draft" && article.status !== "in_review")
      throw new ProblemError({ code: "not-a-draft" });
    const standing = { ...unreleased(article), status } as const;
    const reason = isAsked ? "review-asked" : "review-ended";
    return { reason, standing, withdrawal: NOT_WITHDRAWN, isTakenAway: false };
  });
}
