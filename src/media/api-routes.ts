/** The media's doors for editors. */
import { holderOf, holdUp, isOfNewsroom, requireScope } from "../auth/gate";
import { runQueries } from "../db/client";
import { type App, type AppContext, asks, door } from "../http/door";
import { ifUnchanged } from "../http/if-unchanged";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { changeTexts, nameable, removeMedia } from "./change";
import { checkDeclared } from "./declared";
import { judgedType } from "./judge";
import { keepMedia } from "./keep";
import { publicMedia, warningsOf } from "./media";
import { listQuery, mediaChange, removalQuery, writtenOf } from "./media-shape";
import { listedMedia, oneMedia, usesOf } from "./queries";
import { readSent } from "./sent";

export function openMediaApi(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish", "media:write");
  // What a published article shows is no draft's to change.
  const mayChange = requireScope("media:write", "articles:publish");
  door(app, "/api/media", { GET: [mayDraft, asks, list], POST: [mayDraft, holdUp, asks, create] });
  door(app, "/api/media/:id{[1-9][0-9]{0,14}}", {
    GET: [mayDraft, read],
    PATCH: [mayChange, ifUnchanged(read), change],
    DELETE: [mayChange, ifUnchanged(read), asks, remove],
  });
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readSent(c.req.raw);
  checkDeclared(sent.declared, judgedType(sent.bytes));
  const kept = await keepMedia(runtime, sent.bytes, sent, holderOf(c).tokenId);
  const answer = {
    ...publicMedia(kept.media, runtime.origin),
    outcome: kept.outcome,
    warnings: kept.warnings,
  };
  const status = kept.outcome === "created" ? 201 : 200;
  return json(answer, status, { Location: `/api/media/${kept.media.id}` });
}

async function list(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const { limit, cursor } = readQuery(c.req.raw, listQuery);
  const [found] = await runQueries(db, [listedMedia(db, limit + 1, cursor ?? null)], waits.d1Ms);
  const media = found.slice(0, limit);
  const last = found.length > limit ? media.at(-1) : undefined;
  return json(
    {
      media: media.map(one => ({ ...publicMedia(one, origin), warnings: warningsOf(one) })),
      next_cursor: last === undefined ? null : String(last.id),
    },
    200,
  );
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin, now } = c.env.runtime;
  const questions = [oneMedia(db, { id: idOf(c) }), usesOf(db, idOf(c), now())] as const;
  const [found, uses] = await runQueries(db, questions, waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const named = nameable(uses, isOfNewsroom(c));
  const articles = named.map(({ id, title, isReleased }) => ({ id, title, is_released: isReleased }));
  return json({ ...publicMedia(found, origin), warnings: warningsOf(found), articles }, 200);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const wish = await readJson(c.req.raw, mediaChange);
  const media = await changeTexts(runtime, idOf(c), writtenOf(wish), holderOf(c).tokenId);
  return json({ ...publicMedia(media, runtime.origin), warnings: warningsOf(media) }, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { force } = readQuery(c.req.raw, removalQuery);
  const { tokenId } = holderOf(c);
  const removing = { tokenId, isForced: force === "1", readsDrafts: isOfNewsroom(c) };
  await removeMedia(c.env.runtime, idOf(c), removing);
  return json({ id: idOf(c), outcome: "removed" }, 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
