/**
 * One commemoration: the article of one occurrence in one language, composed and published in the batch that claims
 * the occurrence. Two ticks, or a tick that is tried again, make one article: the claim's key is the referee.
 */
import type { Draft } from "../articles/draft";
import { save } from "../articles/save";
import { newestId } from "../articles/store";
import type { Saved } from "../articles/writing";
import { tagHash } from "../cache/ledger";
import { UniqueKeyTaken } from "../db/client";
import type { Runtime } from "../env";
import { newsroomName, type Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { slugify } from "../text/slug";
import { localDate } from "../text/time-zone";
import type { Observance } from "./observance";
import type { Occurrence } from "./rule";
import { type Claim, claimOccurrence } from "./store";
import { fillTemplate } from "./template";

export type Commemorated =
  | { readonly outcome: Claim["outcome"]; readonly articleId: number }
  | { readonly outcome: "already-done" | "nothing-to-say" };

/** The clock writes without a token, and may publish what an editor has switched on. */
const THE_CLOCK = { tokenId: null, mayPublish: true } as const;

/** @param at the tick's scheduled time, epoch ms: the instant from which readers see it. */
export async function commemorate(
  runtime: Runtime,
  observance: Observance,
  occurrence: Occurrence,
  lang: Lang,
  settings: Settings,
  at: number,
): Promise<Commemorated> {
  const outcome = outcomeOf(observance, occurrence);
  const draft = composeDraft(observance, occurrence, lang, settings, outcome === "published" ? at : null);
  if (draft === null) return { outcome: "nothing-to-say" };
  const claim: Claim = { observanceId: observance.id, localDate: occurrence.localDate, lang, outcome };
  const alongside = (db: Runtime["db"]) => [claimOccurrence(db, claim, newestId, runtime.now())];
  const groupId = occurrenceGroup(observance.id, occurrence.localDate);
  const saving = {
    sameAddress: "suffix",
    cause: "commemoration",
    commemorates: { observanceId: observance.id, isAutomatic: outcome === "published" },
    groupId,
    alongside,
  } as const;
  const saved = await save(runtime, draft, THE_CLOCK, saving).catch(nullWhenClaimed);
  return saved === null ? { outcome: "already-done" } : { outcome, articleId: saved.article.id };
}

/** Late is published late within its local day; older becomes a draft, never back-dated in silence. */
function outcomeOf(observance: Observance, occurrence: Occurrence): Claim["outcome"] {
  if (occurrence.isMissed) return "missed";
  return observance.mode === "auto" ? "published" : "drafted";
}

/**
 * The draft of a commemoration. Pure. It carries the newsroom's date of its appearance; `{date}` is the observance's.
 * @param publishAt epoch ms; null when an editor is to publish it.
 * @returns null when there is nothing to say in that language, or nothing to count yet.
 */
export function composeDraft(
  observance: Observance,
  occurrence: Occurrence,
  lang: Lang,
  settings: Settings,
  publishAt: number | null,
): Draft | null {
  const template = observance.templates[lang];
  const name = observance.names[lang];
  if (template === undefined || name === undefined) return null;
  const { months, digits } = settings;
  const occasion = {
    lang,
    name,
    localDate: occurrence.localDate,
    originYear: observance.originYear,
    newsroom: newsroomName(settings, lang),
    months,
    digits,
  };
  const filled = fillTemplate(template, occasion);
  if (filled === null) return null;
  return {
    lang,
    title: filled.title,
    lead: filled.body.split("\n")[0] ?? "",
    bodyFormat: "text",
    body: filled.body,
    slug: slugify(filled.title),
    publishedOn: publishAt === null ? occurrence.localDate : localDate(publishAt, settings.zone),
    publishedTime: null,
    publishAt,
    status: publishAt === null ? "draft" : "published",
    tags: [],
    seeAlso: [],
    correction: null,
    translationOf: null,
    sourceHash: null,
    warnings: occurrence.isMissed ? [missed(occurrence)] : [],
  };
}

function missed({ localDate }: Occurrence) {
  return {
    code: "missed",
    message: `The clock did not run on ${localDate}, so this was not published. Publish it if it is still right.`,
  };
}

/** The translations of one occurrence are one group, named by it: above 2^48, where no random group lies. */
function occurrenceGroup(observanceId: number, localDate: string): number {
  return (
    2 ** 48 +
    tagHash(`${observanceId}/${localDate}`) * 2 ** 16 +
    (tagHash(`${localDate}/${observanceId}`) >>> 16)
  );
}

/** Its own claim, or an article of the occurrence's group in this language, which an editor has made. */
function nullWhenClaimed(failure: unknown): Saved | null {
  const taken = failure instanceof UniqueKeyTaken ? failure.key : "";
  if (taken.startsWith("occurrences.") || taken === "articles.group_id, articles.lang") return null;
  throw failure;
}
