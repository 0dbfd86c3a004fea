/** The articles' doors for programs. */
import * as z from "zod";
import { holderOf, holdUp, knowHolder, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { servePage } from "../http/edition";
import { pageLimit } from "../http/fields";
import { JSON_BYTES, readBody, readJsonBytes, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { Refusal } from "../problem";
import { LANGS } from "../text/languages";
import { slugify } from "../text/slug";
import { writtenAnswer } from "./answer";
import { instant, statusAt } from "./article";
import { readCursor } from "./cursor";
import { draftFrom, draftShape, rewrittenFrom, rewrittenShape } from "./draft-shape";
import { idempotencyOf } from "./idempotency-header";
import { requirePrecondition } from "./if-match";
import { unpublishedList } from "./kept-store";
import { LIST_ARTICLES, listJson } from "./list-pages";
import type { Cursor } from "./list-store";
import { articleJson } from "./pages";
import { rewrite } from "./rewrite";
import { save } from "./save";
import { articleById } from "./store";

const listQuery = z.strictObject({
  lang: z.enum(LANGS).default("ar"),
  status: z
    .enum(["published", "draft", "in_review", "scheduled", "retracted", "trashed"])
    .default("published"),
  limit: pageLimit(LIST_ARTICLES),
  cursor: z.string().optional(),
  edition: z.string().optional(),
});

export function openArticlesApi(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish");
  door(app, "/api/articles", { GET: [knowHolder, listArticles], POST: [mayDraft, holdUp, createArticle] });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}", {
    GET: [knowHolder, readArticle],
    PUT: [mayDraft, holdUp, rewriteArticle],
  });
}

async function createArticle(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const { tokenId, scopes } = holderOf(c);
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const draft = draftFrom(readJsonBytes(bytes, draftShape));
  const writer = { tokenId, mayPublish: scopes.has("articles:publish") };
  const idempotency = await idempotencyOf(c, bytes);
  const saved = await save(runtime, draft, writer, { sameAddress: "suffix", cause: "api", idempotency });
  return await writtenAnswer(saved, saved.outcome, runtime.origin, runtime.now());
}

/** The whole article as POST takes it, as the next revision of the one that the editor has read. */
async function rewriteArticle(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const { tokenId, scopes } = holderOf(c);
  const precondition = requirePrecondition(c);
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const sent = readJsonBytes(bytes, rewrittenShape);
  const idempotency = await idempotencyOf(c, bytes);
  const mayPublish = scopes.has("articles:publish");
  const rewriting = { tokenId, mayPublish, cause: "api", precondition, idempotency };
  const saved = await rewrite(runtime, idOf(c), rewriting, article => ({
    draft: rewrittenFrom(sent, article),
    slug: sent.slug === undefined ? null : slugify(sent.slug),
  }));
  return await writtenAnswer(saved, saved.outcome, runtime.origin, runtime.now());
}

async function listArticles(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const { lang, status, limit, cursor } = readQuery(c.req.raw, listQuery);
  if (status === "published") {
    return await servePage(
      c,
      listJson(runtime.db, { kind: "front", lang }, limit, {
        after: placeOf(cursor),
        origin: runtime.origin,
      }),
    );
  }
  if (c.var.holder === null) throw new Refusal({ code: "unauthorized" });
  const beforeId = idBefore(cursor);
  const now = runtime.now();
  const [kept] = await ask(
    runtime.db,
    [unpublishedList(runtime.db, status, now, limit, beforeId)],
    runtime.waits.d1Ms,
  );
  const articles = kept.map(({ publishAt, unpublishAt, publishedOn, ...article }) => ({
    ...article,
    status: statusAt({ status: article.status, publishAt, unpublishAt }, now),
    published_on: publishedOn,
    publish_at: publishAt === null ? null : instant(publishAt),
    unpublish_at: unpublishAt === null ? null : instant(unpublishAt),
  }));
  return json({ articles, next_cursor: kept.length < limit ? null : String(kept.at(-1)?.id) }, 200);
}

/** Readers get the published article from the shelves; whoever shows a token gets it as it stands in D1. */
async function readArticle(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  if (c.var.holder === null) return await servePage(c, articleJson(runtime.db, idOf(c), runtime.origin));
  const now = runtime.now();
  const questions = [
    runtime.follow(runtime.isolate.ledger, now),
    articleById(runtime.db, idOf(c), now),
  ] as const;
  const [present, found] = await ask(runtime.db, questions, runtime.waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  return await writtenAnswer({ ...found, edition: present.current }, "read", runtime.origin, now);
}

const idOf = (c: Visit) => Number(c.req.param("id"));

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
  throw new Refusal({ code: "invalid", faults: [{ code: "not-valid", field: "cursor", message }] });
}
