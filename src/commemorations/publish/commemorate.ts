/**
 * One commemoration: the article of one occurrence in one language, composed and published in the batch that claims
 * the occurrence. The claim's unique key makes one article of two ticks. Or an editor's article takes its place.
 */
import { type Draft, draftTags } from "../../articles/draft";
import { newestId } from "../../articles/queries";
import { save } from "../../articles/write/save";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { calendarTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, UniqueKeyTaken } from "../../db/client";
import { type Issue, ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import { localDate, localTime } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { slugify } from "../../text/slug";
import { articleOfGroup, articleToLink, type Related } from "../article-queries";
import { occurrenceGroup, type PlannedOccurrence, planBetween, provenanceOf } from "../occurrence";
import { type Claim, claimOccurrence } from "../occurrence-queries";
import { observanceById } from "../queries";
import { FIRST_YEAR, LAST_YEAR } from "../rules/rule";
import type { RenderedTemplate } from "../template";
import { type Decision, textOf } from "./decide";
import { findRelated } from "./related";

/** When it appears: at an instant; or, as a draft, when an editor publishes it. */
type Appears =
  | { readonly kind: "published"; readonly at: number }
  /** An editor's approval before its hour schedules it. */
  | { readonly kind: "drafted"; readonly isAhead: boolean }
  | { readonly kind: "missed" };

export type Commemorated = Claim["outcome"] | "already-done";

/** The clock has no token, and may publish what an editor has switched on. */
const THE_CLOCK = { tokenId: null, mayPublish: true } as const;

/**
 * @param action  as decided. @param at  the instant from which readers see it, epoch ms.
 * @throws D1Unavailable, ProblemError: nothing was made, or it is unknown; the next tick tries again.
 */
export async function commemorate(
  runtime: Runtime,
  planned: PlannedOccurrence,
  lang: Lang,
  action: "publish" | "draft" | "missed",
  text: RenderedTemplate,
  settings: Settings,
  at: number,
): Promise<Commemorated> {
  const { observance, dates, dueAt } = planned;
  const appears: Appears = {
    publish: { kind: "published", at } as const,
    draft: { kind: "drafted", isAhead: dueAt > at } as const,
    missed: { kind: "missed" } as const,
  }[action];
  const related = await findRelated(runtime, observance, lang, at);
  const draft = composeDraft(planned, lang, text, settings, appears, related);
  const claim = claimFor(planned, lang, appears.kind, null);
  const groupId = occurrenceGroup(observance.id, dates.localDate);
  const saving = {
    sameAddress: "suffix",
    cause: "commemoration",
    commemorates: { observanceId: observance.id, isAutomatic: action === "publish" },
    groupId,
    alongside: (db: Runtime["db"]) => [claimOccurrence(db, claim, newestId, runtime.now())],
  } as const;
  const saved = await save(runtime, draft, THE_CLOCK, saving).catch(whatExists);
  if (saved === "already-done") return saved;
  if (saved !== "translated") return appears.kind;
  const [article] = await runQueries(
    runtime.db,
    [articleOfGroup(runtime.db, groupId, lang)],
    runtime.waits.d1Ms,
  );
  return article === null ? "already-done" : await giveWay(runtime, planned, lang, { text }, article);
}

/** Its date is that of its appearance in the newsroom's zone; `{date}` is the observance's. */
function composeDraft(
  planned: PlannedOccurrence,
  lang: Lang,
  text: RenderedTemplate,
  settings: Settings,
  appears: Appears,
  related: readonly Related[],
): Draft {
  const { observance, dates, dueAt } = planned;
  const isAhead = appears.kind === "drafted" && appears.isAhead;
  const publishAt = appears.kind === "published" ? appears.at : null;
  return {
    lang,
    title: text.title,
    lead: text.lead,
    bodyFormat: text.bodyFormat,
    body: text.body,
    slug: slugify(text.title),
    publishedOn: appearsOn(),
    publishedTime: isAhead ? localTime(dueAt, settings.zone) : null,
    publishAt,
    status: publishAt === null ? "draft" : "published",
    tags: draftTags(observance.tags[lang] ?? []),
    seeAlso: related.map(({ articleId, title }) => ({ title, excerpt: null, articleId })),
    correction: null,
    translationOf: null,
    sourceHash: null,
    warnings: appears.kind === "missed" ? [missedWarning(dates.localDate)] : [],
  };

  function appearsOn(): string | null {
    if (publishAt !== null) return localDate(publishAt, settings.zone);
    // If it is published after all, then under that day, never an earlier one.
    if (appears.kind === "missed") return null;
    return isAhead ? localDate(dueAt, settings.zone) : dates.localDate;
  }
}

function missedWarning(localDate: string) {
  return {
    code: "missed",
    message: `The clock did not run, or was held, on ${localDate}, so this was not published. Publish it if it is still right.`,
  };
}

/**
 * Claims the occurrence for an editor's own article, so that nothing is published beside it, even if that article is
 * retracted later. The text that it replaces is stored as an offer.
 */
export async function giveWay(
  runtime: Runtime,
  planned: PlannedOccurrence,
  lang: Lang,
  decision: Pick<Decision, "text">,
  articleId: number,
  tokenId: string | null = null,
): Promise<"held" | "already-done"> {
  const { db } = runtime;
  const at = runtime.now();
  const claim = claimFor(planned, lang, "held", decision.text);
  const { key } = planned.observance;
  const statements = [
    claimOccurrence(db, claim, articleId, at),
    insertEdition(db, { at, cause: "commemoration", tags: [calendarTag] }, articleId),
    audit(db, {
      at,
      tokenId,
      action: "occurrence.hold",
      subject: `${key} ${claim.localDate} ${lang} ${articleId}`,
      edition: "this",
    }),
  ];
  try {
    await makeEdition(runtime, statements, observanceById(db, planned.observance.id));
    return "held";
  } catch (failure) {
    if (failure instanceof UniqueKeyTaken && failure.key.startsWith("occurrences.")) return "already-done";
    throw failure;
  }
}

function claimFor(
  planned: PlannedOccurrence,
  lang: Lang,
  outcome: Claim["outcome"],
  offer: RenderedTemplate | null,
): Claim {
  const { observance, dates } = planned;
  const provenance = provenanceOf(planned);
  return { observanceId: observance.id, localDate: dates.localDate, lang, outcome, provenance, offer };
}

/** Which key refused: the claim's; or that of an editor's article, of the same group in this language. */
function whatExists(failure: unknown): "already-done" | "translated" {
  const taken = failure instanceof UniqueKeyTaken ? failure.key : "";
  if (taken.startsWith("occurrences.")) return "already-done";
  if (taken === "articles.group_id, articles.lang") return "translated";
  throw failure;
}

/** Links an editor's article to an occurrence, whose place it takes, whatever its title. @throws ProblemError `not-found`, `invalid`, `occurrence-taken` */
export async function linkArticle(
  runtime: Runtime,
  id: number,
  localDate: string,
  lang: Lang,
  articleId: number,
  tokenId: string,
): Promise<void> {
  const { db, waits } = runtime;
  const queries = [observanceById(db, id), articleToLink(db, articleId), currentSettings(db)] as const;
  const [observance, article, settings] = await runQueries(db, queries, waits.d1Ms);
  if (observance === null) throw new ProblemError({ code: "not-found" });
  if (article === null)
    invalid({ code: "article-unknown", field: "article_id", message: `There is no article ${articleId}.` });
  if (article.status === "retracted") {
    const message = `Article ${articleId} was retracted: publish it again first, or link another.`;
    invalid({ code: "article-retracted", field: "article_id", message });
  }
  if (article.lang !== lang) {
    const message = `Article ${articleId} is in '${article.lang}': link one in '${lang}'.`;
    invalid({ code: "other-language", field: "article_id", message });
  }
  const [planned] = isEvaluated(localDate)
    ? planBetween({ ...observance, since: localDate }, localDate, localDate)
    : [];
  if (planned === undefined)
    invalid({ code: "no-such-day", field: "date", message: `It does not fall on ${localDate}.` });
  const text = textOf(planned, lang, settings);
  const outcome = await giveWay(runtime, planned, lang, { text }, articleId, tokenId);
  if (outcome === "already-done") throw new ProblemError({ code: "occurrence-taken" });
}

/** Occurrences on a date are looked for in the years around it too. */
function isEvaluated(localDate: string): boolean {
  const year = Number(localDate.slice(0, 4));
  return year > FIRST_YEAR && year < LAST_YEAR;
}

function invalid(issue: Issue): never {
  throw new ProblemError({ code: "invalid", faults: [issue] });
}
