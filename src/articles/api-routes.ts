/** The articles' doors for programs. */

import * as z from "zod";
import { holderOf, holdUp, isOfNewsroom, knowHolder, requireScope } from "../auth/gate";
import { catchUp } from "../cache/follow";
import type { Rendering } from "../cache/rendering";
import { runQueries } from "../db/client";
import { type App, type AppContext, asks, door } from "../http/door";
import { servePage } from "../http/edition";
import { anyCursor, edition, pageLimit } from "../http/fields";
import { requirePrecondition } from "../http/if-match";
import { ProblemError } from "../http/problem";
import { JSON_BYTES, readBody, readJsonBytes, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { revisedEtag } from "../http/validator";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import { draftJson } from "./article-json";
import { type Cursor, readCursor } from "./lists/cursor";
import { unpublishedList } from "./lists/kept-queries";
import { includedListPage, listJsonPage } from "./lists/list-json";
import { LIST_ARTICLES } from "./lists/list-pages";
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
import { unpublishedJson } from "./summary-json";
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

export function openArticlesApi(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish");
  door(app, "/api/articles", {
    GET: [knowHolder, asks, listArticles],
    POST: [mayDraft, holdUp, createArticle],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}", {
    GET: [knowHolder, asks, readArticle],
    PUT: [mayDraft, holdUp, rewriteArticle],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/draft", { GET: [mayDraft, readDraft] });
}

async function createArticle(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
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
  const { runtime } = c.env;
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
  const { runtime } = c.env;
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
  const { db, origin } = c.env.runtime;
  const { lang = "ar", limit, cursor, fields, include: included = [] } = asked;
  const reshape = fields === undefined ? null : (whole: Rendering) => listInPart(whole, fields, included);
  const from = { after: placeOf(cursor), origin };
  if (included.length === 0) return await servePage(c, listJsonPage(db, lang, limit, from), reshape);
  return await servePage(c, includedListPage(db, lang, limit, { ...from, included }), reshape);
}

/** Readers get the published article from the shelves; the newsroom gets it as it stands in D1. */
async function readArticle(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { fields, include = [] } = c.env.address.query === "" ? {} : readQuery(c.req.raw, articleQuery);
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
  const { db, waits, now } = c.env.runtime;
  const [found] = await runQueries(db, [articleById(db, idOf(c), now())], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const { article, settings } = found;
  const draft = draftJson(article, settings);
  return json(draft, 200, { ETag: await revisedEtag(article.revision, JSON.stringify(draft)) });
}

const idOf = (c: AppContext) => Number(c.req.param("id"));

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
