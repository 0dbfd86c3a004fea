/** Drafts become articles: one by itself, or several one after the other with a report for each. */

import { addressOf, type Draft } from "../articles/draft";
import { type DryRun, dryRun } from "../articles/write/dry-run";
import { claimWithoutEffect, isClaimedBy } from "../articles/write/idempotency";
import type { IdempotencyClaim, SaveOptions, SaveResult, Writer } from "../articles/write/request";
import { save } from "../articles/write/save";
import { recordRefusal } from "../auth/audit";
import { D1Unavailable, UniqueKeyTaken } from "../db/client";
import { type Problem, ProblemError, throwIssues } from "../http/problem";
import type { Runtime } from "../runtime";
import { titleKey } from "../text/fold";
import { sha256 } from "../text/hash";
import type { PendingDocument } from "./files";
import { storePictures } from "./pictures";
import type { ReadResult } from "./read-document";
import type { UploadIssue } from "./warnings";

export type PostResult =
  | { readonly kind: "saved"; readonly saved: SaveResult }
  | { readonly kind: "dry-run"; readonly dryRun: DryRun };

export interface PostOptions {
  readonly writer: Writer;
  readonly idempotency: IdempotencyClaim | null;
  readonly isDryRun: boolean;
}

/**
 * Saves a draft. Its pictures are stored first, once a dry run has shown that the article will be accepted.
 * @throws ProblemError as `save`, and `media-unavailable`
 */
export async function post(
  runtime: Runtime,
  { draft, pictures }: ReadResult,
  options: PostOptions,
): Promise<PostResult> {
  const { writer, idempotency, isDryRun } = options;
  const saving: SaveOptions = { sameAddress: "same-article", cause: "upload", idempotency };
  if (isDryRun) return { kind: "dry-run", dryRun: await dryRun(runtime, draft, writer, saving) };
  if (pictures.length > 0 && !(idempotency !== null && (await isClaimedBy(runtime, idempotency)))) {
    await dryRun(runtime, draft, writer, saving);
    await storePictures(runtime, pictures, writer.tokenId);
  }
  return { kind: "saved", saved: await save(runtime, draft, writer, saving) };
}

/** What became of one file of several. */
export type FileReport =
  | { readonly file: string; readonly posted: PostResult }
  | { readonly file: string; readonly problem: Problem };

/**
 * One after the other. A file that is refused stops no other; a database that does not answer stops all.
 * @throws ProblemError `idempotency-key-reused` when the key was another request's.
 */
export async function postEach(
  runtime: Runtime,
  files: readonly PendingDocument[],
  options: PostOptions,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const seen: Seen[] = [];
  const claimWhole = await wholeClaim(runtime, options);
  let isDown = false;
  for (const [place, { file, read }] of files.entries()) {
    if (isDown) {
      reports.push({ file, problem: { code: "unavailable" } });
      continue;
    }
    try {
      const document = await read();
      checkNotDoubled(seen, document.draft, file);
      const idempotency = options.idempotency && (await claimOf(options.idempotency, place, file));
      const posted = await post(runtime, document, { ...options, idempotency });
      await claimWhole(posted);
      reports.push({ file, posted });
    } catch (failure) {
      if (failure instanceof ProblemError) {
        // It goes into a report, and never reaches the app's error handler.
        recordRefusal(runtime, failure.problem, options.writer.tokenId, "POST /api/uploads");
        reports.push({ file, problem: failure.problem });
      } else if (failure instanceof D1Unavailable) {
        isDown = true;
        const code = failure.during === "write" ? "outcome-unknown" : "unavailable";
        reports.push({ file, problem: { code } });
      } else throw failure;
    }
  }
  return reports;
}

/** A document that was read before others. */
interface Seen {
  readonly draft: Draft;
  readonly file: string;
}

/** Two files that are one article would overwrite each other each time they are sent. */
function checkNotDoubled(seen: Seen[], draft: Draft, file: string): void {
  const first = seen.find(one => isOneArticle(one.draft, draft));
  if (first !== undefined) {
    const message = `It is the same article as ${first.file}: same name, or same language, day and title or slug. Send one of them.`;
    throwIssues([{ code: "doubled-document", field: file, message } satisfies UploadIssue]);
  }
  seen.push({ draft, file });
}

/** As a document that comes again is recognised: by its source, or by its address and slug or title. */
function isOneArticle(one: Draft, other: Draft): boolean {
  if (one.lang !== other.lang) return false;
  if (one.sourceId != null && other.sourceId != null) return one.sourceId === other.sourceId;
  const [first, second] = [addressOf(one), addressOf(other)];
  const isAtOneAddress = first.day === second.day && first.key === second.key;
  const isNamed = one.isSlugGiven === true || other.isSlugGiven === true;
  return isAtOneAddress && (isNamed || titleKey(one.title) === titleKey(other.title));
}

/** A function that claims the key of the whole request with the first article that is made. */
async function wholeClaim(
  runtime: Runtime,
  { idempotency, isDryRun }: PostOptions,
): Promise<(posted: PostResult) => Promise<void>> {
  if (idempotency === null || isDryRun) return async () => undefined;
  let isClaimed = await isClaimedBy(runtime, idempotency);
  return async posted => {
    if (isClaimed || posted.kind === "dry-run") return;
    isClaimed = true;
    await claimWithoutEffect(runtime, idempotency, posted.saved.article.id, runtime.now()).catch(
      async failure => {
        // The same request, sent twice at once; another one is refused here, after its first file.
        if (!(failure instanceof UniqueKeyTaken)) throw failure;
        await isClaimedBy(runtime, idempotency);
      },
    );
  };
}

/** Each file has its own claim, by its place: files of a form may share a name. */
async function claimOf(
  { keyHash, requestHash }: IdempotencyClaim,
  place: number,
  file: string,
): Promise<IdempotencyClaim> {
  return { keyHash: await sha256(`${keyHash}\n${place}\n${file}`), requestHash };
}
