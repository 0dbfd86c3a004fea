/** A draft becomes a new article: its first revision, its address, its place in the lists, in one edition. */
import { makeEdition } from "../editions/make-edition";
import { insertEdition } from "../editions/store";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import type { Settings } from "../settings/settings";
import { chainHash, contentHash, type Draft, release } from "./draft";
import type { Saved, Saving, Writer } from "./save";
import { newestArticle, newestId } from "./store";
import { insertTags, listTags } from "./tags-store";
import { factsOf } from "./touched";
import * as write from "./write-store";

/**
 * @throws Refusal `scope-missing`
 * @throws UniqueKeyTaken when the address, the translation or a key alongside is taken.
 */
export async function create(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  saving: Saving,
  { settings, groupId, now }: { settings: Settings; groupId: number; now: number },
): Promise<Saved> {
  const isReleased = draft.status === "published";
  if (isReleased && !writer.mayPublish)
    throw new Refusal({ code: "scope-missing", scope: "articles:publish" });
  const { db } = runtime;
  const standing = isReleased
    ? release(draft, now, settings.zone)
    : {
        status: "draft" as const,
        publishAt: null,
        publishedOn: draft.publishedOn,
        publishedTime: draft.publishedTime,
        warnings: [],
      };
  const dated = {
    ...draft,
    publishedOn: standing.publishedOn,
    warnings: [...draft.warnings, ...standing.warnings],
  };
  const act: write.Act = { at: now, tokenId: writer.tokenId, reason: "created" };
  const content = await contentHash(draft);
  const hashes = { content, chain: await chainHash(null, content, standing.status) };
  const statements = [
    ...insertTags(db, dated),
    write.insertArticle(db, dated, standing, { groupId, at: now, observanceId: saving.observanceId ?? null }),
    write.insertSlug(db, dated, newestId),
    write.insertRevision(db, newestId, 1, dated, standing.status, hashes, act),
    ...write.insertSeeAlso(db, newestId, 1, dated),
    ...(dated.tags.length === 0 ? [] : [listTags(db, newestId)]),
    insertEdition(
      db,
      { at: now, cause: saving.cause, tags: isReleased ? factsOf({ ...dated, groupId }) : [] },
      newestId,
    ),
    write.recordAct(db, "article.create", newestId, act),
    ...(saving.idempotency ? [write.claimKey(db, saving.idempotency, newestId, now)] : []),
    ...(saving.alongside?.(db) ?? []),
  ];
  const { answer, edition } = await makeEdition(runtime, statements, newestArticle(db, now));
  return { outcome: "created", article: answer.article, settings, edition };
}
