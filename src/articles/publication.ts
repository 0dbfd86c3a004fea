/**
 * The two changes of standing: an article is published, or taken away. Each is a revision of its own with the
 * same text, and one edition.
 */
import { ask, type Statement, UniqueKeyTaken } from "../db/client";
import { makeEdition } from "../editions/make-edition";
import { insertEdition } from "../editions/store";
import { articleTag } from "../editions/tags";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { type Article, isPublished } from "./article";
import { chainHash } from "./draft";
import { list, unlist } from "./listing-store";
import { nextSlug } from "./next-slug";
import { release, type Standing, unreleased } from "./release";
import { copyRevision } from "./revision-store";
import { type ArticleAndSettings, articleById } from "./store";
import { factsOf } from "./touched";
import * as write from "./write-store";

export interface Restated extends ArticleAndSettings {
  readonly edition: number;
}

/** A change of standing, and what readers are told who come for a retracted article. */
interface Restatement {
  readonly reason: "published" | "retracted" | "recalled";
  readonly standing: Standing;
  readonly withdrawal: write.Withdrawal;
}

const NOT_WITHDRAWN: write.Withdrawal = { note: null, isWithheld: false };

/** Warnings that a new standing answers or makes anew. */
const ANSWERED = ["no-date", "missed", "scheduled-for-noon", "date-differs"];

const ATTEMPTS = 20;

/**
 * Publishes a draft, or again what was retracted. One that is published stays as it is.
 * @param publishAt epoch ms; null for its own date, or now.
 * @throws Refusal `not-found`, `already-published` when readers see it and the instant is ahead, `busy`
 */
export async function publish(
  runtime: Runtime,
  id: number,
  tokenId: string,
  publishAt: number | null,
): Promise<Restated> {
  return await restate(runtime, id, tokenId, ({ article, settings }, now) => {
    if (article.publishAt !== null && publishAt === null) return null;
    const standing = release({ ...article, publishAt }, now, settings.zone);
    if (isPublished(article, now) && standing.publishAt > now)
      throw new Refusal({ code: "already-published" });
    return { reason: "published", standing, withdrawal: NOT_WITHDRAWN };
  });
}

/**
 * Takes an article away from readers: 410 from then on, and in no list. Its text and past stay. One that no reader
 * has seen yet is a draft again.
 * @param withdrawal what those read who come for it; without a note, the general sentence.
 * @throws Refusal `not-found`, `not-published`, `busy`
 */
export async function retract(
  runtime: Runtime,
  id: number,
  tokenId: string,
  withdrawal: write.Withdrawal,
): Promise<Restated> {
  return await restate(runtime, id, tokenId, ({ article }, now) => {
    if (article.status === "retracted") return null;
    if (article.publishAt === null) throw new Refusal({ code: "not-published" });
    if (!isPublished(article, now)) return recalling(article);
    return { reason: "retracted", standing: { ...unreleased(article), status: "retracted" }, withdrawal };
  });
}

/**
 * What waits for its hour is a draft again; whatever else stands is left as it is.
 * @param tokenId null for the clock. @returns whether it is a draft now. @throws Refusal `not-found`, `busy`
 */
export async function recall(runtime: Runtime, id: number, tokenId: string | null): Promise<boolean> {
  const { article } = await restate(runtime, id, tokenId, (found, now) => {
    const isWaiting = found.article.publishAt !== null && !isPublished(found.article, now);
    return isWaiting ? recalling(found.article) : null;
  });
  return article.status === "draft";
}

const recalling = (article: Article): Restatement => ({
  reason: "recalled",
  standing: unreleased(article),
  withdrawal: NOT_WITHDRAWN,
});

/** @param next what is to be done to what stands now; null for nothing. @param tokenId null for the clock. */
async function restate(
  runtime: Runtime,
  id: number,
  tokenId: string | null,
  next: (found: ArticleAndSettings, now: number) => Restatement | null,
): Promise<Restated> {
  let clashes = 0;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const now = runtime.now();
    const questions = [
      runtime.follow(runtime.isolate.ledger, now),
      articleById(runtime.db, id, now),
    ] as const;
    const [catchUp, found] = await ask(runtime.db, questions, runtime.waits.d1Ms);
    if (found === null) throw new Refusal({ code: "not-found" });
    const restatement = next(found, now);
    if (restatement === null) return { ...found, edition: catchUp.current };
    const article = { ...found.article, slug: nextSlug(found.article.slug, clashes, runtime.random) };
    try {
      return await restateOnce(runtime, article, restatement, {
        at: now,
        tokenId,
        reason: restatement.reason,
      });
    } catch (failure) {
      // Somebody revised it meanwhile: the same is done to what stands now. Or the address of its new day is taken.
      if (!(failure instanceof UniqueKeyTaken)) throw failure;
      if (failure.key.startsWith("slugs.")) clashes += 1;
    }
  }
  throw new Refusal({ code: "busy" });
}

async function restateOnce(
  runtime: Runtime,
  article: Article,
  restatement: Restatement,
  act: write.Act,
): Promise<Restated> {
  const chain = await chainHash(article.chainHash, article.contentHash, restatement.standing.status);
  const statements = restating(runtime, article, restatement, chain, act);
  const made = await makeEdition(runtime, statements, articleById(runtime.db, article.id, act.at));
  if (made.answer === null) throw new Error("the article that was restated is gone");
  return { ...made.answer, edition: made.edition };
}

function restating(
  { db }: Runtime,
  article: Article,
  { standing, reason, withdrawal }: Restatement,
  chain: string,
  act: write.Act,
): Statement[] {
  const { id } = article;
  const number = article.revision + 1;
  const kept = article.warnings.filter(warning => !ANSWERED.includes(warning.code));
  const copied = { status: standing.status, chain, warnings: [...kept, ...standing.warnings] };
  const tags = [
    articleTag(id),
    ...factsOf(article),
    ...factsOf({ ...article, publishedOn: standing.publishedOn }),
  ];
  return [
    unlist(db, id),
    write.updateStanding(db, article, number, standing, act.at, withdrawal),
    ...write.insertNewDay(db, article, standing),
    copyRevision(db, id, number, copied, act),
    list(db, id),
    insertEdition(
      db,
      { at: act.at, cause: reason, tags, ...(reason === "retracted" ? { retractedId: id } : {}) },
      id,
    ),
    write.recordAct(db, `article.${reason}`, id, act),
  ];
}
