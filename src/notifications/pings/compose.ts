/** What a service is told of some editions, as the site stands now. */
import { permalink } from "../../articles/article";
import { onShowAmong, slugsOfKeys, takenAwayBy } from "../../articles/told-queries";
import { effectsBetween } from "../../cache/edition-queries";
import { readListTag } from "../../cache/tags";
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { submission } from "./indexnow";
import { feedsOf, publishBody } from "./websub";

/** The body of a request, and what it is. */
export interface Ping {
  readonly type: string;
  readonly body: string;
}

/** Editions: `after` exclusive, `upTo` inclusive. */
export interface Stretch {
  readonly after: number;
  readonly upTo: number;
}

/** @returns null when there is nothing to tell any more. @throws D1Unavailable */
export async function hubPing(runtime: Runtime, { after, upTo }: Stretch): Promise<Ping | null> {
  const { db, waits, origin } = runtime;
  const [effects, settings] = await runQueries(
    db,
    [effectsBetween(db, after, upTo), currentSettings(db)],
    waits.d1Ms,
  );
  const tags = new Set(effects.flatMap(effect => effect.tags));
  const lists = [...tags].map(readListTag).filter(list => list !== null);
  const keyed = lists.flatMap(list => (list.kind === "tag" || list.kind === "author" ? [list] : []));
  const spelled = keyed.length === 0 ? [] : (await runQueries(db, [slugsOfKeys(db, keyed)], waits.d1Ms))[0];
  const feeds = feedsOf(lists, settings.contents.sections, spelled, origin);
  if (feeds.length === 0) return null;
  return { type: "application/x-www-form-urlencoded", body: publishBody(feeds) };
}

/** Those that readers see now, and where those stood that were taken away. @returns null as `hubPing`. @throws D1Unavailable */
export async function indexPing(runtime: Runtime, { after, upTo }: Stretch): Promise<Ping | null> {
  const { db, waits, origin, now } = runtime;
  const [effects, settings] = await runQueries(
    db,
    [effectsBetween(db, after, upTo), currentSettings(db)],
    waits.d1Ms,
  );
  const key = settings.indexnow_key;
  if (key === null || effects.length === 0) return null;
  const ids = effects.flatMap(({ articleId }) => articleId ?? []);
  const editions = effects.filter(({ effect }) => effect === "retracted").map(({ number }) => number);
  const questions = [onShowAmong(db, ids, now()), takenAwayBy(db, editions)] as const;
  const [shown, gone] = await runQueries(db, questions, waits.d1Ms);
  const urls = [...new Set([...shown, ...gone].map(article => origin + permalink(article)))];
  if (urls.length === 0) return null;
  return { type: "application/json; charset=utf-8", body: submission(key, urls, origin) };
}
