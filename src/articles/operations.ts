/** What the articles' own doors take and answer. */

import * as z from "zod";
import type { Group } from "../http/operation";
import { told } from "../http/responses";
import { articleQuery, listQuery } from "./api-routes";
import {
  articleResponse,
  draftResponse,
  editorsArticleResponse,
  partialArticleResponse,
} from "./article-json";
import { standingOperations } from "./lifecycle/operations";
import { previewOperation } from "./preview/operations";
import { revisionOperations } from "./revisions/operations";
import { partialSummaryResponse, summaryResponse, unpublishedResponse } from "./summary-json";
import { draftShape, rewrittenShape } from "./write/draft-shape";

const ARTICLES = "/api/articles";
const ARTICLE = "/api/articles/:id{[1-9][0-9]{0,14}}";
const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;

/** As an editor sends it. */
const water = {
  lang: "ar",
  title: "خطّة لتأهيل محطّات المياه",
  body: "أعلن مجلس البلدة عن خطّة لتأهيل محطّات المياه.\n\nيبدأ العمل مطلع الشهر المقبل.",
  tags: ["مياه"],
};

export const articles: Group = {
  name: "Articles",
  about:
    "What the newsroom writes. Readers get what is published; whoever shows a token gets an article as it stands. " +
    "A draft-only token publishes by no route and no field.",
  operations: [
    {
      method: "GET",
      path: ARTICLES,
      id: "listArticles",
      summary: "Articles, newest first",
      description:
        "Of one language those that are published, for anybody; with a token of the newsroom and another `status`, those " +
        "that readers do not see. `fields` narrows each to what is named, `include` adds to it. " +
        "With `include=body` at most 20 stand on a page.",
      access: "everybody-or-more",
      query: listQuery,
      answers: {
        200: {
          says: "One page of the list.",
          json: z.strictObject({
            articles: z.array(z.union([summaryResponse, unpublishedResponse, partialSummaryResponse])),
            next_cursor: told.nextCursor,
          }),
        },
      },
      refusals: ["scope-missing"],
      example: { query: { lang: "ar", limit: 10, fields: ["id", "title", "url"], include: ["tags"] } },
    },
    {
      method: "POST",
      path: ARTICLES,
      id: "createArticle",
      summary: "A new article",
      description: "A draft, unless `status` says `published`, which needs `articles:publish`.",
      access: mayDraft,
      isIdempotent: true,
      body: { json: draftShape.meta({ id: "ArticleToSend" }) },
      answers: {
        200: {
          says: "Its Idempotency-Key was used before: the article of then.",
          json: editorsArticleResponse,
        },
        201: { says: "It is there.", json: editorsArticleResponse },
      },
      refusals: ["translation-exists", "address-taken", "busy"],
      example: { json: water },
    },
    {
      method: "GET",
      path: ARTICLE,
      id: "readArticle",
      summary: "One article",
      description:
        "For anybody a published one; with a token for articles, observances or settings any, with its warnings, and an ETag that If-Match takes.",
      access: "everybody-or-more",
      query: articleQuery,
      answers: {
        200: {
          says: "The article, or of it what `fields` names.",
          json: z.union([articleResponse, editorsArticleResponse, partialArticleResponse]),
        },
      },
      refusals: ["retracted"],
      example: { path: { id: 1 }, query: { fields: ["id", "title", "translations"], include: ["section"] } },
    },
    {
      method: "GET",
      path: `${ARTICLE}/draft`,
      id: "readDraft",
      summary: "The article as PUT takes it",
      description:
        "To be changed and sent back with the ETag as If-Match. What it leaves out (status, byline, references) stays when PUT leaves it out.",
      access: mayDraft,
      answers: { 200: { says: "What PUT takes.", json: draftResponse } },
      example: { path: { id: 1 } },
    },
    {
      method: "PUT",
      path: ARTICLE,
      id: "rewriteArticle",
      summary: "The whole article, as its next revision",
      description:
        "Without a status, dates, `slug`, byline, tags, section or `see_also` its own stay; another `slug` redirects the old address.",
      access: mayDraft,
      ifMatch: "needed",
      isIdempotent: true,
      body: { json: rewrittenShape },
      answers: { 200: { says: "As it stands now.", json: editorsArticleResponse } },
      refusals: [
        ...(["trashed", "address-taken", "translation-exists"] as const),
        ...(["already-published", "was-retracted", "busy"] as const),
      ],
      example: { path: { id: 1 }, json: { ...water, tags: ["مياه", "بلديّة"] } },
    },
    ...standingOperations,
    ...revisionOperations,
    previewOperation,
  ],
};
