/**
 * The two changes of standing: an article is published, or taken away. Each is a revision of its own with the
 * same text, and one edition.
 */
import { ask, UniqueKeyTaken } from "../db/client";
import { makeEdition } from "../editions/make-edition";
import { insertEdition } from "../editions/store";
import { articleTag } from "../editions/tags";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { withSuffix } from "../text/slug";
import type { Article } from "./article";
import { chainHash, release } from "./draft";
import { type ArticleAndSettings, articleById } from "./store";
import { listTags, unlistTags } from "./tags-store";
import { factsOf } from "./touched";
import * as write from "./write-store";

export interface Restated extends ArticleAndSettings {
  readonly edition: number;
}

/**
 * Publishes a draft, or again what was retracted. One that is published stays as it is.
 * @param publishAt epoch ms; null for its own date, or now.
 * @throws Refusal `not-found`, `busy`
 */
export async function publish(
  runtime: Runtime,
  id: number,
  tokenId: string,
  publishAt: number | null,
): Promise<Restated> {
  return await restate(runtime, id, { tokenId, reason: "published" }, null, ({ article, settings }, now) => {
    if (article.publishAt !== null && publishAt === null) return null;
    return release({ ...article, publishAt }, now, settings.zone);
  });
}

/**
 * Takes an article away from readers: 410 from then on, and in no list. Its text and past stay.
 * @param note what those read who come for it; null for the general sentence.
 * @throws Refusal `not-found`, `not-published`, `busy`
 */
export async function retract(
  runtime: Runtime,
  id: number,
  tokenId: string,
  note: string | null,
): Promise<Restated> {
  return await restate(runtime, id, { tokenId, reason: "retracted" }, note, ({ article }) => {
    if (article.status === "retracted") return null;
    if (article.publishAt === null) throw new Refusal({ code: "not-published" });
    return {
      status: "retracted",
      publishAt: null,
      publishedOn: article.publishedOn,
      publishedTime: article.publishedTime,
    };
  });
}

const ATTEMPTS = 20;

/** @param next the standing that follows; null when there is nothing to do. */
async function restate(
  runtime: Runtime,
  id: number,
  by: Pick<write.Act, "tokenId" | "reason">,
  note: string | null,
  next: (found: ArticleAndSettings, now: number) => write.Standing | null,
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
    const standing = next(found, now);
    if (standing === null) return { ...found, edition: catchUp.current };
    const slug = clashes === 0 ? found.article.slug : withSuffix(found.article.slug, clashes + 1);
    try {
      return await restateOnce(runtime, { ...found.article, slug }, standing, { ...by, at: now }, note);
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
  standing: write.Standing,
  act: write.Act,
  note: string | null,
): Promise<Restated> {
  const { db } = runtime;
  const { id } = article;
  const number = article.revision + 1;
  const chain = await chainHash(article.chainHash, article.contentHash, standing.status);
  const tags = [
    articleTag(id),
    ...factsOf(article),
    ...factsOf({ ...article, publishedOn: standing.publishedOn }),
  ];
  const edition = {
    at: act.at,
    cause: act.reason,
    tags,
    ...(standing.publishAt === null ? { retractedId: id } : {}),
  };
  const statements = [
    unlistTags(db, id),
    write.updateStanding(db, article, number, standing, act.at, note),
    ...write.insertNewDay(db, article, standing),
    ...write.copyRevision(db, id, number, standing.status, chain, act),
    listTags(db, id),
    insertEdition(db, edition, id),
    write.recordAct(db, `article.${act.reason}`, id, act),
  ];
  const made = await makeEdition(runtime, statements, articleById(db, id, act.at));
  if (made.answer === null) throw new Error("the article that was restated is gone");
  return { ...made.answer, edition: made.edition };
}
