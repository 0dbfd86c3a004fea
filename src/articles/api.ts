/** The articles' doors for programs. */
import * as z from "zod";
import { holderOf, knowHolder, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { servePage } from "../http/edition";
import { exactInstant, noteToReaders } from "../http/fields";
import { JSON_BYTES, readBody, readJsonBytes, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { Refusal } from "../problem";
import { LANGS } from "../text/languages";
import { writtenAnswer } from "./answer";
import { statusAt } from "./article";
import { readCursor } from "./cursor";
import { draftFrom, draftShape } from "./draft-shape";
import { idempotencyOf } from "./idempotency-header";
import { unpublishedList } from "./kept-store";
import { LIST_ARTICLES, listJson } from "./list-pages";
import type { Cursor } from "./list-store";
import { articleJson } from "./pages";
import { publish, retract } from "./publication";
import { save } from "./save";
import { articleById } from "./store";

const listQuery = z.strictObject({
  lang: z.enum(LANGS).default("ar"),
  status: z.enum(["published", "draft", "scheduled", "retracted"]).default("published"),
  limit: z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine(limit => limit <= 100, "is at most 100")
    .default(LIST_ARTICLES),
  cursor: z.string().optional(),
  edition: z.string().optional(),
});

const publication = z.strictObject({ publish_at: exactInstant.nullable().default(null) });
const retraction = z.strictObject({
  note: noteToReaders.nullable().default(null),
  /** Whether a law demands it: readers get 451 instead of 410. */
  legal: z.boolean().default(false),
});

export function openArticlesApi(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish");
  const mayPublish = requireScope("articles:publish");
  door(app, "/api/articles", { GET: [knowHolder, listArticles], POST: [mayDraft, createArticle] });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}", { GET: [knowHolder, readArticle] });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/publication", {
    PUT: [mayPublish, publishArticle],
    DELETE: [mayPublish, retractArticle],
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

async function publishArticle(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const wish = readJsonBytes(await bodyOrEmptyObject(c), publication);
  const publishAt = wish.publish_at === null ? null : Date.parse(wish.publish_at);
  const written = await publish(runtime, idOf(c), holderOf(c).tokenId, publishAt);
  return await writtenAnswer(written, "published", runtime.origin, runtime.now());
}

async function retractArticle(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const wish = readJsonBytes(await bodyOrEmptyObject(c), retraction);
  const written = await retract(runtime, idOf(c), holderOf(c).tokenId, {
    note: wish.note,
    isWithheld: wish.legal,
  });
  return await writtenAnswer(written, "retracted", runtime.origin, runtime.now());
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
  const articles = kept.map(({ publishAt, publishedOn, ...article }) => ({
    ...article,
    status: statusAt({ status: article.status, publishAt }, now),
    published_on: publishedOn,
    publish_at: publishAt === null ? null : new Date(publishAt).toISOString(),
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

async function bodyOrEmptyObject(c: Visit): Promise<Uint8Array> {
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  return bytes.length === 0 ? new TextEncoder().encode("{}") : bytes;
}
