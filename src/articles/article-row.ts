/** From a row of D1 to an article as it stands at a moment. Pure. */

import * as z from "zod";
import { soonest } from "../cache/rendering";
import { RESTORED_STATUSES, STATUSES } from "../db/schema";
import { hasEnded, isPublished } from "../db/visible";
import { readSettings, type Settings } from "../settings/settings";
import { LANGS } from "../text/languages";
import type { Article } from "./article";
import { readOccasion } from "./occasion-queries";
import type { ArticleRow } from "./row-queries";

const lang = z.enum(LANGS);
const tagList = z.array(z.object({ slug: z.string(), name: z.string() }));
const warningList = z.array(z.object({ code: z.string(), message: z.string() }));
const linkRow = z.object({
  id: z.int(),
  lang,
  title: z.string(),
  slug: z.string(),
  publishedOn: z.string(),
  publishAt: z.number(),
  unpublishAt: z.number().nullable(),
});
const siblingRow = linkRow.extend({
  status: z.enum(STATUSES),
  restoredStatus: z.enum(RESTORED_STATUSES).nullable(),
  publishedOn: z.string().nullable(),
  publishAt: z.number().nullable(),
});
const seeAlsoRow = z.object({
  title: z.string(),
  titleKey: z.string(),
  excerpt: z.string().nullable(),
  articleId: z.int().nullable(),
  article: linkRow.nullable(),
});
const correctionList = z.array(z.object({ at: z.number(), note: z.string() }));
const yearsRow = z.object({ previous: linkRow.nullable(), next: linkRow.nullable() });

/** An article and the settings that its page needs. */
export interface ArticleAndSettings {
  readonly article: Article;
  readonly settings: Settings;
}

/** @param now epoch ms: what has ended by then is retracted, whether or not the clock has said so. */
export function readRow(row: ArticleRow, now: number): ArticleAndSettings {
  const siblings = z.array(siblingRow).parse(JSON.parse(row.translations));
  const references = z.array(seeAlsoRow).parse(JSON.parse(row.seeAlso));
  const years = yearsRow.parse(JSON.parse(row.years));
  const shown = siblings
    .filter(sibling => isPublished(sibling, now))
    .map(({ status: _, restoredStatus: __, ...sibling }) => linkRow.parse(sibling));
  const links = [...shown, ...references.map(({ article }) => article), years.previous, years.next];
  const comings = [row.nextInLanguage, ...siblings.map(({ publishAt }) => publishAt)];
  return {
    article: {
      ...row,
      ...standingAt(row, now),
      tags: tagList.parse(JSON.parse(row.tags)),
      authors: tagList.parse(JSON.parse(row.authors)),
      corrections: correctionList.parse(JSON.parse(row.corrections)),
      occasion: readOccasion(row.occasion),
      years,
      warnings: warningList.parse(JSON.parse(row.warnings)),
      translations: shown,
      siblings,
      // An article that is named and that no reader may see is not named to readers: its title is its own.
      seeAlso: references.filter(({ articleId, article }) => articleId === null || article !== null),
      namedIds: references.flatMap(({ articleId }) => articleId ?? []),
      nextChangeAt: soonest(comings.filter(at => at !== null && at > now)),
      endsAt: soonest(
        [row, ...links].map(one => one?.unpublishAt ?? null).filter(at => at !== null && at > now),
      ),
    },
    settings: readSettings(row.settings),
  };
}

type Standing = Pick<Article, "status" | "publishAt" | "unpublishAt" | "endedAt">;

/** Where a row stands at a moment: what has ended is retracted. @param now epoch ms */
export function standingAt(
  { status, publishAt, unpublishAt }: Pick<ArticleRow, "status" | "publishAt" | "unpublishAt">,
  now: number,
): Standing {
  return hasEnded({ publishAt, unpublishAt }, now)
    ? { status: "retracted", publishAt: null, unpublishAt: null, endedAt: unpublishAt }
    : { status, publishAt, unpublishAt, endedAt: null };
}
