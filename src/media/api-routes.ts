/** The media's doors for editors. */
import { holderOf, holdUp, isOfNewsroom, requireScope } from "../auth/gate";
import { runQueries } from "../db/client";
import { type App, type AppContext, asks, door } from "../http/door";
import { ifUnchanged } from "../http/if-unchanged";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { changeTexts, createMedia, removeMedia, withKnownTitles } from "./commands";
import { changesIn, listQuery, mediaChange, readFileInput, removalQuery } from "./input";
import { publicMedia, warningsOf } from "./media";
import { listedMedia, oneMedia, usesOf } from "./queries";

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
  const { bytes, ...input } = await readFileInput(c.req.raw);
  const { media, outcome, warnings } = await createMedia(runtime, bytes, input, holderOf(c).tokenId);
  const response = { ...publicMedia(media, runtime.origin), outcome, warnings };
  return json(response, outcome === "created" ? 201 : 200, { Location: `/api/media/${media.id}` });
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
  const known = withKnownTitles(uses, isOfNewsroom(c));
  const articles = known.map(({ id, title, isReleased }) => ({ id, title, is_released: isReleased }));
  return json({ ...publicMedia(found, origin), warnings: warningsOf(found), articles }, 200);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const changes = changesIn(await readJson(c.req.raw, mediaChange));
  const media = await changeTexts(runtime, idOf(c), changes, holderOf(c).tokenId);
  return json({ ...publicMedia(media, runtime.origin), warnings: warningsOf(media) }, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { force } = readQuery(c.req.raw, removalQuery);
  const { tokenId } = holderOf(c);
  const removal = { tokenId, isForced: force === "1", readsDrafts: isOfNewsroom(c) };
  await removeMedia(c.env.runtime, idOf(c), removal);
  return json({ id: idOf(c), outcome: "removed" }, 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
