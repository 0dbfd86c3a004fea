/** What the doors take and answer by which a whole site is carried. */
import * as z from "zod";
import type { Group, Operation } from "../../http/operation";
import { told } from "../../http/responses";
import { oldAddressShape } from "./addresses";
import { addressesQuery, addressesShape, pastQuery, pastShape } from "./api-routes";
import { archivedShape } from "./archived-article";
import { archivedRevisionShape } from "./archived-revision";

const ARCHIVED = "/api/articles/:id{[1-9][0-9]{0,14}}/archived";

const toldArchived = archivedShape.meta({
  id: "ArchivedArticle",
  description: "An article as it stands, as an export of the whole site carries it.",
});

const kept = archivedShape
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

const articlesKept: Operation[] = [
  {
    method: "GET",
    path: ARCHIVED,
    id: "readArchived",
    summary: "An article as an export of the site keeps it",
    access: mayRead,
    answers: { 200: { says: "As it stands.", json: toldArchived } },
    example: { path: { id: 1 } },
  },
  {
    method: "PUT",
    path: ARCHIVED,
    id: "putArchived",
    summary: "Brings an exported article into a site, under its id",
    description: "It never revises one: what is there already and differs is refused.",
    access: mayCarry,
    body: { json: toldArchived },
    answers: {
      200: { says: "It is there already, and is the same.", json: kept },
      201: { says: "It is there.", json: kept },
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
  },
];

const toldPast = archivedRevisionShape.meta({
  id: "ArchivedRevision",
  description: "A revision to the letter, with its hashes.",
});

const past: Operation[] = [
  {
    method: "GET",
    path: `${ARCHIVED}/revisions`,
    id: "listArchivedRevisions",
    summary: "What an article was, as an export of the site keeps it",
    description: "Oldest first, without the revision that stands.",
    access: mayRead,
    query: pastQuery,
    answers: {
      200: {
        says: "One page of the list.",
        json: z.strictObject({ revisions: z.array(toldPast), next_cursor: told.nextCursor }),
      },
    },
    example: { path: { id: 1 } },
  },
  {
    method: "PUT",
    path: `${ARCHIVED}/revisions`,
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
          refused: z
            .array(z.int())
            .meta({ description: "Numbers: another stands there, or the article is not that far." }),
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
  },
];

const addresses: Operation[] = [
  {
    method: "GET",
    path: "/api/addresses",
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
  },
  {
    method: "PUT",
    path: "/api/addresses",
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
  },
];

export const archive: Group = {
  name: "The whole site",
  about:
    "What an export carries and an import brings in: articles with their ids, their past and their old addresses.",
  operations: [...articlesKept, ...past, ...addresses],
};
