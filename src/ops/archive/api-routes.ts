/** The doors by which a whole site is carried: articles as they stand, with their ids, and the addresses they had before. */
import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, asks, door } from "../../http/door";
import { idCursor, placeCursor } from "../../http/fields";
import { ProblemError } from "../../http/problem";
import { JSON_BYTES, readBody, readJson, readJsonBytes, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { isLang } from "../../text/languages";
import { archivedShape } from "./archived";
import { carriedShape } from "./carried-revision";
import { MOST_REVISIONS, pastOf, putPast } from "./carry-revisions";
import type { Place } from "./old-address-queries";
import { MOST_ADDRESSES, oldAddresses, oldAddressShape, putOldAddresses } from "./old-addresses";
import { putArchived } from "./put-archived";
import { archivedById } from "./queries";

export function openArchive(app: App): void {
  const gate = requireScope("settings:write");
  // Who carries articles in also publishes them: neither scope alone may.
  const mayPublish = requireScope("articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/archived", {
    GET: [gate, read],
    PUT: [gate, mayPublish, put],
  });
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/archived/revisions", {
    GET: [gate, asks, listPast],
    PUT: [gate, mayPublish, putRevisions],
  });
  door(app, "/api/addresses", { GET: [gate, asks, listAddresses], PUT: [gate, mayPublish, putAddresses] });
}

export const pastQuery = z.strictObject({ cursor: idCursor });

export const pastShape = z.strictObject({ revisions: z.array(carriedShape).min(1).max(MOST_REVISIONS) });

async function listPast(c: AppContext): Promise<Response> {
  const { cursor = 0 } = readQuery(c.req.raw, pastQuery);
  const { revisions, next } = await pastOf(c.env.runtime, idOf(c), cursor);
  return json({ revisions, next_cursor: next === null ? null : String(next) }, 200);
}

async function putRevisions(c: AppContext): Promise<Response> {
  const { revisions } = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), pastShape);
  const refused = await putPast(c.env.runtime, idOf(c), revisions, holderOf(c).tokenId);
  return json({ kept: revisions.length - refused.length, refused }, 200);
}

export const addressesQuery = z.strictObject({ cursor: placeCursor(placeIn) });

export const addressesShape = z.strictObject({
  addresses: z.array(oldAddressShape).min(1).max(MOST_ADDRESSES),
});

async function listAddresses(c: AppContext): Promise<Response> {
  const { cursor = null } = readQuery(c.req.raw, addressesQuery);
  const { addresses, next } = await oldAddresses(c.env.runtime, cursor);
  return json({ addresses, next_cursor: next && cursorTo(next) }, 200);
}

async function putAddresses(c: AppContext): Promise<Response> {
  const { addresses } = await readJson(c.req.raw, addressesShape);
  const refused = await putOldAddresses(c.env.runtime, addresses, holderOf(c).tokenId);
  return json({ kept: addresses.length - refused.length, refused }, 200);
}

const cursorTo = ({ lang, day, key }: Place) => `${lang}.${day}.${key}`;

function placeIn(cursor: string): Place | null {
  const [, lang, day, key] = /^([a-z]+)\.([\d-]*)\.(.+)$/.exec(cursor) ?? [];
  return lang === undefined || day === undefined || key === undefined || !isLang(lang)
    ? null
    : { lang, day, key };
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [found] = await runQueries(db, [archivedById(db, idOf(c), now())], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(found, 200);
}

async function put(c: AppContext): Promise<Response> {
  // A text that just fits into a row grows by a half as JSON, at most.
  const sent = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), archivedShape);
  const { outcome, archived } = await putArchived(c.env.runtime, idOf(c), sent, holderOf(c).tokenId);
  return json({ ...archived, outcome }, outcome === "created" ? 201 : 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
