/** The doors of preview links: one for editors, who make them, and one for whoever is shown one. */

import * as z from "zod";
import { holderOf, requireScope } from "../../auth/gate";
import { audit } from "../../db/audit";
import { commit, runQueries } from "../../db/client";
import { type App, type AppContext, door } from "../../http/door";
import { type Problem, ProblemError } from "../../http/problem";
import { JSON_BYTES, readBody, readJsonBytes } from "../../http/read-body";
import { json, PRIVATE } from "../../http/respond";
import type { Runtime } from "../../runtime";
import { titleKey } from "../../text/fold";
import { htmlDocument } from "../../view/document";
import { type Article, firstParagraph, instant, isGone } from "../article";
import { draftTags } from "../draft";
import { textFieldsOf } from "../fields";
import { requireNotTrashed, requirePublisherFor } from "../lifecycle-state";
import { ArticlePage } from "../page/article-page";
import { revisionOf } from "../past-queries";
import { articleById } from "../queries";
import type { Revision } from "../revision";
import { type Preview, readPreview, signPreview } from "./preview";
import { previewSecret } from "./queries";

export const wishShape = z.strictObject({
  hours: z.int().min(1).max(168).default(24).describe("How long it opens the article."),
  revision: z.int().min(1).optional().describe("Left out: the one that stands now."),
});

export function openPreviews(app: App): void {
  const mayDraft = requireScope("articles:draft", "articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/preview", { POST: [mayDraft, makePreview] });
}

export function openPreviewPages(app: App): void {
  door(app, "/preview/:token", { GET: [showPreview] });
}

async function makePreview(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { db, waits } = runtime;
  const bytes = await readBody(c.req.raw, JSON_BYTES);
  const wish = readJsonBytes(bytes.length === 0 ? new TextEncoder().encode("{}") : bytes, wishShape);
  const id = Number(c.req.param("id"));
  const questions = [articleById(db, id, runtime.now()), revisionOf(db, id, wish.revision ?? 0)] as const;
  const [found, past] = await runQueries(db, questions, waits.d1Ms);
  if (found === null || (wish.revision !== undefined && past === null))
    throw new ProblemError({ code: "not-found" });
  const { article } = found;
  const { tokenId, scopes } = holderOf(c);
  requirePublisherFor(article, scopes.has("articles:publish"));
  requireNotTrashed(article);
  if (past !== null && isClosed(article, past)) throw new ProblemError(retracted(article));
  const revision = wish.revision ?? article.revision;
  const until = Math.floor(runtime.now() / 1_000) + wish.hours * 3_600;
  const token = await signPreview({ articleId: article.id, revision, until }, await secretOf(runtime));
  const act = { at: runtime.now(), tokenId };
  await commit(
    db,
    [audit(db, { ...act, action: "article.preview", subject: { id: article.id }, edition: "none" })],
    waits.d1Ms,
  );
  const url = `${runtime.origin}/preview/${token}`;
  return json({ url, revision, expires_at: instant(until * 1_000) }, 201);
}

async function secretOf({ db, waits }: Runtime): Promise<string> {
  const [secret] = await runQueries(db, [previewSecret(db)], waits.d1Ms);
  return secret;
}

/** Made anew for each request and kept nowhere; the same answer for a wrong link and one that is over. */
async function showPreview(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { db, waits, origin } = runtime;
  const secret = await secretOf(runtime);
  const preview = await readPreview(c.req.param("token") ?? "", secret, runtime.now());
  if (preview === null) throw new ProblemError({ code: "not-found" });
  const questions = questionsOf(runtime, preview);
  const [found, revision] = await runQueries(db, questions, waits.d1Ms);
  if (found === null || revision === null || isClosed(found.article, revision))
    throw new ProblemError({ code: "not-found" });
  const article = asOf(found.article, revision);
  const hasImages = runtime.images !== null;
  const page = (
    <ArticlePage article={article} settings={found.settings} origin={origin} hasImages={hasImages} />
  );
  const document = await htmlDocument(article.lang, page);
  const headers = {
    ...Object.fromEntries(document.headers),
    ...{ "Cache-Control": PRIVATE, "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" },
  };
  return new Response(document.body, { headers });
}

/** What was taken from readers is not left at a link that was made before; what it is to become again may be shown. */
function isClosed(article: Article, revision: Revision): boolean {
  return article.status === "trashed" || (isGone(article) && revision.status !== "retracted");
}

const retracted = ({ id, retractionNote, isWithheld }: Article): Problem => ({
  code: "retracted",
  withdrawn: { id, note: retractionNote, isWithheld },
});

const questionsOf = ({ db, now }: Runtime, { articleId, revision }: Preview) =>
  [articleById(db, articleId, now()), revisionOf(db, articleId, revision)] as const;

/** The article with the text and the names of one of its revisions. */
function asOf(article: Article, revision: Revision): Article {
  if (revision.number === article.revision) return article;
  return {
    ...article,
    ...textFieldsOf(revision),
    title: revision.title,
    bodyFormat: revision.bodyFormat,
    body: revision.body,
    lead: firstParagraph(revision),
    tags: draftTags(revision.tags),
    authors: draftTags(revision.authors),
    // One that names an article is shown only with it, and it is not looked up here.
    seeAlso: revision.seeAlso
      .filter(({ articleId }) => articleId == null)
      .map(({ title, excerpt }) => ({ title, titleKey: titleKey(title), excerpt, article: null })),
  };
}
