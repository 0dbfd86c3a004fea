/** Bytes become a medium: judged, cleaned, laid down under their hash, and listed. The same bytes again are the same. */
import { commit, runQueries } from "../db/client";
import { type Problem, ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { cleanLine } from "../text/clean";
import type { Lang } from "../text/languages";
import { hashOf, layDown } from "./bucket";
import { meanColour } from "./colour";
import { type Judged, lengthOf, type Note } from "./formats/walk";
import { judge } from "./judge";
import { isPicture, type Media, pathOf, shownSize, type Texts, warningsOf } from "./media";
import { idOfHash, insertMedia, oneMedia, recordMediaAct, writeTexts } from "./queries";

export interface KeptMedia {
  readonly outcome: "created" | "unchanged";
  readonly media: Media;
  readonly warnings: readonly Note[];
}

/** What is said beside a file. */
export interface Beside {
  readonly name: string;
  readonly texts?: { readonly lang: Lang; readonly written: Partial<Texts> } | null;
}

/**
 * @param bytes the whole file; must not change meanwhile.
 * @param tokenId null for the clock.
 * @throws ProblemError `media-unsupported`, `too-large`, `invalid` when it is broken, too much or more than one thing,
 * `media-unavailable`.
 */
export async function keepMedia(
  runtime: Runtime,
  bytes: Uint8Array,
  beside: Beside,
  tokenId: string | null,
): Promise<KeptMedia> {
  return await keepJudged(runtime, judge(bytes), beside, tokenId);
}

async function keepJudged(
  runtime: Runtime,
  judged: Judged,
  beside: Beside,
  tokenId: string | null,
): Promise<KeptMedia> {
  const { db, waits } = runtime;
  const { type, width, height, orientation, pieces } = judged;
  const hash = await hashOf(pieces);
  const [found] = await runQueries(db, [oneMedia(db, { hash })], waits.d1Ms);
  await layDown(runtime, { hash, type }, pieces);
  const told = (media: Media) => [...judged.warnings, ...warningsOf(media)];
  if (found !== null) return { outcome: "unchanged", media: found, warnings: told(found) };
  const at = runtime.now();
  const colour = await meanColour(runtime, judged);
  const row = {
    ...{ hash, type, bytes: lengthOf(pieces), width, height, orientation, colour },
    ...{ name: beside.name, createdAt: at, tokenId },
  };
  const answer = oneMedia(db, { hash });
  const { texts } = beside;
  const statements = [
    insertMedia(db, row),
    ...(texts ? writeTexts(db, idOfHash(hash), texts.lang, texts.written) : []),
    recordMediaAct(db, "media.create", idOfHash(hash), tokenId, at),
    answer.statement,
  ];
  const results = await commit(db, statements, waits.d1Ms);
  const media = answer.read(results.at(-1));
  // Somebody removed it in this very moment.
  if (media === null) throw new ProblemError({ code: "busy" });
  return { outcome: "created", media, warnings: told(media) };
}

/** A picture as a document shows it. */
export interface KeptPicture {
  readonly src: string;
  /** As it is shown, in pixels. */
  readonly width: number | null;
  readonly height: number | null;
  readonly warnings: readonly Note[];
}

/**
 * Keeps a picture that came with a document. Its alternative text stands in the document.
 * @returns where it stands, or why it is refused; nothing was written then.
 * @throws ProblemError `media-unavailable`, `busy`: these say nothing of the picture.
 */
export async function keepPicture(
  runtime: Runtime,
  bytes: Uint8Array,
  name: string,
  tokenId: string | null,
): Promise<KeptPicture | { readonly refused: Problem }> {
  const judged = pictureOrRefusal(bytes);
  if ("refused" in judged) return judged;
  const { media } = await keepJudged(runtime, judged, { name: nameOf(name) }, tokenId);
  return shown(media, judged.warnings);
}

/** The same, of a picture that is only to be judged: nothing is written. */
export async function foreseePicture(
  bytes: Uint8Array,
): Promise<KeptPicture | { readonly refused: Problem }> {
  const judged = pictureOrRefusal(bytes);
  if ("refused" in judged) return judged;
  return shown({ ...judged, hash: await hashOf(judged.pieces) }, judged.warnings);
}

function shown(
  media: Pick<Media, "hash" | "type" | "width" | "height" | "orientation">,
  warnings: readonly Note[],
): KeptPicture {
  return { src: pathOf(media), ...shownSize(media), warnings };
}

function pictureOrRefusal(bytes: Uint8Array): Judged | { readonly refused: Problem } {
  try {
    const judged = judge(bytes);
    if (isPicture(judged)) return judged;
    return {
      refused: { code: "media-unsupported", found: `The file is ${judged.type}, which is no picture.` },
    };
  } catch (failure) {
    if (failure instanceof ProblemError) return { refused: failure.problem };
    throw failure;
  }
}

/** The last part of a path, as far as a list shows it. */
function nameOf(path: string): string {
  return cleanLine((path.split(/[\\/]/).at(-1) ?? "").slice(0, 200));
}
