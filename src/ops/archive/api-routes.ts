/** The routes of export and import: articles with their ids, their earlier revisions, the addresses they had before. */
import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, asks, door } from "../../http/door";
import { idCursor, placeCursor } from "../../http/fields";
import { ProblemError } from "../../http/problem";
import { JSON_BYTES, readBody, readJson, readJsonBytes, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { isLang } from "../../text/languages";
import { exportAddresses, importAddresses, MOST_ADDRESSES, oldAddressShape } from "./addresses";
import { archivedShape } from "./archived-article";
import { archivedRevisionShape } from "./archived-revision";
import { importArticle } from "./import-article";
import { type AddressKey, archivedById } from "./queries";
import { exportRevisions, importRevisions, MOST_REVISIONS } from "./revisions";

export function openArchive(app: App): void {
  const gate = requireScope("settings:write");
  // An import publishes: neither scope alone may do it.
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

export const pastShape = z.strictObject({
  revisions: z.array(archivedRevisionShape).min(1).max(MOST_REVISIONS),
});

async function listPast(c: AppContext): Promise<Response> {
  const { cursor = 0 } = readQuery(c.req.raw, pastQuery);
  const { revisions, next } = await exportRevisions(c.env.runtime, idOf(c), cursor);
  return json({ revisions, next_cursor: next === null ? null : String(next) }, 200);
}

async function putRevisions(c: AppContext): Promise<Response> {
  const { revisions } = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), pastShape);
  const refused = await importRevisions(c.env.runtime, idOf(c), revisions, holderOf(c).tokenId);
  return json({ kept: revisions.length - refused.length, refused }, 200);
}

export const addressesQuery = z.strictObject({ cursor: placeCursor(placeIn) });

export const addressesShape = z.strictObject({
  addresses: z.array(oldAddressShape).min(1).max(MOST_ADDRESSES),
});

async function listAddresses(c: AppContext): Promise<Response> {
  const { cursor = null } = readQuery(c.req.raw, addressesQuery);
  const { addresses, next } = await exportAddresses(c.env.runtime, cursor);
  return json({ addresses, next_cursor: next && cursorTo(next) }, 200);
}

async function putAddresses(c: AppContext): Promise<Response> {
  const { addresses } = await readJson(c.req.raw, addressesShape);
  const refused = await importAddresses(c.env.runtime, addresses, holderOf(c).tokenId);
  return json({ kept: addresses.length - refused.length, refused }, 200);
}

const cursorTo = ({ lang, day, key }: AddressKey) => `${lang}.${day}.${key}`;

function placeIn(cursor: string): AddressKey | null {
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
  const { outcome, archived } = await importArticle(c.env.runtime, idOf(c), sent, holderOf(c).tokenId);
  return json({ ...archived, outcome }, outcome === "created" ? 201 : 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
