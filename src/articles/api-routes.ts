/** The articles' doors for programs. */

import * as z from "zod";
import { holderOf, isOfNewsroom, operation } from "../auth/scopes";
import { catchUp } from "../cache/follow";
import type { Rendering } from "../cache/rendering";
import { runQueries } from "../db/client";
import { servePage } from "../http/edition";
import { revisedEtag } from "../http/etag";
import { anyCursor, edition, pageLimit } from "../http/fields";
import { requirePrecondition } from "../http/if-match";
import { ProblemError } from "../http/problem";
import { JSON_BYTES, readBody, readJsonBytes, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import {
  articleResponse,
  draftJson,
  draftResponse,
  editorsArticleResponse,
  partialArticleResponse,
} from "./article-json";
import { type Cursor, readCursor } from "./list";
import { includedListPage, LIST_ARTICLES, listJsonPage } from "./lists/list-pages";
import { unpublishedList } from "./lists/queries";
import { articleJsonPage } from "./page/pages";
import { articleById } from "./queries";
import {
  fieldsOfArticle,
  fieldsOfSummary,
  includedInArticle,
  includedInList,
  inPart,
  listInPart,
  pick,
} from "./selection";
import {
  partialSummaryResponse,
  summaryResponse,
  unpublishedJson,
  unpublishedResponse,
} from "./summary-json";
import { draftFrom, draftShape, rewrittenFrom, rewrittenShape } from "./write/draft-shape";
import { idempotencyOf } from "./write/idempotency";
import { withGoneMedia } from "./write/references";
import { replace } from "./write/replace";
import { writtenAnswer } from "./write/response";
import { save } from "./write/save";

/** Texts are large: of a list with them so many stand on a page. */
const MOST_WITH_BODIES = 20;

export const listQuery = z
  .strictObject({
    lang: z
      .enum(LANGS)
      .optional()
      .describe("Of what is published `ar` when it is left out; of what editors alone see, every language."),
    status: z
      .enum(["published", "draft", "in_review", "scheduled", "retracted", "trashed"])
      .default("published"),
    limit: pageLimit(LIST_ARTICLES),
    cursor: anyCursor,
    fields: fieldsOfSummary,
    include: includedInList,
    edition,
  })
  .refine(({ status, include }) => status === "published" || include === undefined, {
    path: ["include"],
    error: "goes with published articles only: leave it out, or read one article by its id",
  })
  .refine(({ limit, include }) => limit <= MOST_WITH_BODIES || !include?.includes("body"), {
    path: ["limit"],
    error: `is at most ${MOST_WITH_BODIES} with include=body`,
  });

export const articleQuery = z.strictObject({
  fields: fieldsOfArticle,
  include: includedInArticle,
  edition,
});

const mayDraft = { oneOf: ["articles:draft", "articles:publish"] } as const;

/** As an editor sends it. */
const water = {
  lang: "ar",
  title: "خطّة لتأهيل محطّات المياه",
  body: "أعلن مجلس البلدة عن خطّة لتأهيل محطّات المياه.\n\nيبدأ العمل مطلع الشهر المقبل.",
  tags: ["مياه"],
};

export const articleRoutes = createRouter();

articleRoutes.get(
  "/api/articles",
  operation({
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
  }),
  listArticles,
);

articleRoutes.post(
  "/api/articles",
  operation({
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
    isRateLimited: true,
  }),
  createArticle,
);

articleRoutes.get(
  `/api/articles/${ID}`,
  operation({
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
  }),
  readArticle,
);

articleRoutes.put(
  `/api/articles/${ID}`,
  operation({
    id: "rewriteArticle",
    summary: "The whole article, as its next revision",
    description:
      "Without a status, dates, `slug`, byline, tags, section or `see_also` its own stay; another `slug` redirects the old address.",
    access: mayDraft,
    ifMatch: "needed",
    isIdempotent: true,
    body: { json: rewrittenShape },
    answers: { 200: { says: "The article as it is now.", json: editorsArticleResponse } },
    refusals: [
      ...(["trashed", "address-taken", "translation-exists"] as const),
      ...(["already-published", "was-retracted", "busy"] as const),
    ],
    example: { path: { id: 1 }, json: { ...water, tags: ["مياه", "بلديّة"] } },
    isRateLimited: true,
  }),
  rewriteArticle,
);

articleRoutes.get(
  `/api/articles/${ID}/draft`,
  operation({
    id: "readDraft",
    summary: "The article as PUT takes it",
    description:
      "To be changed and sent back with the ETag as If-Match. What it leaves out (status, byline, references) stays when PUT leaves it out.",
    access: mayDraft,
    answers: { 200: { says: "What PUT takes.", json: draftResponse } },
    example: { path: { id: 1 } },
  }),
  readDraft,
);

async function createArticle(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { tokenId, scopes } = holderOf(c);
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const draft = await withGoneMedia(runtime, draftFrom(readJsonBytes(bytes, draftShape)));
  const writer = { tokenId, mayPublish: scopes.has("articles:publish") };
  const idempotency = await idempotencyOf(c, bytes);
  const saved = await save(runtime, draft, writer, { sameAddress: "suffix", cause: "api", idempotency });
  return await writtenAnswer(saved, saved.outcome, runtime.origin, runtime.now());
}

/** The whole article as POST takes it, as the next revision of the one that the editor has read. */
async function rewriteArticle(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { tokenId, scopes } = holderOf(c);
  const precondition = requirePrecondition(c);
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const sent = readJsonBytes(bytes, rewrittenShape);
  const idempotency = await idempotencyOf(c, bytes);
  const mayPublish = scopes.has("articles:publish");
  const rewriting = { tokenId, mayPublish, cause: "api", precondition, idempotency };
  const saved = await replace(runtime, idOf(c), rewriting, article => ({
    draft: rewrittenFrom(sent, article),
    keepsReferences: sent.see_also === undefined,
    slug: sent.slug === undefined ? null : slugify(sent.slug),
  }));
  return await writtenAnswer(saved, saved.outcome, runtime.origin, runtime.now());
}

async function listArticles(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const asked = readQuery(c.req.raw, listQuery);
  if (asked.status === "published") return await listPublished(c, asked);
  if (c.var.holder === null) throw new ProblemError({ code: "unauthorized" });
  if (!isOfNewsroom(c)) throw new ProblemError({ code: "scope-missing", scope: "articles:draft" });
  const { status, lang = null, limit, cursor, fields } = asked;
  const wanted = { status, lang, limit, beforeId: idBefore(cursor) };
  const now = runtime.now();
  const [found] = await runQueries(
    runtime.db,
    [unpublishedList(runtime.db, wanted, now)],
    runtime.waits.d1Ms,
  );
  const whole = found.map(article => unpublishedJson(article, now));
  const articles = fields === undefined ? whole : whole.map(article => pick(article, fields));
  return json({ articles, next_cursor: found.length < limit ? null : String(found.at(-1)?.id) }, 200);
}

/** Narrowed, it is the shelved list; with more of each article it is made for this request. */
async function listPublished(c: AppContext, asked: z.output<typeof listQuery>): Promise<Response> {
  const { db, origin } = c.var.runtime;
  const { lang = "ar", limit, cursor, fields, include: included = [] } = asked;
  const reshape = fields === undefined ? null : (whole: Rendering) => listInPart(whole, fields, included);
  const from = { after: placeOf(cursor), origin };
  if (included.length === 0) return await servePage(c, listJsonPage(db, lang, limit, from), reshape);
  return await servePage(c, includedListPage(db, lang, limit, { ...from, included }), reshape);
}

/** Readers get the published article from the cache; the newsroom gets it as it is in D1. */
async function readArticle(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { fields, include = [] } = c.var.address.query === "" ? {} : readQuery(c.req.raw, articleQuery);
  const hasSection = include.includes("section");
  if (!isOfNewsroom(c)) {
    const page = articleJsonPage(runtime.db, idOf(c), runtime.origin, hasSection);
    return await servePage(c, page, fields === undefined ? null : whole => inPart(whole, fields));
  }
  const now = runtime.now();
  const questions = [catchUp(runtime, now), articleById(runtime.db, idOf(c), now)] as const;
  const [present, found] = await runQueries(runtime.db, questions, runtime.waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const written = { ...found, edition: present.current, hasSection, fields: fields ?? null };
  return await writtenAnswer(written, "read", runtime.origin, now);
}

/** What PUT takes, and an ETag for its If-Match. */
async function readDraft(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.var.runtime;
  const [found] = await runQueries(db, [articleById(db, idOf(c), now())], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const { article, settings } = found;
  const draft = draftJson(article, settings);
  return json(draft, 200, { ETag: await revisedEtag(article.revision, JSON.stringify(draft)) });
}

function placeOf(cursor: string | undefined): Cursor | null {
  if (cursor === undefined) return null;
  return readCursor(cursor) ?? refuseCursor();
}

function idBefore(cursor: string | undefined): number | null {
  if (cursor === undefined) return null;
  return /^\d{1,15}$/.test(cursor) ? Number(cursor) : refuseCursor();
}

function refuseCursor(): never {
  const message = "'cursor' is none of ours: take next_cursor of the page before, of the same list.";
  throw new ProblemError({ code: "invalid", faults: [{ code: "not-valid", field: "cursor", message }] });
}
