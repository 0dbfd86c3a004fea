/** A draft is posted, or only foreseen; several are posted one after the other, and each is told of by itself. */

import { addressOf, type Draft } from "../articles/draft";
import { type Foreseen, foresee } from "../articles/write/foresee";
import { claimWithoutEffect, isClaimedBy } from "../articles/write/idempotency";
import { save } from "../articles/write/save";
import type { IdempotencyClaim, Saved, Saving, Writer } from "../articles/writing";
import { noteRefusal } from "../auth/refusals";
import { D1Unavailable, UniqueKeyTaken } from "../db/client";
import { type Problem, ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import { titleKey } from "../text/fold";
import { sha256 } from "../text/hash";
import { keepPictures } from "./pictures";
import type { Read } from "./read-document";

export type Posted =
  | { readonly kind: "saved"; readonly saved: Saved }
  | { readonly kind: "foreseen"; readonly foreseen: Foreseen };

/** Who posts, and whether it is meant. */
export interface Posting {
  readonly writer: Writer;
  readonly idempotency: IdempotencyClaim | null;
  readonly isDryRun: boolean;
}

/**
 * Whatever refuses the article refuses its pictures: they are kept only when it is known that it will be taken.
 * @throws ProblemError whatever `save` refuses, `media-unavailable`
 */
export async function post(runtime: Runtime, { draft, pictures }: Read, posting: Posting): Promise<Posted> {
  const { writer, idempotency, isDryRun } = posting;
  const saving: Saving = { sameAddress: "same-article", cause: "upload", idempotency };
  if (isDryRun) return { kind: "foreseen", foreseen: await foresee(runtime, draft, writer, saving) };
  if (pictures.length > 0 && !(idempotency !== null && (await isClaimedBy(runtime, idempotency)))) {
    await foresee(runtime, draft, writer, saving);
    await keepPictures(runtime, pictures, writer.tokenId);
  }
  return { kind: "saved", saved: await save(runtime, draft, writer, saving) };
}

/** What became of one file of several. */
export type FileReport =
  | { readonly file: string; readonly posted: Posted }
  | { readonly file: string; readonly problem: Problem };

/** A file to post, read when its turn comes, so that only one lies in memory. */
export interface Waiting {
  readonly file: string;
  readonly read: () => Promise<Read>;
}

/**
 * One after the other. What one refuses stops no other, but for a database that does not answer.
 * @throws ProblemError `idempotency-key-reused` when the key was another request's, whatever its files were called.
 */
export async function postEach(
  runtime: Runtime,
  files: readonly Waiting[],
  posting: Posting,
): Promise<FileReport[]> {
  const reports: FileReport[] = [];
  const seen: Seen[] = [];
  const claimWhole = await wholeClaim(runtime, posting);
  let isDown = false;
  for (const [place, { file, read }] of files.entries()) {
    if (isDown) {
      reports.push({ file, problem: { code: "unavailable" } });
      continue;
    }
    try {
      const document = await read();
      refuseDoubled(seen, document.draft, file);
      const idempotency = posting.idempotency && (await claimOf(posting.idempotency, place, file));
      const posted = await post(runtime, document, { ...posting, idempotency });
      await claimWhole(posted);
      reports.push({ file, posted });
    } catch (failure) {
      if (failure instanceof ProblemError) {
        // It goes into the answer, and passes no door.
        noteRefusal(runtime, failure.problem, posting.writer.tokenId, "POST /api/uploads");
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

/** Two files that are one article would overwrite each other, and again whenever they are sent. */
function refuseDoubled(seen: Seen[], draft: Draft, file: string): void {
  const first = seen.find(one => isOneArticle(one.draft, draft));
  if (first !== undefined) {
    const message = `It is the same article as ${first.file}: same name, or same language, day and title or slug. Send one of them.`;
    throw new ProblemError({ code: "invalid", faults: [{ code: "doubled-document", field: file, message }] });
  }
  seen.push({ draft, file });
}

/** As a document that comes again is known: by its source, or by its address and slug or title. */
function isOneArticle(one: Draft, other: Draft): boolean {
  if (one.lang !== other.lang) return false;
  if (one.sourceId != null && other.sourceId != null) return one.sourceId === other.sourceId;
  const [first, second] = [addressOf(one), addressOf(other)];
  const isAtOneAddress = first.day === second.day && first.key === second.key;
  const isNamed = one.isSlugGiven === true || other.isSlugGiven === true;
  return isAtOneAddress && (isNamed || titleKey(one.title) === titleKey(other.title));
}

/** What claims the key of the whole request with the first article that it has made. */
async function wholeClaim(
  runtime: Runtime,
  { idempotency, isDryRun }: Posting,
): Promise<(posted: Posted) => Promise<void>> {
  if (idempotency === null || isDryRun) return async () => undefined;
  let isClaimed = await isClaimedBy(runtime, idempotency);
  return async posted => {
    if (isClaimed || posted.kind === "foreseen") return;
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

/** Each file has its own effect, and so its own claim: by its place, since files of a form may share a name. */
async function claimOf(
  { keyHash, requestHash }: IdempotencyClaim,
  place: number,
  file: string,
): Promise<IdempotencyClaim> {
  return { keyHash: await sha256(`${keyHash}\n${place}\n${file}`), requestHash };
}
