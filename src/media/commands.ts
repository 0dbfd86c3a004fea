/** Creating, changing and removing media. */
import { audit } from "../db/audit";
import { commit, runQueries } from "../db/client";
import { type Problem, ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { cleanLine } from "../text/clean";
import type { Lang } from "../text/languages";
import { deleteFiles, hashOf, putFile } from "./bucket";
import { meanColour } from "./images";
import { isPicture, type Media, mediaTag, pathOf, shownSize, type Texts, warningsOf } from "./media";
import * as queries from "./queries";
import { lengthOf } from "./sanitize/bytes";
import type { CleanMedia, MediaWarning, SanitizeResult } from "./sanitize/sanitize";

/** What comes beside a file. */
export interface MediaInput {
  readonly name: string;
  readonly texts?: { readonly lang: Lang; readonly written: Partial<Texts> } | null;
}

export interface CreateMediaResult {
  readonly outcome: "created" | "unchanged";
  readonly media: Media;
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
}

/**
 * Sanitizes a file and stores it under its hash: the same bytes again are the same medium.
 * @param bytes the whole file; must not change meanwhile. @param tokenId null for the clock.
 * @throws ProblemError `media-unsupported`, `too-large`, `invalid`, `media-unavailable`, `busy`
 */
export async function createMedia(
  runtime: Runtime,
  bytes: Uint8Array,
  input: MediaInput,
  tokenId: string | null,
): Promise<CreateMediaResult> {
  const result = await sanitize(bytes);
  if (!result.ok) throw new ProblemError(result.rejection);
  return await store(runtime, result.clean, input, tokenId);
}

/** The sanitizer is loaded with the first file: readers never need it. */
async function sanitize(bytes: Uint8Array): Promise<SanitizeResult> {
  const { sanitizeMedia } = await import("./sanitize/sanitize");
  return sanitizeMedia(bytes);
}

async function store(
  runtime: Runtime,
  clean: CleanMedia,
  input: MediaInput,
  tokenId: string | null,
): Promise<CreateMediaResult> {
  const { db, waits } = runtime;
  const { type, width, height, orientation, pieces } = clean;
  const hash = await hashOf(pieces);
  const [found] = await runQueries(db, [queries.oneMedia(db, { hash })], waits.d1Ms);
  await putFile(runtime, { hash, type }, pieces);
  const warnings = (media: Media) => [...clean.warnings, ...warningsOf(media)];
  if (found !== null) return { outcome: "unchanged", media: found, warnings: warnings(found) };
  const createdAt = runtime.now();
  const colour = await meanColour(runtime, clean);
  const row = {
    ...{ hash, type, bytes: lengthOf(pieces), width, height, orientation, colour },
    ...{ name: input.name, createdAt, tokenId },
  };
  const stored = queries.oneMedia(db, { hash });
  const id = queries.idOfHash(hash);
  const statements = [
    queries.insertMedia(db, row),
    ...(input.texts ? queries.writeTexts(db, id, input.texts.lang, input.texts.written) : []),
    audit(db, { at: createdAt, tokenId, action: "media.create", subject: { id }, edition: "none" }),
    stored.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  const media = stored.read(results.at(-1));
  // Removed in this very moment.
  if (media === null) throw new ProblemError({ code: "busy" });
  return { outcome: "created", media, warnings: warnings(media) };
}

/** A picture as a document shows it. */
export interface StoredPicture {
  readonly src: string;
  /** As it is shown, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
  readonly warnings: readonly MediaWarning[];
}

/** A picture that came with a document, and where it is found; or why it is not taken. */
export type PictureResult = StoredPicture | { readonly rejection: Problem };

/** What `storePicture` would return; nothing is written. */
export async function checkPicture(bytes: Uint8Array): Promise<PictureResult> {
  const clean = await cleanPicture(bytes);
  if ("rejection" in clean) return clean;
  return pictureOf({ ...clean, hash: await hashOf(clean.pieces) }, clean);
}

/**
 * Stores a picture that came with a document, which has its alternative text.
 * @param name its path in the document.
 * @throws ProblemError `media-unavailable`, `busy`: these say nothing of the picture.
 */
export async function storePicture(
  runtime: Runtime,
  bytes: Uint8Array,
  name: string,
  tokenId: string | null,
): Promise<PictureResult> {
  const clean = await cleanPicture(bytes);
  if ("rejection" in clean) return clean;
  const fileName = (name.split(/[\\/]/).at(-1) ?? "").slice(0, 200);
  const { media } = await store(runtime, clean, { name: cleanLine(fileName) }, tokenId);
  return pictureOf(media, clean);
}

async function cleanPicture(bytes: Uint8Array): Promise<CleanMedia | { readonly rejection: Problem }> {
  const result = await sanitize(bytes);
  if (!result.ok) return { rejection: result.rejection };
  if (isPicture(result.clean)) return result.clean;
  const found = `The file is ${result.clean.type}, which is no picture.`;
  return { rejection: { code: "media-unsupported", found } };
}

function pictureOf(
  media: Pick<Media, "hash" | "type" | "width" | "height" | "orientation">,
  { warnings }: CleanMedia,
): StoredPicture {
  return { src: pathOf(media), ...shownSize(media), warnings };
}

/**
 * @param changes by language: texts that are given replace those that are there; null removes all of a language.
 * @throws ProblemError `not-found`
 */
export async function changeTexts(
  runtime: Runtime,
  id: number,
  changes: readonly (readonly [Lang, Partial<Texts> | null])[],
  tokenId: string,
): Promise<Media> {
  const { db, waits } = runtime;
  const [found] = await runQueries(db, [queries.oneMedia(db, { id })], waits.d1Ms);
  if (found === null) throw notFound();
  const changed = queries.oneMedia(db, { id });
  const statements = [
    ...changes.flatMap(([lang, written]) => queries.writeTexts(db, id, lang, written)),
    audit(db, { at: runtime.now(), tokenId, action: "media.change", subject: { id }, edition: "none" }),
    changed.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  const media = changed.read(results.at(-1));
  if (media === null) throw notFound();
  return media;
}

const notFound = () => new ProblemError({ code: "not-found" });

/** Who removes a medium, and how. */
export interface Removal {
  readonly tokenId: string;
  /** Whether it is also taken from articles that readers do not see. */
  readonly isForced: boolean;
  readonly readsDrafts: boolean;
}

/** Titles of articles that readers do not see are only for those who may read drafts. */
export const withKnownTitles = (uses: readonly queries.Use[], readsDrafts: boolean): queries.Use[] =>
  uses.map(use => (readsDrafts || use.isOnShow ? use : { ...use, title: "(not published)" }));

/**
 * Removes it for ever. First it is marked, unless something shows it; then its files are deleted, then its row. If that
 * breaks off half way, the same request again completes it.
 * @throws ProblemError `not-found`, `media-in-use`, `media-unavailable`
 */
export async function removeMedia(runtime: Runtime, id: number, removal: Removal): Promise<void> {
  const { db, waits } = runtime;
  const [found, isMarked] = await runQueries(
    db,
    [queries.anyMedia(db, id), queries.isMarked(db, id)],
    waits.d1Ms,
  );
  if (found === null) throw notFound();
  if (!isMarked) await markRemoved(runtime, found, removal);
  await deleteFiles(runtime, found);
  const act = audit(db, {
    at: runtime.now(),
    tokenId: removal.tokenId,
    action: "media.delete",
    subject: { id },
    edition: "none",
  });
  await commit(db, [...queries.deleteMarked(db, id), act], waits.d1Ms);
  // Caches in front would keep it for a year.
  if (runtime.purge !== null) runtime.waitUntil(runtime.purge([mediaTag(found)]).catch(() => undefined));
}

async function markRemoved(
  runtime: Runtime,
  media: Media,
  { isForced, readsDrafts }: Removal,
): Promise<void> {
  const { db, waits } = runtime;
  const marked = queries.isMarked(db, media.id);
  const uses = queries.usesOf(db, media.id, runtime.now());
  const elsewhere = queries.namedElsewhere(db, media.hash);
  const statements = [
    queries.markRemoved(db, media, runtime.now(), isForced),
    marked.statement,
    uses.statement,
    elsewhere.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  if (marked.read(results[1])) return;
  const holding = uses.read(results[2]).filter(use => use.isReleased || !isForced);
  const articles = withKnownTitles(holding, readsDrafts).map(({ id, title }) => ({ id, title }));
  const shown = { articles, elsewhere: elsewhere.read(results[3]) };
  throw new ProblemError({ code: "media-in-use", shown });
}
