/** A webhook is tried out: one letter at once, apart from the queue, and what the receiver said to it. */
import { commit, runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { signedLetter } from "../compose";
import { messageId } from "../delivery";
import { type Answer, send } from "../send";
import { testPayload } from "./event";
import { recordWebhookAct, webhookById } from "./queries";

export interface TriedOut {
  /** The message's id. */
  readonly id: string;
  readonly answer: Answer;
}

/** Also while it is paused; what is counted of it stays as it is. @throws ProblemError `not-found` */
export async function tryOut(runtime: Runtime, webhookId: number, tokenId: string): Promise<TriedOut> {
  const { db, waits, now } = runtime;
  const [kept] = await runQueries(db, [webhookById(db, webhookId)], waits.d1Ms);
  if (kept === null) throw new ProblemError({ code: "not-found" });
  const at = now();
  const id = messageId({ receiverId: webhookId, at, subject: "test" });
  const letter = await signedLetter(runtime, kept.receiver, id, testPayload(at, webhookId));
  await commit(db, [recordWebhookAct(db, "test", webhookId, { at, tokenId })], waits.d1Ms);
  return { id, answer: await send(runtime, letter) };
}
