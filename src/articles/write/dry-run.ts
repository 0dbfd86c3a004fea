/** What a save would do, without doing it. */
import { OVERTAKEN, retryOnConflict } from "../../http/conflict";
import type { Runtime } from "../../runtime";
import { titleKey } from "../../text/fold";
import type { Article } from "../article";
import type { Draft, PlacedDraft } from "../draft";
import { plainFieldsOf } from "../fields";
import type { LifecycleState } from "../lifecycle-state";
import { type Decision, decide } from "./decide";
import type { SaveOptions, Writer } from "./request";
import { addressSearch } from "./resolve-target";

export interface DryRun {
  readonly outcome: "created" | "revised" | "unchanged";
  /** As it would be. The id of a new one is 0; what it refers to is not looked up. */
  readonly article: Article;
  /** As it is now; null for a new one. */
  readonly before: Article | null;
}

/**
 * Reads what `save` would read, decides as it would, and writes no row.
 * @throws ProblemError as `save`, but for what only a write can find out.
 */
export async function dryRun(
  runtime: Runtime,
  draft: Draft,
  writer: Writer,
  options: SaveOptions,
): Promise<DryRun> {
  const search = addressSearch(draft, runtime.random);
  const withoutKey = { ...options, idempotency: null };
  return await retryOnConflict(
    async () => {
      const decision = await decide(runtime, search.candidate(), writer, withoutKey);
      if (decision.kind === "create" || decision.kind === "revise") return outcomeOf(decision);
      search.addressTaken(decision.kind === "address-taken" ? decision.namesake : null);
      return OVERTAKEN;
    },
    () => false,
  );
}

function outcomeOf(decision: Extract<Decision, { kind: "create" | "revise" }>): DryRun {
  const { draft, state, target } = decision;
  if (decision.kind === "create")
    return { outcome: "created", article: written(NEW, draft, decision.state, target.now), before: null };
  const { article: before } = decision.target;
  if (state === null) return { outcome: "unchanged", article: before, before };
  const article = written(before, { ...draft, slug: before.slug }, state, target.now);
  return { outcome: "revised", article, before };
}

const NEW = {
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

/** What of an article neither a draft nor a state says. */
type Base = Pick<Article, Exclude<keyof typeof NEW, "revision">> & Pick<Article, "revision">;

function written(base: Base, draft: PlacedDraft, state: LifecycleState, now: number): Article {
  const { status, publishAt, unpublishAt, publishedOn, publishedTime } = state;
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
    warnings: [...draft.warnings, ...state.warnings],
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
