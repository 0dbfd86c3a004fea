/** What an editor is told after an upload. */

import { type Article, paragraphs } from "../articles/article";
import { articleJson, editorialJson } from "../articles/article-json";
import { differenceOf } from "../articles/revisions/difference";
import { writtenAnswer } from "../articles/write/answer";
import { httpProblem, problemObject } from "../http/problem";
import { json } from "../http/respond";
import type { Runtime } from "../runtime";
import { type DateProposal, dateProposals } from "../text/dates/date-proposals";
import { SKIPPED } from "./archive-names";
import type { FileReport, Posted } from "./post";
import type { Uploaded } from "./upload";

export async function uploadAnswer(runtime: Runtime, uploaded: Uploaded): Promise<Response> {
  if (uploaded.kind === "several") return severalAnswer(runtime, uploaded);
  const { posted } = uploaded;
  if (posted.kind === "foreseen") return json(foreseenAnswer(runtime, posted), 200);
  const { saved } = posted;
  const proposals = proposalsOf(saved.article);
  return await writtenAnswer({ ...saved, proposals }, saved.outcome, runtime.origin, runtime.now());
}

/** Of a dry run: the article as it would be, and how it differs from what stands. Its id is null if it would be new. */
function foreseenAnswer(runtime: Runtime, { foreseen }: Posted & { kind: "foreseen" }) {
  const { outcome, article, before } = foreseen;
  const now = runtime.now();
  return {
    dry_run: true,
    outcome,
    article: {
      ...articleJson(article, runtime.origin, now),
      id: article.id === 0 ? null : article.id,
      ...editorialJson(article, now),
      source_id: article.sourceId,
    },
    warnings: article.warnings,
    difference: differenceOf(before, article),
    proposals: proposalsOf(article),
  };
}

/**
 * One entry a file, in the order in which they came. 207 says that some were refused; what was not stands, and the
 * same bytes may be sent again: only what was refused is tried anew.
 */
function severalAnswer(
  runtime: Runtime,
  { reports, unused, skipped }: Uploaded & { kind: "several" },
): Response {
  const files = reports.map(report => fileAnswer(runtime, report));
  const count = (outcome: string) => files.filter(file => file.outcome === outcome).length;
  const [created, revised, unchanged, refused] = [
    count("created"),
    count("revised"),
    count("unchanged") + count("replayed"),
    count("refused"),
  ];
  const answer = {
    files,
    counts: { created, revised, unchanged, refused },
    unused_pictures: unused,
    skipped: skipped.map(({ file, code }) => ({ file, code, message: SKIPPED[code] })),
  };
  return json(answer, refused > 0 ? 207 : 200);
}

function fileAnswer(runtime: Runtime, report: FileReport) {
  const { file } = report;
  if ("problem" in report) {
    const { status } = httpProblem(report.problem);
    return { file, status, outcome: "refused" as const, problem: problemObject(report.problem) };
  }
  const { posted } = report;
  if (posted.kind === "foreseen") {
    const foreseen = foreseenAnswer(runtime, posted);
    return { file, status: 200, ...foreseen };
  }
  const { article, outcome, edition } = posted.saved;
  const { id, url, lang, title, status, revision } = articleJson(article, runtime.origin, runtime.now());
  const standing = { id, url, lang, title, status, revision };
  return {
    ...{ file, status: outcome === "created" ? 201 : 200, outcome },
    ...{ edition, article: standing, warnings: article.warnings },
  };
}

/** How much of a text is looked through for days that return, in UTF-16 units. */
const LOOKED_THROUGH = 30_000;

/**
 * Days that an uploaded text names: «الثلاثين من تشرين الثاني من كل عام» proposes an observance. Proposals only: the
 * text stays as it is, and nothing is made of them.
 */
function proposalsOf(article: Pick<Article, "bodyFormat" | "body" | "publishedOn">): DateProposal[] {
  const { publishedOn } = article;
  if (publishedOn === null) return [];
  return dateProposals(paragraphs(article).join("\n").slice(0, LOOKED_THROUGH), publishedOn);
}
