/** An editor who comes with an older revision than stands is told which stands and what changed since theirs. */
import { runQueries } from "../../db/client";
import { holds, lastHad, type Precondition } from "../../http/precondition";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import type { Article } from "../article";
import { revisionOf } from "../past-queries";
import { fieldsChanged } from "../revision";

/** @throws ProblemError `precondition-failed` */
export async function refuseStale(
  runtime: Runtime,
  { id, revision }: Pick<Article, "id" | "revision">,
  precondition: Precondition | null,
): Promise<void> {
  if (precondition === null || holds(precondition, revision)) return;
  const { db, waits } = runtime;
  const had = lastHad(precondition, revision);
  const questions = [revisionOf(db, id, had ?? 0), revisionOf(db, id, revision)] as const;
  const [before, now] = await runQueries(db, questions, waits.d1Ms);
  const changed = before === null || now === null ? null : fieldsChanged(before, now);
  throw new ProblemError({ code: "precondition-failed", stands: { revision, changed } });
}
