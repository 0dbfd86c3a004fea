/**
 * What webhooks are told, as JSON. Of an article it says where it stands and what readers see of it now; never its
 * text, and of one that was taken away not its title either. Pure.
 * @see Standard Webhooks, "Payload structure"
 */
import { instant, permalink } from "../../articles/article";
import type { OnShow, TakenAway } from "../../articles/on-show";

export const EVENTS = ["article.published", "article.revised", "article.retracted", "clock.overdue"] as const;

/** Sent when an editor tries a webhook out; it cannot be asked for otherwise. */
export const TEST_EVENT = "webhook.test";

/** When it happened, and which edition made it so. */
export interface Happening {
  readonly event: string;
  /** epoch ms */
  readonly at: number;
  readonly edition: number;
}

/** An article that readers see. @param origin scheme and host. */
export function shownPayload(happening: Happening, article: OnShow, origin: string): string {
  return payload(happening, {
    id: article.id,
    lang: article.lang,
    title: article.title,
    url: origin + permalink(article),
    status: "published",
    revision: article.revision,
    edition: happening.edition,
    published_on: article.publishedOn,
    published_at: instant(article.publishAt),
    is_commemoration: article.isCommemoration,
    is_automatic: article.isAutomatic,
  });
}

/** One that readers had. */
export function takenAwayPayload(happening: Happening, article: TakenAway, origin: string): string {
  return payload(happening, {
    id: article.id,
    lang: article.lang,
    url: origin + permalink(article),
    status: "retracted",
    edition: happening.edition,
    published_on: article.publishedOn,
    is_commemoration: article.isCommemoration,
  });
}

/** Something that the clock came to late. @param what as the log calls it. */
export function overduePayload(happening: Happening, what: string): string {
  return payload(happening, { what, due_at: instant(happening.at) });
}

export function testPayload(at: number, webhookId: number): string {
  return payload({ event: TEST_EVENT, at }, { webhook: webhookId });
}

function payload({ event, at }: Pick<Happening, "event" | "at">, data: object): string {
  return JSON.stringify({ type: event, timestamp: instant(at), data });
}
