/**
 * A scheduled article comes due: readers see it from its instant on whatever the clock does, and this edition
 * tells the followers. Two ticks at once make one edition: the guard is the status itself.
 */

import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { articleById } from "../queries";
import { factsOf } from "../touched";
import { insertDueEdition, markPublished } from "./due-queries";

/** @param at the tick's scheduled time, epoch ms. */
export async function comeDue(
  runtime: Runtime,
  id: number,
  at: number,
): Promise<"published" | "already-done"> {
  const { db, waits } = runtime;
  const [found] = await runQueries(db, [articleById(db, id, at)], waits.d1Ms);
  if (found === null || found.article.status !== "scheduled") return "already-done";
  const tags = [articleTag(id), ...factsOf(found.article)];
  const statements = [insertDueEdition(db, id, at, runtime.now(), tags), markPublished(db, id, at)];
  await makeEdition(runtime, statements, articleById(db, id, at));
  return "published";
}
