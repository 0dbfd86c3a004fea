/** A draft becomes the next revision of the article at its address, in one edition; or nothing, if nothing changed. */
import { UniqueKeyTaken } from "../db/client";
import { makeEdition } from "../editions/make-edition";
import { insertEdition } from "../editions/store";
import { articleTag } from "../editions/tags";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import type { Settings } from "../settings/settings";
import type { Article } from "./article";
import { chainHash, contentHash, type Draft, release } from "./draft";
import type { Saved, Saving, Writer } from "./save";
import { articleById } from "./store";
import { insertTags, listTags, unlistTags } from "./tags-store";
import { factsOf } from "./touched";
import * as write from "./write-store";

interface Met {
  readonly article: Article;
  readonly settings: Settings;
  readonly edition: number;
  /** epoch ms */
  readonly now: number;
}

/**
 * @throws Refusal `scope-missing`, `already-published`, `was-retracted`, `address-taken`
 * @throws UniqueKeyTaken when somebody else revised it first.
 */
export async function revise(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  saving: Saving,
  met: Met,
): Promise<Saved> {
  const { article, settings, edition, now } = met;
  const isReleased = willBeReleased(article, draft, writer);
  const content = await contentHash(draft);
  if (content === article.contentHash && isReleased === (article.publishAt !== null)) {
    return { outcome: "unchanged", article, settings, edition };
  }
  const { db } = runtime;
  const { id } = article;
  const standing = standingAfter(article, draft, isReleased, now, settings.zone);
  const revised = {
    ...draft,
    publishedOn: standing.publishedOn,
    warnings: [...draft.warnings, ...standing.warnings],
  };
  const act: write.Act = { at: now, tokenId: writer.tokenId, reason: "revised" };
  const number = article.revision + 1;
  const hashes = { content, chain: await chainHash(article.chainHash, content, standing.status) };
  const { groupId } = article;
  const tags = isReleased ? [articleTag(id), ...factsOf(article), ...factsOf({ ...revised, groupId })] : [];
  const statements = [
    unlistTags(db, id),
    ...insertTags(db, revised),
    write.updateArticle(db, id, number, revised, standing, now),
    ...write.insertNewDay(db, article, standing),
    write.insertRevision(db, id, number, revised, standing.status, hashes, act),
    ...write.insertSeeAlso(db, id, number, revised),
    listTags(db, id),
    insertEdition(db, { at: now, cause: saving.cause, tags }, id),
    write.recordAct(db, "article.revise", id, act),
    ...(saving.idempotency ? [write.claimKey(db, saving.idempotency, id, now)] : []),
  ];
  const made = await makeEdition(runtime, statements, articleById(db, id, now)).catch(failure => {
    if (failure instanceof UniqueKeyTaken && failure.key.startsWith("slugs."))
      throw new Refusal({ code: "address-taken" });
    throw failure;
  });
  if (made.answer === null) throw new Error("the article that was revised is gone");
  return { outcome: "revised", article: made.answer.article, settings, edition: made.edition };
}

function willBeReleased(article: Article, draft: Draft, writer: Writer): boolean {
  const isReleased = article.publishAt !== null;
  if (draft.status === "published" && article.status === "retracted")
    throw new Refusal({ code: "was-retracted", id: article.id });
  if (draft.status === "draft" && isReleased) throw new Refusal({ code: "already-published" });
  const will = isReleased || draft.status === "published";
  if (will && !writer.mayPublish) throw new Refusal({ code: "scope-missing", scope: "articles:publish" });
  return will;
}

/** A released article keeps its instant, unless the editor gives another. */
function standingAfter(article: Article, draft: Draft, isReleased: boolean, now: number, zone: string) {
  const { status, publishAt, publishedOn, publishedTime } = article;
  const kept = { status, publishAt, publishedOn, publishedTime, warnings: [] };
  if (!isReleased) return kept;
  const keepsInstant =
    publishAt !== null && draft.publishAt === null && publishedTime === draft.publishedTime;
  return keepsInstant ? kept : release(draft, now, zone);
}
