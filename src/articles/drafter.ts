/** What is no drafter's: whatever was released, or ever had readers. */
import { ProblemError } from "../http/problem";
import { type Article, isGone } from "./article";

type Standing = Pick<Article, "status" | "publishAt" | "restoredStatus">;

/** Whether somebody has answered for its going out: it waits for its hour, is on show, or was. */
export function wasReleased(article: Standing): boolean {
  return article.publishAt !== null || isGone(article);
}

/** @throws ProblemError `scope-missing` for a drafter and what was released */
export function refuseDrafter(article: Standing, mayPublish: boolean): void {
  if (!mayPublish && wasReleased(article))
    throw new ProblemError({ code: "scope-missing", scope: "articles:publish" });
}

/** @throws ProblemError `trashed` */
export function refuseTrashed(article: Pick<Article, "id" | "status">): void {
  if (article.status === "trashed") throw new ProblemError({ code: "trashed", id: article.id });
}
