/** A draft becomes the next revision of the article at its address, in one edition; or nothing, if nothing changed. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { articleTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { type Statement, UniqueKeyTaken } from "../../db/client";
import { ProblemError } from "../../http/problem";
import { writeUses } from "../../media/queries";
import type { Runtime } from "../../runtime";
import type { PlacedDraft } from "../draft";
import type { LifecycleState } from "../lifecycle-state";
import { effectOf } from "../lifecycle-state";
import { insertNames, list, unlist } from "../listing-queries";
import { articleById } from "../queries";
import { chainHash, particularsOf } from "../revision";
import { factsOf } from "../touched";
import type { Met, Saved, Saving, Writer } from "../writing";
import { claimWithoutEffect } from "./idempotency";
import { insertRevision, type Kept } from "./revision-queries";
import { makeRoom } from "./rival";
import { contentAgainst } from "./same-content";
import { standingRevised } from "./standing-revised";
import * as write from "./write-queries";

/**
 * @throws ProblemError `scope-missing`, `already-published`, `was-retracted`, `address-taken`
 * @throws UniqueKeyTaken when somebody else revised it first, or the group has that translation.
 */
export async function revise(
  runtime: Runtime,
  draft: PlacedDraft,
  writer: Writer,
  saving: Saving,
  met: Met,
): Promise<Saved> {
  const { article, settings, now } = met;
  const content = await contentAgainst(draft, article);
  const standing = standingRevised(draft, writer, met, content);
  if (standing === null) {
    await claimWithoutEffect(runtime, saving.idempotency, article.id, now);
    return { outcome: "unchanged", ...met };
  }
  const act: write.Act = { at: now, tokenId: writer.tokenId, reason: saving.reason ?? "revised" };
  const { correction } = draft;
  const kept: Kept = {
    content,
    chain: await chainHash(article.chainHash, content, { ...standing, ...act, slug: met.slug, correction }),
    status: standing.status,
    particulars: particularsOf(draft, standing, met.slug),
  };
  const statements = revision(runtime, draft, standing, saving, met, kept, act);
  const { answer, edition } = await makeEdition(
    runtime,
    statements,
    articleById(runtime.db, article.id, now),
  ).catch(refuseTakenAddress);
  if (answer === null) throw new Error("the article that was revised is gone");
  return { outcome: "revised", article: answer.article, settings, edition };
}

function revision(
  runtime: Runtime,
  draft: PlacedDraft,
  standing: LifecycleState,
  saving: Saving,
  { article, groupId, slug, rival }: Met,
  kept: Kept,
  act: write.Act,
): Statement[] {
  const { db } = runtime;
  const { id } = article;
  const room = makeRoom(runtime, rival, groupId, act);
  const number = article.revision + 1;
  const revised = {
    ...draft,
    publishedOn: standing.publishedOn,
    warnings: [...draft.warnings, ...standing.warnings],
  };
  // What has ended is taken away by this edition if no tick has done so.
  const isTakenAway = article.endedAt !== null;
  const tags =
    standing.publishAt !== null || isTakenAway
      ? [
          articleTag(id),
          ...factsOf(article),
          ...factsOf({ ...revised, groupId, observanceId: article.observanceId }),
        ]
      : [];
  return [
    ...room.before,
    unlist(db, id),
    ...insertNames(db, revised),
    write.updateArticle(db, id, number, revised, standing, {
      groupId: groupId === article.groupId ? null : groupId,
      slug,
      at: act.at,
    }),
    ...write.insertNewAddress(db, article, standing, slug),
    insertRevision(db, id, number, revised, kept, act),
    list(db, id),
    ...writeUses(db, id, revised, false),
    insertEdition(
      db,
      {
        ...{ at: act.at, cause: saving.cause, tags, effect: effectOf(article, standing, act.at) },
        ...(isTakenAway ? { retractedId: id } : {}),
      },
      id,
    ),
    audit(db, { ...act, action: `article.${saving.reason ?? "revise"}`, subject: { id }, edition: "this" }),
    ...room.after,
    ...(saving.idempotency ? [write.claimKey(db, saving.idempotency, id, act.at)] : []),
  ];
}

function refuseTakenAddress(failure: unknown): never {
  const isAddress = failure instanceof UniqueKeyTaken && failure.key.startsWith("slugs.");
  throw isAddress ? new ProblemError({ code: "address-taken" }) : failure;
}
