/**
 * Letters are written when they are sent, of what readers see then: what has been taken back meanwhile is told by
 * nobody, however long the letter has waited.
 */
import { onShowAmong, takenAwayBy } from "../articles/told-queries";
import { runQueries } from "../db/client";
import type { Runtime } from "../runtime";
import { messageId } from "./delivery";
import type { Addressed, Letter } from "./letter";
import { hubPing, indexPing, type Ping } from "./pings/compose";
import type { Receiver } from "./receiver";
import { overduePayload, shownPayload, takenAwayPayload } from "./webhooks/event";
import { signatureHeaders } from "./webhooks/signature";

/** Writes the letter of a delivery; null when it is overtaken. */
export type Writer = (addressed: Addressed) => Promise<Letter | null>;

/** Reads once what all of them speak of. @throws D1Unavailable */
export async function writerFor(runtime: Runtime, taken: readonly Addressed[]): Promise<Writer> {
  const bodyOf = await bodies(runtime, taken);
  return async addressed => {
    const { receiver } = addressed;
    if (receiver.kind === "webhook") {
      const body = bodyOf(addressed);
      return body === null
        ? null
        : await signedLetter(runtime, receiver, messageId(addressed.delivery), body);
    }
    const ping = await pingOf(runtime, addressed);
    if (ping === null) return null;
    return { url: receiver.url, headers: headersOf(runtime, ping.type), body: ping.body };
  };
}

/** A webhook's letter, signed as of now. */
export async function signedLetter(
  runtime: Runtime,
  receiver: Receiver,
  id: string,
  body: string,
): Promise<Letter> {
  const signature = await signatureHeaders(receiver, id, runtime.now(), body);
  return { url: receiver.url, headers: { ...headersOf(runtime, "application/json"), ...signature }, body };
}

const headersOf = ({ origin }: Runtime, type: string) => ({
  "Content-Type": type,
  "User-Agent": `Dhikra (+${origin})`,
});

async function bodies(runtime: Runtime, taken: readonly Addressed[]) {
  const { db, waits, origin, now } = runtime;
  const deliveries = taken.filter(({ receiver }) => receiver.kind === "webhook").map(one => one.delivery);
  const ids = [...new Set(deliveries.flatMap(({ articleId }) => articleId ?? []))];
  const withdrawn = deliveries.filter(({ event }) => event === "article.retracted");
  const editions = [...new Set(withdrawn.map(({ edition }) => edition))];
  const questions = [onShowAmong(db, ids, now()), takenAwayBy(db, editions)] as const;
  const [shown, gone] = ids.length === 0 ? [[], []] : await runQueries(db, questions, waits.d1Ms);
  return ({ delivery }: Addressed): string | null => {
    if (delivery.overdue !== null) return overduePayload(delivery, delivery.overdue);
    if (delivery.event === "article.retracted") {
      const article = gone.find(({ edition }) => edition === delivery.edition);
      return article === undefined ? null : takenAwayPayload(delivery, article, origin);
    }
    const article = shown.find(({ id }) => id === delivery.articleId);
    return article === undefined ? null : shownPayload(delivery, article, origin);
  };
}

async function pingOf(runtime: Runtime, { delivery, receiver }: Addressed): Promise<Ping | null> {
  const stretch = { after: delivery.afterEdition ?? delivery.edition - 1, upTo: delivery.edition };
  return receiver.kind === "websub" ? await hubPing(runtime, stretch) : await indexPing(runtime, stretch);
}
