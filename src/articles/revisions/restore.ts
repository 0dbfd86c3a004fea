/** What an article was becomes what it is again: as a new revision, so that nothing is lost. */
import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import { slugify } from "../../text/slug";
import { type Article, firstParagraph } from "../article";
import { type Draft, draftTags } from "../draft";
import { textFieldsOf } from "../fields";
import type { Revision } from "../revision";
import { revisionOf } from "../revision-queries";
import { type ReplaceRequest, replace } from "../write/replace";
import type { SaveResult } from "../write/request";

/**
 * Brings back the title, the text, its references, tags, byline and section. State, date and address are not part of
 * the text: they stay, and so does the section when the one it had is gone.
 * @throws ProblemError as `replace`; `not-found` for a revision that there is not
 */
export async function restore(
  runtime: Runtime,
  id: number,
  number: number,
  request: Omit<ReplaceRequest, "cause">,
): Promise<SaveResult> {
  const questions = [revisionOf(runtime.db, id, number), currentSettings(runtime.db)] as const;
  const [revision, { contents }] = await runQueries(runtime.db, questions, runtime.waits.d1Ms);
  if (revision === null) throw new ProblemError({ code: "not-found" });
  const { sectionId } = revision;
  const isThere = sectionId === null || contents.sections.some(({ id }) => id === sectionId);
  return await replace(runtime, id, { ...request, cause: "restore", reason: "restored" }, article => ({
    draft: draftOf(revision, article),
    slug: null,
    ...(isThere ? { sectionId } : {}),
  }));
}

function draftOf(revision: Revision, article: Article): Draft {
  return {
    ...textFieldsOf(revision),
    lang: article.lang,
    title: revision.title,
    lead: firstParagraph(revision),
    bodyFormat: revision.bodyFormat,
    body: revision.body,
    slug: slugify(revision.title),
    publishedOn: article.publishedOn,
    publishedTime: article.publishedTime,
    publishAt: null,
    status: null,
    tags: draftTags(revision.tags),
    authors: draftTags(revision.authors),
    seeAlso: revision.seeAlso,
    correction: null,
    translationOf: null,
    sourceHash: null,
    warnings: [],
  };
}
