/**
 * Which article a draft is. One whose document has a name (`sourceId`) is the article of that name; else the one at
 * its address: a document that comes again, with the same language, day, slug and title, is the same article.
 */
import { learn } from "../../cache/follow";
import { ask } from "../../db/client";
import type { Runtime } from "../../env";
import { refuseFaults } from "../../problem";
import { currentSettings } from "../../settings/store";
import { titleKey } from "../../text/fold";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import { articleAt, claimedKey, groupOf, translationIn } from "../store";
import { newGroup } from "../translations/group";
import { addressOf, type Draft, type Note, type PlacedDraft } from "./draft";
import { placeDraft, unknownFaults } from "./place";
import { articleOfSource } from "./source-store";
import type { Claimed, IdempotencyClaim, Met, Place, Saving } from "./writing";

export type Meeting =
  | { readonly kind: "replayed"; readonly claim: IdempotencyClaim; readonly claimed: Claimed }
  /** The address has another article: the draft needs another slug. */
  | { readonly kind: "another-article" }
  | { readonly kind: "new"; readonly placed: PlacedDraft; readonly place: Place }
  | { readonly kind: "known"; readonly placed: PlacedDraft; readonly met: Met };

/**
 * What is read may be overtaken: the referees of the write decide.
 * @throws Refusal `invalid` for a translation and a section that there is none of.
 */
export async function meet(runtime: Runtime, draft: Draft, saving: Saving): Promise<Meeting> {
  const now = runtime.now();
  const { db } = runtime;
  const questions = [
    runtime.follow(runtime.isolate.ledger, now),
    currentSettings(db),
    articleAt(db, addressOf(draft), now),
    groupOf(db, draft.translationOf),
    claimedKey(db, saving.idempotency?.keyHash ?? ""),
    articleOfSource(db, draft.lang, draft.sourceId ?? null, now),
    translationIn(db, draft.translationOf, draft.lang),
  ] as const;
  const [catchUp, settings, there, group, claimed, named, standing] = await ask(
    db,
    questions,
    runtime.waits.d1Ms,
  );
  learn(runtime, catchUp);
  if (claimed !== null && saving.idempotency) return { kind: "replayed", claim: saving.idempotency, claimed };
  refuseFaults(unknownFaults(draft, settings, group));
  const found = named ?? there;
  if (found === null || saving.sameAddress === "suffix") {
    const groupId = saving.groupId ?? group ?? newGroup(runtime);
    return {
      kind: "new",
      placed: placeDraft(draft, settings, null),
      place: { settings, groupId, now, rival: standing },
    };
  }
  if (named === null && !isSameDocument(draft, found.article)) return { kind: "another-article" };
  const groupId = group ?? found.article.groupId;
  const warnings = [...draft.warnings, ...addressKept(draft, found.article)];
  const placed = placeDraft({ ...draft, warnings }, settings, found.article);
  const rival = standing?.id === found.article.id ? null : standing;
  return {
    kind: "known",
    placed,
    met: { ...found, slug: found.article.slug, groupId, edition: catchUp.current, now, rival },
  };
}

/** An address, once given, stays: a new title makes no new one. A number behind it is no other wish. */
function addressKept(draft: Draft, article: Article): Note[] {
  const wished = slugKey(draft.slug);
  const [given, plain] = [article.slug, article.slug.replace(/-\d+$/, "")].map(slugKey);
  if (wished === given || wished === plain) return [];
  const message = `The article keeps its address '${article.slug}', which readers may have; its slug now would be '${draft.slug}'.`;
  return [{ code: "address-kept", message }];
}

/** The slug is cut: titles that go on differently are different articles, and so are documents of different names. */
function isSameDocument(draft: Draft, article: Article): boolean {
  const isOtherSource =
    draft.sourceId != null && article.sourceId !== null && draft.sourceId !== article.sourceId;
  return !isOtherSource && titleKey(article.title) === titleKey(draft.title);
}
