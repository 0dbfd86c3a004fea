/**
 * Makes the requests of deliveries when they are sent, from what readers see then: what was taken back meanwhile is
 * announced to nobody, however long the delivery has waited.
 */
import { permalink } from "../articles/article";
import { onShowAmong, slugsOfKeys, takenAwayBy } from "../articles/follower-queries";
import { listPath } from "../articles/list";
import { effectsBetween } from "../cache/edition-queries";
import { readListTag, type TouchedList } from "../cache/tags";
import { runQueries } from "../db/client";
import type { Runtime } from "../runtime";
import { type Entry, sectionPath } from "../settings/contents";
import { currentSettings } from "../settings/queries";
import { FEED_FILES, type FeedOf } from "../syndication/feeds/feed";
import { type AddressedDelivery, type Delivery, messageId, type Receiver } from "./delivery";
import { overduePayload, shownPayload, signatureHeaders, takenAwayPayload } from "./message";
import type { OutboundRequest } from "./outbound-request";

/** Makes the request of a delivery; null when it has become pointless. */
export type Composer = (addressed: AddressedDelivery) => Promise<OutboundRequest | null>;

/** Reads once what all of them are about. @throws D1Unavailable */
export async function composerFor(runtime: Runtime, taken: readonly AddressedDelivery[]): Promise<Composer> {
  const payloadOf = await payloads(runtime, taken);
  return async addressed => {
    const { delivery, receiver } = addressed;
    if (receiver.kind === "websub") return await hubRequest(runtime, addressed);
    if (receiver.kind === "indexnow") return await indexNowRequest(runtime, addressed);
    const payload = payloadOf(delivery);
    return payload === null ? null : await signedRequest(runtime, receiver, messageId(delivery), payload);
  };
}

/** A webhook's request, signed as of now. */
export async function signedRequest(
  runtime: Runtime,
  receiver: Receiver,
  id: string,
  payload: string,
): Promise<OutboundRequest> {
  const request = requestTo(runtime, receiver, "application/json", payload);
  const signature = await signatureHeaders(receiver, id, runtime.now(), payload);
  return { ...request, headers: { ...request.headers, ...signature } };
}

const requestTo = ({ origin }: Runtime, { url }: Receiver, type: string, body: string): OutboundRequest => ({
  url,
  headers: { "Content-Type": type, "User-Agent": `Dhikra (+${origin})` },
  body,
});

async function payloads(runtime: Runtime, taken: readonly AddressedDelivery[]) {
  const { db, waits, origin, now } = runtime;
  const deliveries = taken.filter(({ receiver }) => receiver.kind === "webhook").map(one => one.delivery);
  const ids = [...new Set(deliveries.flatMap(({ articleId }) => articleId ?? []))];
  const withdrawn = deliveries.filter(({ event }) => event === "article.retracted");
  const editions = [...new Set(withdrawn.map(({ edition }) => edition))];
  const queries = [onShowAmong(db, ids, now()), takenAwayBy(db, editions)] as const;
  const [shown, gone] = ids.length === 0 ? [[], []] : await runQueries(db, queries, waits.d1Ms);
  return (delivery: Delivery): string | null => {
    if (delivery.overdue !== null) return overduePayload(delivery, delivery.overdue);
    if (delivery.event === "article.retracted") {
      const article = gone.find(({ edition }) => edition === delivery.edition);
      return article === undefined ? null : takenAwayPayload(delivery, article, origin);
    }
    const article = shown.find(({ id }) => id === delivery.articleId);
    return article === undefined ? null : shownPayload(delivery, article, origin);
  };
}

/** What the editions of a ping did, and the settings now. */
async function editionsOf({ db, waits }: Runtime, { edition, afterEdition }: Delivery) {
  const effects = effectsBetween(db, afterEdition ?? edition - 1, edition);
  return await runQueries(db, [effects, currentSettings(db)], waits.d1Ms);
}

/** A hub learns of at most this many feeds at once: a language's first, then narrower ones. */
const MOST_FEEDS = 100;

/**
 * Tells a WebSub hub which feeds have changed. The specification leaves the form to hub and publisher; these are the
 * fields that public hubs take.
 * @see W3C WebSub section 7; PubSubHubbub 0.4; https://pubsubhubbub.appspot.com/
 */
async function hubRequest(
  runtime: Runtime,
  { delivery, receiver }: AddressedDelivery,
): Promise<OutboundRequest | null> {
  const { db, waits, origin } = runtime;
  const [effects, settings] = await editionsOf(runtime, delivery);
  const tags = new Set(effects.flatMap(effect => effect.tags));
  const lists = [...tags].map(readListTag).filter(list => list !== null);
  const keyed = lists.flatMap(list => (list.kind === "tag" || list.kind === "author" ? [list] : []));
  const named = keyed.length === 0 ? [] : (await runQueries(db, [slugsOfKeys(db, keyed)], waits.d1Ms))[0];
  const feeds = feedPaths(lists, settings.contents.sections, named).slice(0, MOST_FEEDS);
  if (feeds.length === 0) return null;
  const fields = [["hub.mode", "publish"], ...feeds.map(path => ["hub.url", origin + path])];
  const body = new URLSearchParams(fields).toString();
  return requestTo(runtime, receiver, "application/x-www-form-urlencoded", body);
}

/** The feeds of some lists, each in every format. @param named the tags and authors among them, with their slugs. */
function feedPaths(
  lists: readonly TouchedList[],
  sections: readonly Entry[],
  named: readonly FeedOf[],
): string[] {
  const broad = (kind: "front" | "commemorations") =>
    lists.flatMap(list => (list.kind === kind ? [listPath({ kind, lang: list.lang })] : []));
  const ofSections = lists.flatMap(list => {
    const section = list.kind === "section" ? sections.find(one => one.id === list.id) : undefined;
    return section === undefined ? [] : [sectionPath(section)];
  });
  const paths = [
    ...broad("front"),
    ...ofSections,
    ...broad("commemorations"),
    ...named.map(of => listPath(of)),
  ];
  return [...new Set(paths)].flatMap(path => Object.values(FEED_FILES).map(file => path + file));
}

/** Where the IndexNow key can be read, as proof that the sender is the site. */
export const keyPath = (key: string) => `/${key}.txt`;

/**
 * Tells IndexNow which addresses have appeared, changed or gone.
 * @see https://www.indexnow.org/documentation
 */
async function indexNowRequest(
  runtime: Runtime,
  { delivery, receiver }: AddressedDelivery,
): Promise<OutboundRequest | null> {
  const { db, waits, origin, now } = runtime;
  const [effects, { indexnow_key: key }] = await editionsOf(runtime, delivery);
  if (key === null || effects.length === 0) return null;
  const ids = effects.flatMap(({ articleId }) => articleId ?? []);
  const editions = effects.filter(({ effect }) => effect === "retracted").map(({ number }) => number);
  const queries = [onShowAmong(db, ids, now()), takenAwayBy(db, editions)] as const;
  const [shown, gone] = await runQueries(db, queries, waits.d1Ms);
  const urlList = [...new Set([...shown, ...gone].map(article => origin + permalink(article)))];
  if (urlList.length === 0) return null;
  const body = JSON.stringify({
    host: new URL(origin).host,
    key,
    keyLocation: origin + keyPath(key),
    urlList,
  });
  return requestTo(runtime, receiver, "application/json; charset=utf-8", body);
}
