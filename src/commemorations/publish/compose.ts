/** From what is to be said to the draft of an article. Pure. */
import { type Draft, draftTags } from "../../articles/draft";
import type { Settings } from "../../settings/settings";
import { localDate, localTime } from "../../text/dates/time-zone";
import type { Lang } from "../../text/languages";
import { slugify } from "../../text/slug";
import type { Planned } from "../plan";
import type { Said } from "../said";
import type { Related } from "./related";

/** When it appears: at an instant; or, as a draft, when an editor publishes it. */
export type Appears =
  | { readonly kind: "published"; readonly at: number }
  /** Published before its hour, it waits for it. */
  | { readonly kind: "drafted"; readonly isAhead: boolean }
  | { readonly kind: "missed" };

/** The draft of a commemoration, which refers to what is `related` by id. It carries the newsroom's date of its appearance; `{date}` is the observance's. */
export function composeDraft(
  planned: Planned,
  lang: Lang,
  text: Said,
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
    warnings: appears.kind === "missed" ? [missed(dates.localDate)] : [],
  };

  function appearsOn(): string | null {
    if (publishAt !== null) return localDate(publishAt, settings.zone);
    // Published after all, it carries the day of its publication: never an earlier one.
    if (appears.kind === "missed") return null;
    return isAhead ? localDate(dueAt, settings.zone) : dates.localDate;
  }
}

function missed(localDate: string) {
  return {
    code: "missed",
    message: `The clock did not run, or was held, on ${localDate}, so this was not published. Publish it if it is still right.`,
  };
}
