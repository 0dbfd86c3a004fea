import { runQueries } from "../../db/client";
import { ProblemError } from "../../http/problem";
import { PRIVATE } from "../../http/respond";
import { type AppContext, createRouter } from "../../http/routes";
import type { Runtime } from "../../runtime";
import { titleKey } from "../../text/fold";
import { htmlDocument } from "../../view/document";
import { type Article, firstParagraph } from "../article";
import { draftTags } from "../draft";
import { textFieldsOf } from "../fields";
import { ArticlePage } from "../page/article-page";
import { articleById } from "../queries";
import type { Revision } from "../revision";
import { revisionOf } from "../revision-queries";
import { isClosed, type Preview, readPreview } from "./preview";
import { previewSecret } from "./queries";

export const previewPageRoutes = createRouter();

previewPageRoutes.get("/preview/:token", showPreview);

/** Made anew for each request and never cached; the same answer for a wrong link and one that is over. */
async function showPreview(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { db, waits, origin } = runtime;
  const [secret] = await runQueries(db, [previewSecret(db)], waits.d1Ms);
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
