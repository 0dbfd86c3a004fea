/** What became of the letters of a round, written down in one batch: of each delivery, and of each receiver. */
import type { Statement } from "../db/client";
import type { Runtime } from "../runtime";
import type { Addressed } from "./letter";
import { type Ended, recordEnd } from "./queries";
import { noteAnswered, noteFailed, pauseHopeless } from "./receiver-queries";
import { nextAttempt } from "./retry";
import type { Answer } from "./send";

/** A delivery and what the receiver said; null when there was nothing to tell any more. */
export interface Tried extends Addressed {
  readonly answer: Answer | null;
}

const GONE = 410;

export function endings(runtime: Runtime, tried: readonly Tried[]): Statement[] {
  const { db } = runtime;
  const receivers = [...new Set(tried.map(({ receiver }) => receiver.id))];
  return [
    ...tried.map(one => recordEnd(db, one.delivery, endOf(runtime, one))),
    ...receivers.flatMap(id => {
      const answers = tried.flatMap(one =>
        one.receiver.id === id && one.answer !== null ? [one.answer] : [],
      );
      return standing(runtime, id, answers);
    }),
  ];
}

function endOf(runtime: Runtime, { delivery, answer }: Tried): Ended {
  if (answer === null) return { state: "overtaken", nextAt: null, status: null, failure: null };
  const { status, failure, askedMs, isUnfit } = answer;
  if (failure === null) return { state: "delivered", nextAt: null, status, failure };
  const chance = (runtime.random(1)[0] ?? 0) / 255;
  const isOver = isUnfit || status === GONE;
  const nextAt = isOver
    ? null
    : nextAttempt({ attempts: delivery.attempts, at: runtime.now(), askedMs, chance });
  return { state: nextAt === null ? "given-up" : "waiting", nextAt, status, failure };
}

/** One answer that is well makes up for all that failed before it. */
function standing({ db, now }: Runtime, id: number, answers: readonly Answer[]): Statement[] {
  if (answers.length === 0) return [];
  const failed = answers.filter(({ failure }) => failure !== null);
  const isGone = answers.some(({ status }) => status === GONE);
  if (isGone) return pauseHopeless(db, id, "gone", now());
  if (failed.length < answers.length) return [noteAnswered(db, id)];
  return [noteFailed(db, id, failed.length, now()), ...pauseHopeless(db, id, "failing", now())];
}
