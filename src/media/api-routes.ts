/** The media's doors for editors. */
import * as z from "zod";
import { holderOf, isOfNewsroom, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { ifUnchanged } from "../http/if-unchanged";
import { ProblemError } from "../http/problem";
import { readJson, readQuery } from "../http/read-body";
import { json } from "../http/respond";
import { told, toldPerLanguage, warningSchema } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { changeTexts, createMedia, removeMedia, withKnownTitles } from "./commands";
import { changesIn, fileInput, listQuery, mediaChange, readFileInput, removalQuery } from "./input";
import { publicMedia, warningsOf } from "./media";
import { listedMedia, oneMedia, usesOf } from "./queries";
import { MEDIA_TYPES } from "./sanitize/detect";

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

export const mediaRoutes = createRouter();

mediaRoutes.get(
  "/api/media",
  operation({
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
  }),
  list,
);

mediaRoutes.post(
  "/api/media",
  operation({
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
    isRateLimited: true,
  }),
  create,
);

mediaRoutes.get(
  `/api/media/${ID}`,
  operation({
    id: "readMedium",
    summary: "One of them, with the articles that show it",
    access: mayDraft,
    answers: { 200: { says: "The medium.", json: shown } },
    example: { path: { id: 1 } },
  }),
  read,
);

mediaRoutes.patch(
  `/api/media/${ID}`,
  operation({
    id: "changeMedium",
    summary: "Its texts",
    description: "What is left out stays; null takes away.",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: mediaChange },
    answers: { 200: { says: "As it is now.", json: toldMedium } },
    example: { path: { id: 1 }, json: { texts: { ar: { alt: "نبع الوادي", credit: "سعاد عيسى" } } } },
  }),
  ifUnchanged(read),
  change,
);

mediaRoutes.delete(
  `/api/media/${ID}`,
  operation({
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
  }),
  ifUnchanged(read),
  remove,
);

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { bytes, ...input } = await readFileInput(c.req.raw);
  const { media, outcome, warnings } = await createMedia(runtime, bytes, input, holderOf(c).tokenId);
  const response = { ...publicMedia(media, runtime.origin), outcome, warnings };
  return json(response, outcome === "created" ? 201 : 200, { Location: `/api/media/${media.id}` });
}

async function list(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
  const { limit, cursor } = readQuery(c.req.raw, listQuery);
  const [found] = await runQueries(db, [listedMedia(db, limit + 1, cursor ?? null)], waits.d1Ms);
  const media = found.slice(0, limit);
  const last = found.length > limit ? media.at(-1) : undefined;
  return json(
    {
      media: media.map(one => ({ ...publicMedia(one, origin), warnings: warningsOf(one) })),
      next_cursor: last === undefined ? null : String(last.id),
    },
    200,
  );
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin, now } = c.var.runtime;
  const questions = [oneMedia(db, { id: idOf(c) }), usesOf(db, idOf(c), now())] as const;
  const [found, uses] = await runQueries(db, questions, waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  const known = withKnownTitles(uses, isOfNewsroom(c));
  const articles = known.map(({ id, title, isReleased }) => ({ id, title, is_released: isReleased }));
  return json({ ...publicMedia(found, origin), warnings: warningsOf(found), articles }, 200);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const changes = changesIn(await readJson(c.req.raw, mediaChange));
  const media = await changeTexts(runtime, idOf(c), changes, holderOf(c).tokenId);
  return json({ ...publicMedia(media, runtime.origin), warnings: warningsOf(media) }, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { force } = readQuery(c.req.raw, removalQuery);
  const { tokenId } = holderOf(c);
  const removal = { tokenId, isForced: force === "1", readsDrafts: isOfNewsroom(c) };
  await removeMedia(c.var.runtime, idOf(c), removal);
  return json({ id: idOf(c), outcome: "removed" }, 200);
}
