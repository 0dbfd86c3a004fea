/** What the doors take and answer by which an article's standing changes. */
import type { Code, Operation } from "../../http/operation";
import { editorsArticleResponse } from "../article-json";
import { nothing, publication, retraction } from "./api-routes";

const ARTICLE = "/api/articles/:id{[1-9][0-9]{0,14}}";
const TRANSLATION = `${ARTICLE}/translations/:other{[1-9][0-9]{0,14}}`;
const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;
const mayPublish = { oneOf: ["articles:publish"] } as const;

/** What every change of standing has in common: it may be conditional, and takes effect once. */
function restating(
  change: Pick<Operation, "method" | "path" | "id" | "summary" | "access"> & { description?: string },
  body: Operation["body"] & { json: unknown },
  refusals: readonly Code[],
): Operation {
  return {
    ...change,
    ifMatch: "heeded",
    isIdempotent: true,
    body: { ...body, isOptional: true },
    answers: { 200: { says: "As it stands now.", json: editorsArticleResponse } },
    refusals: ["busy", ...refusals],
    example: { path: { id: 1 }, json: {} },
  };
}

const published: Operation[] = [
  {
    ...restating(
      {
        ...{ method: "PUT", path: `${ARTICLE}/publication`, id: "publishArticle", access: mayPublish },
        summary: "Publishes a draft, or again what was retracted",
        description:
          "At `publish_at`, or at its own date, or now; until `unpublish_at`, if that is given. What is published already gets another end, and stays otherwise as it is; what waits for its hour goes on waiting unless `publish_at` says another.",
      },
      { json: publication },
      ["trashed", "already-published"],
    ),
    example: { path: { id: 1 }, json: { publish_at: "2126-11-30T08:00:00+03:00" } },
  },
  {
    ...restating(
      {
        ...{ method: "DELETE", path: `${ARTICLE}/publication`, id: "retractArticle", access: mayPublish },
        summary: "Retracts",
        description:
          "Readers get 410 with the note, or 451 when a law demands it. What no reader has seen yet is a draft again.",
      },
      { json: retraction },
      ["trashed", "not-published"],
    ),
    example: { path: { id: 1 }, json: { note: "نُشر الخبر قبل التحقّق من مصدره.", legal: false } },
  },
];

const reviewed: Operation[] = [
  restating(
    {
      ...{ method: "PUT", path: `${ARTICLE}/review`, id: "askForReview", access: mayDraft },
      summary: "A draft asks for review",
    },
    { json: nothing },
    ["trashed", "not-a-draft"],
  ),
  restating(
    {
      ...{ method: "DELETE", path: `${ARTICLE}/review`, id: "endReview", access: mayDraft },
      summary: "What is in review is a draft again",
    },
    { json: nothing },
    ["trashed", "not-a-draft"],
  ),
];

const trashed: Operation[] = [
  restating(
    {
      ...{ method: "DELETE", path: ARTICLE, id: "trashArticle", access: mayDraft },
      summary: "Into the trash",
      description:
        "Out of every list but `?status=trashed`; readers who had it get 410. What is scheduled, published or retracted needs `articles:publish`.",
    },
    { json: nothing },
    [],
  ),
  restating(
    {
      ...{ method: "DELETE", path: `${ARTICLE}/trash`, id: "untrashArticle", access: mayDraft },
      summary: "Out of the trash",
      description: "A draft is a draft again; what readers had is retracted until it is published.",
    },
    { json: nothing },
    [],
  ),
];

const linking = {
  path: TRANSLATION,
  access: mayDraft,
  ifMatch: "heeded",
  answers: { 200: { says: "The first of the two.", json: editorsArticleResponse } },
  example: { path: { id: 1, other: 2 } },
} as const;

const linked: Operation[] = [
  {
    ...linking,
    method: "PUT",
    id: "linkTranslation",
    summary: "The other article becomes a translation of this one",
    description: "It leaves its own group. Of one that readers see, or will, it needs `articles:publish`.",
    refusals: ["trashed", "translation-exists", "busy"],
  },
  {
    ...linking,
    method: "DELETE",
    id: "unlinkTranslation",
    summary: "The other article is no translation of this one any more",
    refusals: ["trashed", "busy"],
  },
];

export const standingOperations: readonly Operation[] = [...published, ...reviewed, ...trashed, ...linked];
