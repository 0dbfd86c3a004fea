/** An editor has a webhook told once more what it was told, or what was given up. */

import type { Runtime } from "../../runtime";
import type { Delivery } from "../delivery";
import { redeliver } from "../look";
import { recordWebhookAct } from "./queries";

/** While the webhook is paused it waits. @param id the message's. @throws ProblemError `not-found` */
export async function sendOnceMore(
  runtime: Runtime,
  webhookId: number,
  id: string,
  tokenId: string,
): Promise<Delivery> {
  const act = { at: runtime.now(), tokenId };
  return await redeliver(runtime, webhookId, id, recordWebhookAct(runtime.db, "redeliver", webhookId, act));
}
