/**
 * One commemoration: the article of one occurrence in one language, composed and published in the batch that claims
 * the occurrence. Two ticks, or a tick that is tried again, make one article: the claim's key is the referee.
 */

import { newestId } from "../../articles/queries";
import { save } from "../../articles/write/save";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { calendarTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, UniqueKeyTaken } from "../../db/client";
import type { Runtime } from "../../runtime";
import type { Settings } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import { occurrenceGroup } from "../occurrence-group";
import { articleOfGroup, type Claim, claimOccurrence } from "../occurrence-queries";
import type { Planned } from "../plan";
import { provenanceOf } from "../provenance";
import { observanceById } from "../queries";
import type { Said } from "../said";
import { type Appears, composeDraft } from "./compose";
import type { Decision } from "./decide";
import { findRelated } from "./related";

export type Commemorated = Claim["outcome"] | "already-done";

/** The clock writes without a token, and may publish what an editor has switched on. */
const THE_CLOCK = { tokenId: null, mayPublish: true } as const;

/**
 * @param action  as decided. @param text  what it says. @param at  the instant from which readers see it, epoch ms.
 * @throws D1Unavailable, ProblemError: nothing was made, or nobody knows; the next tick meets what stands.
 */
export async function commemorate(
  runtime: Runtime,
  planned: Planned,
  lang: Lang,
  action: "publish" | "draft" | "missed",
  text: Said,
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
  const saved = await save(runtime, draft, THE_CLOCK, saving).catch(whoStands);
  if (saved === "already-done") return saved;
  if (saved !== "translated") return appears.kind;
  const [standing] = await runQueries(
    runtime.db,
    [articleOfGroup(runtime.db, groupId, lang)],
    runtime.waits.d1Ms,
  );
  return standing === null ? "already-done" : await giveWay(runtime, planned, lang, { text }, standing);
}

/**
 * An editor's own article stands for the occurrence: it is claimed for it, so that nothing is posted beside it even if
 * that article is retracted later. What would have been said is kept as an offer.
 */
export async function giveWay(
  runtime: Runtime,
  planned: Planned,
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

function claimFor(planned: Planned, lang: Lang, outcome: Claim["outcome"], offer: Said | null): Claim {
  const { observance, dates } = planned;
  const provenance = provenanceOf(planned);
  return { observanceId: observance.id, localDate: dates.localDate, lang, outcome, provenance, offer };
}

/** Its own claim; or an article of the occurrence's group in this language, which an editor has made. */
function whoStands(failure: unknown): "already-done" | "translated" {
  const taken = failure instanceof UniqueKeyTaken ? failure.key : "";
  if (taken.startsWith("occurrences.")) return "already-done";
  if (taken === "articles.group_id, articles.lang") return "translated";
  throw failure;
}
