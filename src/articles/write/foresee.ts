/** What a save would do, told without doing it. */

import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { titleKey } from "../../text/fold";
import type { Article } from "../article";
import type { Draft, PlacedDraft } from "../draft";
import { plainFieldsOf } from "../fields";
import type { LifecycleState } from "../lifecycle-state";
import type { Saving, Writer } from "../writing";
import { standingOfNew } from "./create";
import { meet, type Namesake } from "./meet";
import { atNextSlug } from "./next-slug";
import { contentAgainst } from "./same-content";
import { standingRevised } from "./standing-revised";

export interface Foreseen {
  readonly outcome: "created" | "revised" | "unchanged";
  /** As it would be. The id of one that would be new is 0; what it refers to is not looked up. */
  readonly article: Article;
  /** As it stands; null if it would be new. */
  readonly before: Article | null;
}

/** As many clashes of an address as a save would go through. */
const ATTEMPTS = 20;

/**
 * Reads what `save` would read and decides as it would, and writes no row.
 * @throws ProblemError as `save` does, but for what only a write can find out.
 */
export async function foresee(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  saving: Saving,
): Promise<Foreseen> {
  let namesake: Namesake | null = null;
  for (let clashes = 0; clashes < ATTEMPTS; clashes++) {
    const candidate = atNextSlug(draft, clashes, namesake, runtime.random);
    const meeting = await meet(runtime, candidate, { ...saving, idempotency: null });
    if (meeting.kind === "new") {
      const { placed, place } = meeting;
      const standing = standingOfNew(placed, writer, place);
      return { outcome: "created", article: foreseen(UNBORN, placed, standing, place.now), before: null };
    }
    if (meeting.kind === "known") {
      const { placed, met } = meeting;
      const standing = standingRevised(placed, writer, met, await contentAgainst(placed, met.article));
      const { article: before } = met;
      if (standing === null) return { outcome: "unchanged", article: before, before };
      const article = foreseen(before, { ...placed, slug: before.slug }, standing, met.now);
      return { outcome: "revised", article, before };
    }
    if (meeting.kind === "another-article") namesake ??= meeting.namesake;
  }
  throw new ProblemError({ code: "busy" });
}

const UNBORN = {
  id: 0,
  groupId: 0,
  observanceId: null,
  occasion: null,
  isAutomatic: false,
  revision: 0,
  retractionNote: null,
  isWithheld: false,
  restoredStatus: null,
  sourceId: null,
  corrections: [],
  endedAt: null,
  endsAt: null,
  years: { previous: null, next: null },
  contentHash: "",
  chainHash: "",
  translations: [],
  siblings: [],
  nextChangeAt: null,
} as const;

/** What of an article a draft and a standing do not say. */
type Base = Pick<Article, Exclude<keyof typeof UNBORN, "revision">> & Pick<Article, "revision">;

function foreseen(base: Base, draft: PlacedDraft, standing: LifecycleState, now: number): Article {
  const { status, publishAt, unpublishAt, publishedOn, publishedTime } = standing;
  const { correction } = draft;
  return {
    ...base,
    ...plainFieldsOf(draft),
    lang: draft.lang,
    title: draft.title,
    lead: draft.lead,
    bodyFormat: draft.bodyFormat,
    body: draft.body,
    slug: draft.slug,
    tags: draft.tags,
    authors: draft.authors,
    sectionId: draft.sectionId,
    sourceId: draft.sourceId ?? base.sourceId,
    status,
    publishAt,
    unpublishAt,
    publishedOn,
    publishedTime,
    revision: base.revision + 1,
    revisedAt: now,
    warnings: [...draft.warnings, ...standing.warnings],
    corrections:
      correction === null ? base.corrections : [...base.corrections, { at: now, note: correction }],
    namedIds: draft.seeAlso.flatMap(({ articleId }) => articleId ?? []),
    seeAlso: draft.seeAlso.map(({ title, excerpt }) => ({
      title,
      titleKey: titleKey(title),
      excerpt,
      article: null,
    })),
  };
}
