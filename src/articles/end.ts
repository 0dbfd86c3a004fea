/** When an article ends: from then on readers see it no more, as if it had been retracted. Pure. */
import { throwIssues } from "../http/problem";
import type { Standing } from "./release";

/** An end lies ahead of now and of the moment at which the article appears. @throws ProblemError `invalid` */
export function refusePastEnd({ publishAt, unpublishAt }: Standing, now: number): void {
  if (unpublishAt === null || unpublishAt > Math.max(publishAt ?? now, now)) return;
  const message =
    "'unpublish_at' must lie ahead, and after the moment at which the article appears. Give another, or null for no end; to take the article away now, retract it.";
  throwIssues([{ code: "end-is-past", field: "unpublish_at", message }]);
}
