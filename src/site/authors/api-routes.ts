/** The authors' doors. Readers know of those who have something published, and of nobody else. */
import * as z from "zod";
import { holderOf, isOfNewsroom, knowHolder, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, asks, door } from "../../http/door";
import { pageLimit, placeCursor } from "../../http/fields";
import { ifUnchanged } from "../../http/if-unchanged";
import { ProblemError } from "../../http/problem";
import { readJson, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { isLang, LANGS } from "../../text/languages";
import { type Author, authorChange, authorPath, authorShape, mergerShape, nameKey } from "./author";
import { changeAuthor, createAuthor, type Kept } from "./keep";
import { mergeAuthor } from "./merge";
import { authorById, authorsAfter, type Place } from "./queries";

export const authorsQuery = z.strictObject({
  lang: z.enum(LANGS).optional(),
  limit: pageLimit(50),
  cursor: placeCursor(placeOf),
});

export function openAuthors(app: App): void {
  const gate = requireScope("settings:write", "articles:publish");
  door(app, "/api/authors", { GET: [knowHolder, asks, list], POST: [gate, create] });
  door(app, "/api/authors/:id{[1-9][0-9]{0,14}}", {
    GET: [knowHolder, read],
    PATCH: [gate, ifUnchanged(read), change],
  });
  door(app, "/api/authors/:id{[1-9][0-9]{0,14}}/merger", { POST: [gate, merge] });
}

async function list(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const { lang, limit, cursor } = readQuery(c.req.raw, authorsQuery);
  const after = cursor ?? { lang: "", key: "" };
  const question = authorsAfter(db, after, lang ?? null, shownAt(c), limit + 1);
  const [found] = await runQueries(db, [question], waits.d1Ms);
  const authors = found.slice(0, limit);
  const last = found.length > limit ? authors.at(-1) : undefined;
  const told = authors.map(author => publicAuthor(author, origin, isOfNewsroom(c)));
  return json({ authors: told, next_cursor: last ? `${last.lang}:${last.key}` : null }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [found] = await runQueries(db, [authorById(db, idOf(c), shownAt(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(publicAuthor(found, origin, isOfNewsroom(c)), 200);
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, authorShape);
  const kept = await createAuthor(runtime, sent, holderOf(c).tokenId);
  return written(kept, runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, authorChange);
  return written(await changeAuthor(runtime, idOf(c), sent, holderOf(c).tokenId), runtime.origin, 200);
}

async function merge(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { other } = await readJson(c.req.raw, mergerShape);
  return written(await mergeAuthor(runtime, idOf(c), other, holderOf(c).tokenId), runtime.origin, 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));

/** Whoever is not of the newsroom is told of what readers see by now. */
const shownAt = (c: AppContext) => (isOfNewsroom(c) ? null : c.env.runtime.now());

function placeOf(cursor: string): Place | null {
  const [, lang = "", key = ""] = /^([a-z]+):(.{1,300})$/su.exec(cursor) ?? [];
  return isLang(lang) ? { lang, key } : null;
}

function written({ author, edition }: Kept, origin: string, status: number): Response {
  return json({ ...publicAuthor(author, origin, true), edition }, status);
}

/** @param isForEditors other names may be what somebody has left behind: readers are not told them. */
function publicAuthor(author: Author, origin: string, isForEditors: boolean) {
  const { id, groupId, lang, slug, name, about, link } = author;
  const url = origin + authorPath(author);
  const others = author.otherNames.filter(({ key }) => key !== nameKey(name));
  const former = others.filter(({ isPublic }) => isPublic);
  return {
    ...{ id, group: groupId, lang, slug, name, about, link, url },
    ...(isForEditors && {
      other_names: others.map(one => one.name),
      former_names: former.map(one => one.name),
    }),
  };
}
