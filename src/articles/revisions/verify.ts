/** Walks an article's revisions from the first to the last, a few in memory at a time. */
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { START, type Walk, walkEnds, walkOn } from "../chain";
import { copyOf, revisionsAfter } from "../past-queries";

/** A revision may be 2 MB. */
const AT_ONCE = 8;

/** @throws ProblemError `not-found` */
export async function verify(runtime: Runtime, id: number): Promise<Walk> {
  const { db, waits } = runtime;
  let walk = START;
  for (;;) {
    const questions = [copyOf(db, id), revisionsAfter(db, id, walk.number, AT_ONCE)] as const;
    const [current, few] = await runQueries(db, questions, waits.d1Ms);
    if (current === null) throw new ProblemError({ code: "not-found" });
    for (const revision of few) walk = await walkOn(walk, revision);
    if (few.length < AT_ONCE || walk.misfit !== null) return walkEnds(walk, current);
  }
}
