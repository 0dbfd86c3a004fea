/** The routes of export and import: articles with their ids, their earlier revisions, the addresses they had before. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { idCursor, placeCursor } from "../../http/fields";
import { ProblemError } from "../../http/problem";
import { JSON_BYTES, readBody, readJson, readJsonBytes, readQuery } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
import { isLang } from "../../text/languages";
import { exportAddresses, importAddresses, MOST_ADDRESSES, oldAddressShape } from "./addresses";
import { archivedShape } from "./archived-article";
import { archivedRevisionShape } from "./archived-revision";
import { importArticle } from "./import-article";
import { type AddressKey, archivedById } from "./queries";
import { exportRevisions, importRevisions, MOST_REVISIONS } from "./revisions";

const toldArchived = archivedShape.meta({
  id: "ArchivedArticle",
  description: "An article as an export of the whole site has it.",
});

const importedArticle = archivedShape
  .safeExtend({ outcome: z.enum(["created", "unchanged"]) })
  .meta({ id: "KeptArchivedArticle" });

const toldAddress = oldAddressShape.meta({
  id: "OldAddress",
  description: "An address that an article had; it redirects.",
});

const mayRead = { oneOf: ["settings:write"] } as const;
const mayCarry = { allOf: ["settings:write", "articles:publish"] } as const;

const HASH = "0f".repeat(32);
const dates = { publishedOn: "2021-11-29", publishedTime: null, publishAt: null };
const particulars = {
  ...dates,
  publishAt: Date.parse("2021-11-29T09:00:00.000Z"),
  unpublishAt: null,
  ...{ lang: "ar", slug: "خطة-المياه", tags: ["مياه"], authors: [], sectionId: null, asked: dates },
};

const toldPast = archivedRevisionShape.meta({
  id: "ArchivedRevision",
  description: "A revision to the letter, with its hashes.",
});

const pastQuery = z.strictObject({ cursor: idCursor });

const pastShape = z.strictObject({ revisions: z.array(archivedRevisionShape).min(1).max(MOST_REVISIONS) });

const addressesQuery = z.strictObject({ cursor: placeCursor(placeIn) });

const addressesShape = z.strictObject({
  addresses: z.array(oldAddressShape).min(1).max(MOST_ADDRESSES),
});

export const archiveRoutes = createRouter();

archiveRoutes.get(
  `/api/articles/${ID}/archived`,
  operation({
    id: "readArchived",
    summary: "An article as an export of the site keeps it",
    access: mayRead,
    answers: { 200: { says: "The article.", json: toldArchived } },
    example: { path: { id: 1 } },
  }),
  read,
);

archiveRoutes.put(
  `/api/articles/${ID}/archived`,
  operation({
    id: "putArchived",
    summary: "Brings an exported article into a site, under its id",
    description: "It never revises one: what is there already and differs is refused.",
    access: mayCarry,
    body: { json: toldArchived },
    answers: {
      200: { says: "It is there already, and is the same.", json: importedArticle },
      201: { says: "It is there.", json: importedArticle },
    },
    refusals: ["id-taken", "address-taken", "translation-exists"],
    example: {
      path: { id: 900 },
      json: {
        ...{ group: 900, lang: "ar", status: "published", publish_at: "2021-11-29T09:00:00.000Z" },
        ...{ published_on: "2021-11-29", published_time: null, slug: "خطة-المياه", title: "خطّة المياه" },
        ...{ body_format: "text", body: "أعلن مجلس البلدة عن خطّة.", tags: ["مياه"], authors: [] },
        ...{ section: null, see_also: [], source_id: null, retraction: null, corrections: [], warnings: [] },
        ...{ created_at: "2021-11-29T09:00:00.000Z", revised_at: "2021-11-29T09:00:00.000Z" },
        ...{ unpublish_at: null, restored_status: null },
        ...{ observance: null, is_automatic: false, occurrences: [] },
        revision: {
          ...{ number: 1, reason: "created", status: "published", correction: null, token_id: null },
          ...{ source_hash: null, content_hash: HASH, chain_hash: HASH, particulars },
        },
      },
    },
  }),
  put,
);

archiveRoutes.get(
  `/api/articles/${ID}/archived/revisions`,
  operation({
    id: "listArchivedRevisions",
    summary: "What an article was, as an export of the site keeps it",
    description: "Oldest first, without the current revision.",
    access: mayRead,
    query: pastQuery,
    answers: {
      200: {
        says: "One page of the list.",
        json: z.strictObject({ revisions: z.array(toldPast), next_cursor: told.nextCursor }),
      },
    },
    example: { path: { id: 1 } },
  }),
  listPast,
);

archiveRoutes.put(
  `/api/articles/${ID}/archived/revisions`,
  operation({
    id: "putArchivedRevisions",
    summary: "Brings revisions in, behind their article",
    description: "What is there already stays as it is.",
    access: mayCarry,
    body: { json: pastShape },
    answers: {
      200: {
        says: "What became of them.",
        json: z.strictObject({
          kept: z.int(),
          refused: z.array(z.int()).meta({
            description: "Numbers: another revision has the number, or the article is not that far.",
          }),
        }),
      },
    },
    refusals: ["busy"],
    example: {
      path: { id: 1 },
      json: {
        revisions: [
          {
            ...{ number: 1, at: "2021-11-29T09:00:00.000Z", reason: "created", status: "published" },
            ...{ title: "خطّة المياه", body_format: "text", body: "أعلن المجلس عن خطّة.", see_also: [] },
            ...{ warnings: [], correction: null, particulars, source_hash: null, token_id: null },
            ...{ content_hash: HASH, chain_hash: HASH },
          },
        ],
      },
    },
  }),
  putRevisions,
);

archiveRoutes.get(
  "/api/addresses",
  operation({
    id: "listAddresses",
    summary: "The addresses that articles had before",
    description: "A page may be empty, and go on.",
    access: mayRead,
    query: addressesQuery,
    answers: {
      200: {
        says: "One page of the list.",
        json: z.strictObject({ addresses: z.array(toldAddress), next_cursor: told.nextCursor }),
      },
    },
    example: {},
  }),
  listAddresses,
);

archiveRoutes.put(
  "/api/addresses",
  operation({
    id: "putAddresses",
    summary: "Brings such addresses in",
    description: "Nobody loses an address by it.",
    access: mayCarry,
    body: { json: addressesShape },
    answers: {
      200: {
        says: "What became of them.",
        json: z.strictObject({
          kept: z.int(),
          refused: z
            .array(toldAddress)
            .meta({ description: "Another article's, or of an article that is not there in the language." }),
        }),
      },
    },
    refusals: ["busy"],
    example: {
      json: { addresses: [{ lang: "ar", day: "2021-11-28", slug: "مشروع-المياه", article: 1 }] },
    },
  }),
  putAddresses,
);

async function listPast(c: AppContext): Promise<Response> {
  const { cursor = 0 } = readQuery(c.req.raw, pastQuery);
  const { revisions, next } = await exportRevisions(c.var.runtime, idOf(c), cursor);
  return json({ revisions, next_cursor: next === null ? null : String(next) }, 200);
}

async function putRevisions(c: AppContext): Promise<Response> {
  const { revisions } = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), pastShape);
  const refused = await importRevisions(c.var.runtime, idOf(c), revisions, holderOf(c).tokenId);
  return json({ kept: revisions.length - refused.length, refused }, 200);
}

async function listAddresses(c: AppContext): Promise<Response> {
  const { cursor = null } = readQuery(c.req.raw, addressesQuery);
  const { addresses, next } = await exportAddresses(c.var.runtime, cursor);
  return json({ addresses, next_cursor: next && cursorTo(next) }, 200);
}

async function putAddresses(c: AppContext): Promise<Response> {
  const { addresses } = await readJson(c.req.raw, addressesShape);
  const refused = await importAddresses(c.var.runtime, addresses, holderOf(c).tokenId);
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
  const { db, waits, now } = c.var.runtime;
  const [found] = await runQueries(db, [archivedById(db, idOf(c), now())], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(found, 200);
}

async function put(c: AppContext): Promise<Response> {
  // A text that just fits into a row grows by a half as JSON, at most.
  const sent = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), archivedShape);
  const { outcome, archived } = await importArticle(c.var.runtime, idOf(c), sent, holderOf(c).tokenId);
  return json({ ...archived, outcome }, outcome === "created" ? 201 : 200);
}
