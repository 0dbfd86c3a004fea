/** What a medium says, and its end. */
import { commit, runQueries } from "../db/client";
import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import type { Lang } from "../text/languages";
import { takeAway } from "./bucket";
import { type Media, mediaTag, type Texts } from "./media";
import * as store from "./queries";
import * as removal from "./removal-queries";

/**
 * @param change language by language: texts that are given replace what there is; null takes all of a language's away.
 * @throws ProblemError `not-found`
 */
export async function changeTexts(
  runtime: Runtime,
  id: number,
  change: readonly (readonly [Lang, Partial<Texts> | null])[],
  tokenId: string,
): Promise<Media> {
  const { db, waits } = runtime;
  await existing(runtime, id);
  const answer = store.oneMedia(db, { id });
  const statements = [
    ...change.flatMap(([lang, written]) => store.writeTexts(db, id, lang, written)),
    store.recordMediaAct(db, "media.change", id, tokenId, runtime.now()),
    answer.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  return answer.read(results.at(-1)) ?? refuseUnknown();
}

/** Who removes a medium, and how. */
export interface Removing {
  readonly tokenId: string;
  /** Whether it is taken from what readers do not see. */
  readonly isForced: boolean;
  readonly readsDrafts: boolean;
}

/** Of what readers do not see, whoever is not shown it is not told the title. */
export const nameable = (uses: readonly store.Use[], readsDrafts: boolean): store.Use[] =>
  uses.map(use => (readsDrafts || use.isOnShow ? use : { ...use, title: "(not published)" }));

/**
 * Removes it for ever: first it is marked, unless something shows it; then its bytes go, then its row. One that
 * breaks off half way is done again by asking again.
 * @throws ProblemError `not-found`, `media-in-use`, `media-unavailable`
 */
export async function removeMedia(runtime: Runtime, id: number, removing: Removing): Promise<void> {
  const { db, waits } = runtime;
  const [found, isGoing] = await runQueries(
    db,
    [store.anyMedia(db, id), removal.isMarked(db, id)],
    waits.d1Ms,
  );
  if (found === null) return refuseUnknown();
  if (!isGoing) await mark(runtime, found, removing);
  await takeAway(runtime, found);
  const act = store.recordMediaAct(db, "media.delete", id, removing.tokenId, runtime.now());
  await commit(db, [...removal.deleteMarked(db, id), act], waits.d1Ms);
  // Caches in front would keep it for a year.
  if (runtime.purge !== null) runtime.waitUntil(runtime.purge([mediaTag(found)]).catch(() => undefined));
}

async function mark(runtime: Runtime, media: Media, removing: Removing): Promise<void> {
  const { isForced, readsDrafts } = removing;
  const { db, waits } = runtime;
  const marked = removal.isMarked(db, media.id);
  const uses = store.usesOf(db, media.id, runtime.now());
  const elsewhere = removal.namedElsewhere(db, media.hash);
  const statements = [
    removal.markRemoved(db, media, runtime.now(), isForced),
    marked.statement,
    uses.statement,
    elsewhere.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  if (marked.read(results[1])) return;
  const articles = uses.read(results[2]).filter(use => use.isReleased || !isForced);
  const named = nameable(articles, readsDrafts).map(({ id, title }) => ({ id, title }));
  const shown = { articles: named, elsewhere: elsewhere.read(results[3]) };
  throw new ProblemError({ code: "media-in-use", shown });
}

async function existing({ db, waits }: Runtime, id: number): Promise<Media> {
  const [found] = await runQueries(db, [store.oneMedia(db, { id })], waits.d1Ms);
  return found ?? refuseUnknown();
}

function refuseUnknown(): never {
  throw new ProblemError({ code: "not-found" });
}
