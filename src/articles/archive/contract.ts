/** What the door of the archive takes and answers. */
import * as z from "zod";
import type { Operation } from "../../contract/operation";
import { archivedShape } from "./archived";

const ARCHIVED = "/api/articles/:id{[1-9][0-9]{0,14}}/archived";

const toldArchived = archivedShape.meta({
  id: "ArchivedArticle",
  description: "An article as it stands, as an export of the whole site carries it.",
});

const kept = archivedShape
  .safeExtend({ outcome: z.enum(["created", "unchanged"]) })
  .meta({ id: "KeptArchivedArticle" });

export const archiveOperations: readonly Operation[] = [
  {
    method: "GET",
    path: ARCHIVED,
    id: "readArchived",
    summary: "An article as an export of the site keeps it",
    access: { oneOf: ["settings:write"] },
    answers: { 200: { says: "As it stands.", json: toldArchived } },
    refusals: ["not-found"],
    example: { path: { id: 1 } },
  },
  {
    method: "PUT",
    path: ARCHIVED,
    id: "putArchived",
    summary: "Brings an exported article into a site, under its id",
    description: "It never revises one: what is there already and differs is refused.",
    access: { allOf: ["settings:write", "articles:publish"] },
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
        ...{ observance: null, is_automatic: false, occurrences: [] },
      },
    },
  },
];
