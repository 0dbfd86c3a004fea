/** The door for files. */
import * as z from "zod";
import { articleStatus, editorsArticleResponse } from "../articles/article-json";
import { toldDifference } from "../articles/revisions/api-routes";
import { idempotencyOf } from "../articles/write/idempotency";
import { holderOf, operation } from "../auth/scopes";
import { toldProblem } from "../http/operation-refusals";
import { readBody, readQuery } from "../http/read-body";
import { told, warningSchema } from "../http/responses";
import { createRouter } from "../http/routes";
import { checkDeclaredType } from "./detect";
import { uploadOptions } from "./options";
import { uploadResponse } from "./response";
import { upload, uploadLimit } from "./upload";

/** As it was sent: what it means is settled together with what the document says of itself. */
const anyQuery = z.record(z.string(), z.string());

const foreseen = z
  .strictObject({
    dry_run: z.literal(true),
    outcome: z.enum(["created", "revised", "unchanged"]),
    article: editorsArticleResponse
      .omit({
        edition: true,
        outcome: true,
        warnings: true,
        retraction_note: true,
        proposals: true,
        links: true,
      })
      .extend({ id: told.id.nullable().meta({ description: "Null if it would be new." }) })
      .partial({ section: true }),
    warnings: z.array(warningSchema),
    difference: toldDifference.nullable().meta({ description: "From what stands; null for a new article." }),
    proposals: editorsArticleResponse.shape.proposals.unwrap(),
  })
  .meta({ id: "DryRun", description: "What an upload would do." });

const file = { file: z.string(), status: z.int() };
const fileReport = z
  .union([
    z.strictObject({
      ...file,
      outcome: z.enum(["created", "revised", "unchanged", "replayed"]),
      edition: told.edition,
      article: z.strictObject({
        id: told.id,
        url: told.url.nullable(),
        lang: told.lang,
        title: z.string(),
        status: articleStatus,
        revision: z.int(),
      }),
      warnings: z.array(warningSchema),
    }),
    foreseen.extend(file),
    z.strictObject({ ...file, outcome: z.literal("refused"), problem: toldProblem }),
  ])
  .meta({ id: "FileReport", description: "What became of one file of several." });

const several = z
  .strictObject({
    files: z.array(fileReport),
    counts: z.strictObject({
      created: z.int(),
      revised: z.int(),
      unchanged: z.int(),
      refused: z.int(),
    }),
    unused_pictures: z.array(z.string()),
    skipped: z
      .array(
        z.strictObject({
          file: z.string(),
          code: z.enum(["folder", "outside", "hidden-file"]),
          message: z.string(),
        }),
      )
      .meta({ description: "Files of an archive that were not looked into." }),
  })
  .meta({ id: "FileReports" });

const text = "خطّة لتأهيل محطّات المياه\n\nأعلن مجلس البلدة عن خطّة لتأهيل محطّات المياه.\n";

export const uploadRoutes = createRouter();

uploadRoutes.post(
  "/api/uploads",
  operation({
    id: "upload",
    summary: "A document, a form, or a ZIP of documents",
    description:
      "The same document again is a new revision of the same article, and unchanged it makes nothing. `lang` is needed, here or in the document.",
    access: { oneOf: ["articles:draft", "articles:publish"] },
    query: uploadOptions.partial(),
    isIdempotent: true,
    body: {
      files: {
        "text/plain": "Newsroom text.",
        "text/markdown": "Markdown, with front matter or without.",
        "text/html": "HTML.",
        "application/json": "An article as POST /api/articles takes it.",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "A Word document.",
        "application/zip": "Any of these, with their pictures.",
        "multipart/form-data": "Any of these, with their pictures, and fields named as the parameters are.",
      },
    },
    answers: {
      200: {
        says: "It was there already, or it is a dry run, or these are the reports of several files.",
        json: z.union([editorsArticleResponse, foreseen, several]),
      },
      201: { says: "It is there.", json: editorsArticleResponse },
      207: { says: "Of several files some were refused.", json: several },
    },
    refusals: [
      ...(["not-json", "too-large", "unsupported-type", "translation-exists"] as const),
      ...(["already-published", "was-retracted", "trashed", "address-taken", "busy"] as const),
      "media-unavailable",
    ],
    example: {
      query: { lang: "ar", status: "published", published_on: "2026-11-23", tags: "مياه" },
      file: { type: "text/plain; charset=utf-8", text },
    },
    isRateLimited: true,
  }),
  async function takeUpload(c) {
    const { runtime } = c.var;
    const { tokenId, scopes } = holderOf(c);
    const query = readQuery(c.req.raw, anyQuery);
    const type = c.req.header("Content-Type") ?? "";
    checkDeclaredType(type, query.encoding);
    const bytes = await readBody(c.req.raw, uploadLimit(type));
    const writer = { tokenId, mayPublish: scopes.has("articles:publish") };
    const idempotency = await idempotencyOf(c, bytes);
    const uploaded = await upload(runtime, { bytes, contentType: type, query }, { writer, idempotency });
    return await uploadResponse(runtime, uploaded);
  },
);
