/** What readers notice of a change to an article: what those who follow the site are told. Pure. */

import type { Effect } from "../db/schema";
import { isPublished } from "../db/visible";
import type { Article } from "./article";
import type { Standing } from "./release";

/**
 * What is still marked as scheduled has been announced to nobody, even if its hour has come: the edition of its coming
 * due does that.
 * @param before null for a new one. @param now epoch ms. @returns null for what nobody is told.
 */
export function effectOf(
  before: Pick<Article, "status" | "publishAt" | "unpublishAt" | "endedAt"> | null,
  after: Pick<Standing, "status" | "publishAt">,
  now: number,
): Effect | null {
  if (after.status === "published") return before?.status === "published" ? "revised" : "published";
  const wasOnShow = before !== null && (isPublished(before, now) || before.endedAt !== null);
  return after.publishAt === null && wasOnShow ? "retracted" : null;
}
