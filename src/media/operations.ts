/** What the media's doors take and answer. */
import * as z from "zod";
import type { Group } from "../http/operation";
import { told, toldPerLanguage, warningSchema } from "../http/responses";
import { fileInput, listQuery, mediaChange, removalQuery } from "./input";
import { MEDIA_TYPES } from "./sanitize/detect";

const MEDIUM = "/api/media/:id{[1-9][0-9]{0,14}}";
const mayDraft = { oneOf: ["articles:draft", "articles:publish", "media:write"] } as const;
const mayChange = { oneOf: ["media:write", "articles:publish"] } as const;

const texts = z.strictObject({
  alt: z.string().nullable().meta({ description: "Of no letters: the picture only adorns." }),
  caption: z.string().nullable(),
  credit: z.string().nullable(),
});

const toldMedium = z
  .strictObject({
    id: told.id,
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    type: z.enum(MEDIA_TYPES),
    src: z.string().meta({ description: "For a `src` in a text." }),
    url: told.url,
    bytes: z.int(),
    width: z.int().nullable().meta({ description: "As readers see it; null for what is no picture." }),
    height: z.int().nullable(),
    orientation: z
      .int()
      .min(1)
      .max(8)
      .nullable()
      .meta({ description: "What the file says, as EXIF counts." }),
    colour: z.string().nullable().meta({
      description: "What stands in its place until it comes, `#rrggbb`; null where nobody could say.",
    }),
    name: z.string(),
    texts: toldPerLanguage(texts),
    created_at: told.instant,
    warnings: z.array(warningSchema),
  })
  .meta({ id: "Medium" });

const kept = toldMedium.extend({ outcome: z.enum(["created", "unchanged"]) }).meta({ id: "KeptMedium" });
const shown = toldMedium.extend({
  articles: z
    .array(z.strictObject({ id: told.id, title: z.string(), is_released: z.boolean() }))
    .meta({ description: "Those whose current revision shows it." }),
});

/** The smallest picture that there is, in text: a transparent GIF. */
const GIF =
  "GIF89a\u0001\u0000\u0001\u0000\u0000\u0000\u0000,\u0000\u0000\u0000\u0000\u0001\u0000\u0001\u0000\u0000\u0002\u0002D\u0001\u0000;";

export const media: Group = {
  name: "Media",
  about:
    "Pictures, recordings and PDF: judged by their bytes, kept by the hash of them, immutable. Places, serial numbers " +
    "and owners are taken out. Readers find them at `src`.",
  operations: [
    {
      method: "GET",
      path: "/api/media",
      id: "listMedia",
      summary: "All media, newest first",
      access: mayDraft,
      query: listQuery,
      answers: {
        200: {
          says: "One page of the list.",
          json: z.strictObject({ media: z.array(toldMedium), next_cursor: told.nextCursor }),
        },
      },
      example: { query: { limit: 10 } },
    },
    {
      method: "POST",
      path: "/api/media",
      id: "createMedium",
      summary: "A picture, a recording or a PDF",
      description: "As the body, or as the one file of a form. The same file again writes nothing.",
      access: mayDraft,
      query: fileInput,
      body: {
        files: {
          ...Object.fromEntries(MEDIA_TYPES.map(type => [type, "The file."])),
          "multipart/form-data": "The file, and fields named as the parameters are.",
        },
      },
      answers: {
        200: { says: "It is there already.", json: kept },
        201: { says: "It is there.", json: kept },
      },
      refusals: ["too-large", "media-unsupported", "media-unavailable", "busy"],
      example: {
        query: { name: "point.gif", lang: "ar", alt: "نقطة" },
        file: { type: "image/gif", text: GIF },
      },
    },
    {
      method: "GET",
      path: MEDIUM,
      id: "readMedium",
      summary: "One of them, with the articles that show it",
      access: mayDraft,
      answers: { 200: { says: "The medium.", json: shown } },
      example: { path: { id: 1 } },
    },
    {
      method: "PATCH",
      path: MEDIUM,
      id: "changeMedium",
      summary: "Its texts",
      description: "What is left out stays; null takes away.",
      access: mayChange,
      ifMatch: "heeded",
      body: { json: mediaChange },
      answers: { 200: { says: "As it is now.", json: toldMedium } },
      example: { path: { id: 1 }, json: { texts: { ar: { alt: "نبع الوادي", credit: "سعاد عيسى" } } } },
    },
    {
      method: "DELETE",
      path: MEDIUM,
      id: "removeMedium",
      summary: "Removes it for ever",
      description:
        "Not while an article, the settings, a standing page or a template show it. With `force=1` articles that readers " +
        "do not see hold it no more: drafts, and what was retracted.",
      access: mayChange,
      ifMatch: "heeded",
      query: removalQuery,
      answers: {
        200: { says: "It is gone.", json: z.strictObject({ id: told.id, outcome: z.literal("removed") }) },
      },
      refusals: ["media-in-use", "media-unavailable"],
      example: { path: { id: 1 } },
    },
  ],
};
