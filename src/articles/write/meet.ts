/**
 * Which article a draft is. One whose document has a name (`sourceId`) is the article of that name; else the one at
 * its address: what comes again with the same language, day and slug is the same article, if the slug was given or the
 * title is one that the article has or has had.
 */

import { catchUp, learn } from "../../cache/follow";
import { runQueries } from "../../db/client";
import { newGroup } from "../../db/group";
import { throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { titleKey } from "../../text/fold";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import { addressOf, type Draft, type Note, type PlacedDraft } from "../draft";
import { articleAt, claimedKey, translatedArticle, translationIn } from "../queries";
import type { Claimed, IdempotencyClaim, Met, Place, Saving } from "../writing";
import { placeDraft, unknownFaults } from "./place";
import { articleOfSource, hasHadTitle } from "./source-queries";

/** The article that has the address which a draft would have. */
export type Namesake = Pick<Article, "id" | "title">;

export type Meeting =
  | { readonly kind: "replayed"; readonly claim: IdempotencyClaim; readonly claimed: Claimed }
  /** The address has another article: the draft needs another slug. */
  | { readonly kind: "another-article"; readonly namesake: Namesake }
  | { readonly kind: "new"; readonly placed: PlacedDraft; readonly place: Place }
  | { readonly kind: "known"; readonly placed: PlacedDraft; readonly met: Met };

/**
 * What is read may be overtaken: the referees of the write decide.
 * @throws ProblemError `invalid` for a translation and a section that there is none of.
 */
export async function meet(runtime: Runtime, draft: Draft, saving: Saving): Promise<Meeting> {
  const now = runtime.now();
  const { db } = runtime;
  const questions = [
    catchUp(runtime, now),
    currentSettings(db),
    articleAt(db, addressOf(draft), now),
    translatedArticle(db, draft.translationOf),
    claimedKey(db, saving.idempotency?.keyHash ?? ""),
    articleOfSource(db, draft.lang, draft.sourceId ?? null, now),
    translationIn(db, draft.translationOf, draft.lang),
  ] as const;
  const [present, settings, there, translated, claimed, named, standing] = await runQueries(
    db,
    questions,
    runtime.waits.d1Ms,
  );
  learn(runtime, present);
  if (claimed !== null && saving.idempotency) return { kind: "replayed", claim: saving.idempotency, claimed };
  throwIssues(unknownFaults(draft, settings, translated));
  const found = named ?? there;
  if (found === null || saving.sameAddress === "suffix") {
    const groupId = saving.groupId ?? translated?.groupId ?? newGroup(runtime);
    return {
      kind: "new",
      placed: placeDraft(draft, settings, null),
      place: { settings, groupId, now, rival: standing },
    };
  }
  if (named === null && !(await isSameDocument(runtime, draft, found.article)))
    return { kind: "another-article", namesake: found.article };
  const groupId = translated?.groupId ?? found.article.groupId;
  const warnings = [...draft.warnings, ...addressKept(draft, found.article)];
  const placed = placeDraft({ ...draft, warnings }, settings, found.article);
  const rival = standing?.id === found.article.id ? null : standing;
  return {
    kind: "known",
    placed,
    met: { ...found, slug: found.article.slug, groupId, edition: present.current, now, rival },
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

/**
 * The slug is cut: titles that go on differently are different articles, and so are documents of different names. A
 * headline that was mended by another door is still that of its document.
 */
async function isSameDocument({ db, waits }: Runtime, draft: Draft, article: Article): Promise<boolean> {
  const isOtherSource =
    draft.sourceId != null && article.sourceId !== null && draft.sourceId !== article.sourceId;
  if (isOtherSource) return false;
  if (draft.isSlugGiven || titleKey(article.title) === titleKey(draft.title)) return true;
  const [had] = await runQueries(db, [hasHadTitle(db, article.id, draft.title)], waits.d1Ms);
  return had;
}
