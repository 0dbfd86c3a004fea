/** The authors' doors. Readers know of those who have something published, and of nobody else. */
import * as z from "zod";
import { holderOf, isOfNewsroom, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { pageLimit, placeCursor } from "../../http/fields";
import { ifUnchanged } from "../../http/if-unchanged";
import { ProblemError } from "../../http/problem";
import { readJson, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
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

const mayChange = { oneOf: ["settings:write", "articles:publish"] } as const;

const toldAuthor = z
  .strictObject({
    id: told.id,
    group: z.int().nullable().meta({
      description: "The same author in other languages shares it; null for one who is in this language only.",
    }),
    lang: told.lang,
    slug: z.string(),
    name: z.string(),
    about: z.string().meta({ description: "Paragraphs, one a line; of no letters for nothing." }),
    link: told.url.nullable(),
    url: told.url,
    other_names: z
      .array(z.string())
      .optional()
      .meta({ description: "By which bylines find them too; told to editors only." }),
    former_names: z.array(z.string()).optional().meta({
      description: "Those of them that readers had, and whose addresses lead here; told to editors only.",
    }),
  })
  .meta({ id: "Author", description: "Whoever signs articles, in one language." });
const changedResponse = toldAuthor.extend({ edition: told.edition });

export const authorRoutes = createRouter();

authorRoutes.get(
  "/api/authors",
  operation({
    id: "listAuthors",
    summary: "Authors, by language and name",
    description: "For anybody those who have something published; with any token all.",
    access: "everybody-or-more",
    query: authorsQuery,
    answers: {
      200: {
        says: "One page of the list.",
        json: z.strictObject({ authors: z.array(toldAuthor), next_cursor: told.nextCursor }),
      },
    },
    example: { query: { lang: "ar", limit: 10 } },
  }),
  list,
);

authorRoutes.post(
  "/api/authors",
  operation({
    id: "createAuthor",
    summary: "A new author",
    access: mayChange,
    body: { json: authorShape },
    answers: { 201: { says: "It is there.", json: changedResponse } },
    refusals: ["author-taken", "translation-exists"],
    example: {
      json: { lang: "ar", name: "سعاد عيسى", other_names: ["س. عيسى"], about: "صحافيّة من حلب." },
    },
  }),
  create,
);

authorRoutes.get(
  `/api/authors/${ID}`,
  operation({
    id: "readAuthor",
    summary: "One of them",
    description: "For anybody one who has something published.",
    access: "everybody-or-more",
    answers: { 200: { says: "The author.", json: toldAuthor } },
    example: { path: { id: 1 } },
  }),
  read,
);

authorRoutes.patch(
  `/api/authors/${ID}`,
  operation({
    id: "changeAuthor",
    summary: "What is said of them",
    description: "A byline that was printed stays as it was; the former name still finds them.",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: authorChange },
    answers: { 200: { says: "As it is now.", json: changedResponse } },
    refusals: ["author-taken", "translation-exists"],
    example: { path: { id: 1 }, json: { about: "صحافيّة من حلب، تكتب عن المياه." } },
  }),
  ifUnchanged(read),
  change,
);

authorRoutes.post(
  `/api/authors/${ID}/merger`,
  operation({
    id: "mergeAuthor",
    summary: "Another author becomes this one",
    description:
      "Everything that the other has signed is this one's; their names and their address lead here. Bylines stay as they were printed.",
    access: mayChange,
    body: { json: mergerShape },
    answers: { 200: { says: "As it is now.", json: changedResponse } },
    refusals: ["busy"],
    example: { path: { id: 1 }, json: { other: 2 } },
  }),
  merge,
);

async function list(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
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
  const { db, waits, origin } = c.var.runtime;
  const [found] = await runQueries(db, [authorById(db, idOf(c), shownAt(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(publicAuthor(found, origin, isOfNewsroom(c)), 200);
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, authorShape);
  const kept = await createAuthor(runtime, sent, holderOf(c).tokenId);
  return written(kept, runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, authorChange);
  return written(await changeAuthor(runtime, idOf(c), sent, holderOf(c).tokenId), runtime.origin, 200);
}

async function merge(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { other } = await readJson(c.req.raw, mergerShape);
  return written(await mergeAuthor(runtime, idOf(c), other, holderOf(c).tokenId), runtime.origin, 200);
}

/** Whoever is not of the newsroom is told of what readers see by now. */
const shownAt = (c: AppContext) => (isOfNewsroom(c) ? null : c.var.runtime.now());

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
