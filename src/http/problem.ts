/**
 * Every way we refuse, as one union, and the one switch from refusal to HTTP. A refusal says what to do next; it
 * never shows SQL, a stack or a parameter. Codes are a promise: they are listed in docs/problems.md.
 * @see RFC 9457 Problem Details for HTTP APIs
 */

/** One thing wrong with what was sent. All of them are told at once. */
export interface Issue {
  readonly code: string;
  /** Where: a field's path (`templates.ar.title`), a query parameter, or `body`. */
  readonly field: string;
  readonly message: string;
  /** Line, counted from 1, in an uploaded text. */
  readonly line?: number;
  /** Byte offset, counted from 0, in an uploaded file. */
  readonly offset?: number;
}

/** Where an article, a page or a section stands for an editor who comes with an older revision. */
export interface Stands {
  readonly revision: number;
  /** Names of the fields that differ since the revision that the editor had; null when that is not known. */
  readonly changed: readonly string[] | null;
}

/** An article that shows what is to be removed. */
export interface Showing {
  readonly id: number;
  readonly title: string;
}

/** Where it is shown: in articles, and for people, where else. */
export interface Shown {
  readonly articles: readonly Showing[];
  readonly elsewhere: readonly string[];
}

/** An article that was taken back. */
export interface Withdrawn {
  readonly id: number;
  /** The newsroom's, for readers. */
  readonly note: string | null;
  /** Whether a law demands it. @see RFC 7725 */
  readonly isWithheld: boolean;
}

export type Problem =
  | { readonly code: "invalid"; readonly faults: readonly Issue[] }
  | { readonly code: "not-json"; readonly reason: string }
  | { readonly code: "unauthorized" }
  | { readonly code: "scope-missing"; readonly scope: string }
  | { readonly code: "not-found" }
  | { readonly code: "bad-address" }
  | { readonly code: "method-not-allowed"; readonly allow: readonly string[] }
  /** Whether it was asked to be a draft, or to appear at an hour that is ahead. */
  | { readonly code: "already-published"; readonly asked: "status" | "later" }
  | { readonly code: "not-published" }
  | { readonly code: "was-retracted"; readonly id: number }
  | { readonly code: "trashed"; readonly id: number }
  | { readonly code: "not-a-draft" }
  | { readonly code: "address-taken" }
  | { readonly code: "precondition-required" }
  // Of an article the id of the one that is it.
  | { readonly code: "translation-exists"; readonly lang: string; readonly id?: number }
  | { readonly code: "id-taken"; readonly id: number }
  | { readonly code: "idempotency-key-reused" }
  | { readonly code: "identity-in-use" }
  | { readonly code: "key-taken"; readonly key: string }
  | { readonly code: "occurrence-taken" }
  | { readonly code: "author-taken"; readonly name: string }
  | { readonly code: "section-in-use"; readonly articles: readonly Showing[]; readonly count: number }
  | { readonly code: "section-taken"; readonly slug: string }
  | { readonly code: "page-taken"; readonly slug: string }
  | { readonly code: "too-many-webhooks"; readonly most: number }
  | { readonly code: "retracted"; readonly withdrawn: Withdrawn }
  | { readonly code: "too-large"; readonly limitBytes: number }
  | { readonly code: "unsupported-type"; readonly found: string }
  | { readonly code: "media-unsupported"; readonly found: string }
  | { readonly code: "media-in-use"; readonly shown: Shown }
  | { readonly code: "media-unavailable" }
  | { readonly code: "range-not-satisfiable"; readonly bytes: number }
  | { readonly code: "precondition-failed"; readonly stands?: Stands }
  | { readonly code: "rate-limited"; readonly of: "tokens" | "uploads"; readonly seconds: number }
  | { readonly code: "keys-unavailable" }
  | { readonly code: "migrations-missing"; readonly missing: readonly string[] }
  | { readonly code: "busy" }
  | { readonly code: "unavailable" }
  | { readonly code: "outcome-unknown" }
  | { readonly code: "internal" };

/** Thrown where a refusal is known; mapped to HTTP once, in `app.ts`. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Refuses with every fault, or returns when there is none. */
export function throwIssues(faults: readonly Issue[]): void {
  if (faults.length > 0) throw new ProblemError({ code: "invalid", faults });
}

export interface HttpProblem {
  readonly status:
    | 400
    | 401
    | 403
    | 404
    | 405
    | 409
    | 410
    | 412
    | 413
    | 415
    | 416
    | 422
    | 428
    | 429
    | 451
    | 500
    | 503;
  readonly title: string;
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}

/** What an upload may be, for `Accept-Post`. */
const ACCEPTED = [
  ...["text/plain", "text/markdown", "text/html", "application/json", "multipart/form-data"],
  ...["application/zip", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
].join(", ");

/** The one mapping. A new problem does not compile until it stands here. */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one switch, a case for each refusal.
export function httpProblem(problem: Problem): HttpProblem {
  switch (problem.code) {
    case "invalid":
      return {
        status: 422,
        title: "What was sent has faults",
        detail: invalidDetail(problem.faults),
        extra: { faults: problem.faults },
      };
    case "not-json":
      return {
        status: 400,
        title: "The body is not JSON",
        detail: `${problem.reason} Send one JSON object in UTF-8.`,
      };
    case "unauthorized":
      return {
        status: 401,
        title: "A valid token is needed",
        detail: "Send a token that has not expired or been revoked as 'Authorization: Bearer dhk_…'.",
        headers: { "WWW-Authenticate": 'Bearer realm="Dhikra"' },
      };
    case "scope-missing":
      return {
        status: 403,
        title: "The token may not do this",
        detail: `This needs the scope ${problem.scope}. Ask whoever runs the site for a token that has it.`,
        headers: {
          "WWW-Authenticate": `Bearer realm="Dhikra", error="insufficient_scope", scope="${problem.scope}"`,
        },
        extra: { scope: problem.scope },
      };
    case "not-found":
      return {
        status: 404,
        title: "There is nothing at this address",
        detail: "Check the address; lists of what there is begin at /.",
      };
    case "bad-address":
      return { status: 400, title: "The address cannot be read", detail: "Percent-encode it as UTF-8." };
    case "method-not-allowed":
      return {
        status: 405,
        title: "This address does not take that method",
        detail: `It takes ${problem.allow.join(", ")}.`,
        headers: { Allow: problem.allow.join(", ") },
      };
    case "already-published":
      return {
        status: 409,
        title: "The article is published",
        detail:
          problem.asked === "later"
            ? "Readers have it, and cannot have it later: give a published_on or publish_at that is not ahead, or leave them out; to take it away, retract it."
            : "To change it, send it with status=published or without a status; to take it away, retract it.",
      };
    case "not-published":
      return {
        status: 409,
        title: "The article is not published",
        detail: "Only a published or scheduled article can be retracted.",
      };
    case "was-retracted":
      return {
        status: 409,
        title: "The article was retracted",
        detail: `It does not come back by an upload. To publish it again: PUT /api/articles/${problem.id}/publication.`,
      };
    case "trashed":
      return {
        status: 409,
        title: "The article is in the trash",
        detail: `Take it out with DELETE /api/articles/${problem.id}/trash first.`,
      };
    case "not-a-draft":
      return {
        status: 409,
        title: "The article is no draft",
        detail: "Only a draft is reviewed. What is scheduled or published can be retracted first.",
      };
    case "address-taken":
      return {
        status: 409,
        title: "The address is taken",
        detail: "Another article of that day has this slug. Give the article another title or date.",
      };
    case "precondition-required":
      return {
        status: 428,
        title: "If-Match is needed",
        detail:
          "Read it first, and send its ETag as If-Match, so that nobody's work is overwritten; '*' takes whatever stands.",
      };
    case "idempotency-key-reused":
      return {
        status: 422,
        title: "The Idempotency-Key belongs to another request",
        detail: "Send the request that it was first used with, or take a new key.",
      };
    case "translation-exists":
      return {
        status: 409,
        title: "The group already has a translation in this language",
        detail:
          problem.id === undefined
            ? `Revise the one in '${problem.lang}', or leave translation_of out.`
            : `Article ${problem.id} is it, in '${problem.lang}'. Revise that one; or unlink it with DELETE /api/articles/{id}/translations/${problem.id}, and send this again.`,
        ...(problem.id === undefined ? {} : { extra: { id: problem.id } }),
      };
    case "id-taken":
      return {
        status: 409,
        title: "The id or the source is another article's",
        detail: `Article ${problem.id}, or one with the same source_id, is there already and differs. An archive goes into an empty site.`,
      };
    case "identity-in-use":
      return {
        status: 409,
        title: "The site has articles",
        detail:
          "The mark with which ids in feeds begin can be taken over by an empty site alone: with another, feed readers would see every article anew.",
      };
    case "key-taken":
      return {
        status: 409,
        title: "The key is taken",
        detail: `There is an observance '${problem.key}'; change it with PUT, or choose another key.`,
      };
    case "occurrence-taken":
      return {
        status: 409,
        title: "The occurrence has its article",
        detail:
          "It was published, drafted or linked already; GET /api/observances/{id}/occurrences says which article.",
      };
    case "author-taken":
      return {
        status: 409,
        title: "Another author has the name",
        detail: `'${problem.name}' has it in this language. Change that author with PATCH, or choose another name or slug.`,
      };
    case "section-in-use":
      return {
        status: 409,
        title: "Articles are filed under the section",
        detail: `There are ${problem.count}, in the trash too. File them under another, or under none; then remove it.`,
        extra: { articles: problem.articles, count: problem.count },
      };
    case "section-taken":
      return {
        status: 409,
        title: "The section's address is taken",
        detail: `A section has '${problem.slug}' in this language, or had it and is still found by it. Change that one with PATCH, or choose another slug.`,
      };
    case "page-taken":
      return {
        status: 409,
        title: "The page's address is taken",
        detail: `A page has '${problem.slug}' in this language, or had it and is still found by it. Change that one with PUT, or choose another slug.`,
      };
    case "too-many-webhooks":
      return {
        status: 409,
        title: "There are as many webhooks as there may be",
        detail: `A site has ${problem.most} at most; remove one with DELETE /api/webhooks/{id}.`,
      };
    case "retracted":
      return {
        status: problem.withdrawn.isWithheld ? 451 : 410,
        title: "The article was retracted",
        detail: problem.withdrawn.note ?? "The newsroom has withdrawn this article.",
        extra: { id: problem.withdrawn.id, note: problem.withdrawn.note },
      };
    case "too-large":
      return {
        status: 413,
        title: "The body is too large",
        detail: `At most ${problem.limitBytes} bytes. Split it or make it smaller; pictures of a text can be sent as media.`,
        extra: { limit_bytes: problem.limitBytes },
      };
    case "unsupported-type":
      return {
        status: 415,
        title: "This kind of file is not taken",
        detail: `${problem.found} Send newsroom text, Markdown or HTML in UTF-8, a Word document (.docx), JSON, or a ZIP of such files.`,
        headers: { "Accept-Post": ACCEPTED },
      };
    case "media-unsupported":
      return {
        status: 415,
        title: "This kind of file is not taken",
        detail: `${problem.found} Pictures (JPEG, PNG, WebP, AVIF, GIF), PDF and recordings (MP3, M4A, Ogg, WAV) are.`,
        headers: {
          "Accept-Post":
            "image/jpeg, image/png, image/webp, image/avif, image/gif, application/pdf, audio/mpeg, audio/mp4, audio/ogg, audio/wav, multipart/form-data",
        },
      };
    case "media-in-use":
      return {
        status: 409,
        title: "It is shown",
        detail:
          "Take it out of what 'articles' and 'elsewhere' name; then remove it. With force=1 it is taken from articles that readers do not see: drafts, and what was retracted.",
        extra: { ...problem.shown },
      };
    case "media-unavailable":
      return {
        status: 503,
        title: "The store of media does not answer",
        detail:
          "Ask again in a moment: what was sent is kept once, and what is being removed goes on from there.",
        headers: { "Retry-After": "10" },
      };
    case "range-not-satisfiable":
      return {
        status: 416,
        title: "The file does not reach that far",
        detail: `It has ${problem.bytes} bytes.`,
        headers: { "Content-Range": `bytes */${problem.bytes}` },
      };
    case "precondition-failed":
      return problem.stands === undefined ? ANOTHER_VERSION : overtaken(problem.stands);
    case "rate-limited":
      return {
        status: 429,
        ...(problem.of === "tokens" ? GUESSING : HURRY),
        headers: { "Retry-After": String(problem.seconds) },
      };
    case "keys-unavailable":
      return {
        status: 503,
        title: "Cloudflare Access does not give its keys",
        detail:
          "Who you are could not be checked, and nothing was done. Try again in a moment, or with a token.",
        headers: { "Retry-After": "10" },
      };
    case "migrations-missing":
      return {
        status: 503,
        title: "The database is older than this Worker",
        detail: `These migrations are missing: ${problem.missing.join(", ")}. Apply them: npx wrangler d1 migrations apply DB --remote, and the same for SEARCH.`,
        headers: { "Retry-After": "60" },
      };
    case "busy":
      return {
        status: 503,
        title: "Too many are writing this at once",
        detail: "Nothing was changed. Send it again in a moment.",
        headers: { "Retry-After": "2" },
      };
    case "unavailable":
      return {
        status: 503,
        title: "The database does not answer",
        detail: "Nothing was changed. Try again in a moment.",
        headers: { "Retry-After": "10" },
      };
    case "outcome-unknown":
      return {
        status: 503,
        title: "The database did not confirm",
        detail:
          "It is not known whether this took effect. Send it again: an upload, and an article sent with an Idempotency-Key, take effect once; of anything else look first at what stands.",
        headers: { "Retry-After": "2" },
      };
    case "internal":
      return {
        status: 500,
        title: "Something went wrong here",
        detail: "It is in the log. Nothing in the request needs to change.",
      };
  }
}

const GUESSING = {
  title: "Too many tokens that open nothing",
  detail: "Nothing was looked at. Check the token, and try again when Retry-After says.",
};

const HURRY = {
  title: "This token sends faster than the site takes",
  detail: "Nothing was written. Send it again when Retry-After says, and what follows more slowly.",
};

const ANOTHER_VERSION: HttpProblem = {
  status: 412,
  title: "It is another version",
  detail:
    "If-Match names a version that is not the one here, and nothing was done. Read it, put your change into it, and send it with the new ETag.",
};

function overtaken({ revision, changed }: Stands): HttpProblem {
  const etag = `"r${revision}"`;
  return {
    status: 412,
    title: "Somebody changed it meanwhile",
    detail: `It stands at revision ${revision}; nothing was written. Read it, put your change into it, and send it with the new ETag.`,
    headers: { ETag: etag },
    extra: { revision, etag, changed },
  };
}

/** The problem of RFC 9457, with our `code`, and the faults if there are any. */
export function problemObject(problem: Problem) {
  const { status, title, detail, extra } = httpProblem(problem);
  return { type: `urn:dhikra:problem:${problem.code}`, code: problem.code, status, title, detail, ...extra };
}

/** The same as JSON. */
export function problemBody(problem: Problem): string {
  return JSON.stringify(problemObject(problem));
}

function invalidDetail(faults: readonly Issue[]): string {
  return faults.length === 1
    ? (faults[0]?.message ?? "")
    : `${faults.length} faults; each is in 'faults' with its field.`;
}
