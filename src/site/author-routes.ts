/** Routes of authors. Readers only learn of those who have something published. */
import * as z from "zod";
import { holderOf, isOfNewsroom, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { pageLimit, placeCursor } from "../http/fields";
import { ifUnchanged } from "../http/if-unchanged";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { isLang, LANGS } from "../text/languages";
import { changeAuthor, createAuthor, mergeAuthor } from "./author-commands";
import { type AuthorCursor, authorById, authorsAfter } from "./author-queries";
import { type Author, authorChange, authorInput, authorPath, mergerInput, nameKey } from "./authors";
import { existing, type Written } from "./resource-commands";

const authorsQuery = z.strictObject({
  lang: z.enum(LANGS).optional(),
  limit: pageLimit(50),
  cursor: placeCursor(readCursor),
});

const mayChange = { oneOf: ["settings:write", "articles:publish"] } as const;

const authorResponse = z
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
const changedResponse = authorResponse.extend({ edition: told.edition });

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
        json: z.strictObject({ authors: z.array(authorResponse), next_cursor: told.nextCursor }),
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
    body: { json: authorInput },
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
    answers: { 200: { says: "The author.", json: authorResponse } },
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
    body: { json: mergerInput },
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
  const query = authorsAfter(db, after, lang ?? null, shownAt(c), limit + 1);
  const [found] = await runQueries(db, [query], waits.d1Ms);
  const authors = found.slice(0, limit);
  const last = found.length > limit ? authors.at(-1) : undefined;
  const listed = authors.map(author => publicAuthor(author, origin, isOfNewsroom(c)));
  return json({ authors: listed, next_cursor: last ? `${last.lang}:${last.key}` : null }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const author = await existing(runtime, authorById(runtime.db, idOf(c), shownAt(c)));
  return json(publicAuthor(author, runtime.origin, isOfNewsroom(c)), 200);
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const input = await readJson(c.req.raw, authorInput);
  return changed(await createAuthor(runtime, input, holderOf(c).tokenId), runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const input = await readJson(c.req.raw, authorChange);
  return changed(await changeAuthor(runtime, idOf(c), input, holderOf(c).tokenId), runtime.origin, 200);
}

async function merge(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { other } = await readJson(c.req.raw, mergerInput);
  return changed(await mergeAuthor(runtime, idOf(c), other, holderOf(c).tokenId), runtime.origin, 200);
}

/** When readers must see something of an author, epoch ms; null for the newsroom, which sees all. */
const shownAt = (c: AppContext) => (isOfNewsroom(c) ? null : c.var.runtime.now());

function readCursor(cursor: string): AuthorCursor | null {
  const [, lang = "", key = ""] = /^([a-z]+):(.{1,300})$/su.exec(cursor) ?? [];
  return isLang(lang) ? { lang, key } : null;
}

function changed({ resource, edition }: Written<Author>, origin: string, status: number): Response {
  return json({ ...publicAuthor(resource, origin, true), edition }, status);
}

/** @param isForEditors other names may be ones that somebody has left behind: readers do not get them. */
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
