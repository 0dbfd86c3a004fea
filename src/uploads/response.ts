/** The response to an upload. */
import { type Article, paragraphs } from "../articles/article";
import { articleJson, editorialJson } from "../articles/article-json";
import { differenceOf } from "../articles/revisions/difference";
import { writtenAnswer } from "../articles/write/response";
import { httpProblem, problemObject } from "../http/problem";
import { json } from "../http/respond";
import type { Runtime } from "../runtime";
import { type DateProposal, dateProposals } from "../text/dates/proposals";
import type { FileReport, PostResult } from "./post";
import type { UploadResult } from "./upload";
import { SKIP_MESSAGES } from "./zip";

export async function uploadResponse(runtime: Runtime, result: UploadResult): Promise<Response> {
  if (result.kind === "several") return severalResponse(runtime, result);
  const { posted } = result;
  if (posted.kind === "dry-run") return json(dryRunJson(runtime, posted), 200);
  const { saved } = posted;
  const proposals = proposalsOf(saved.article);
  return await writtenAnswer({ ...saved, proposals }, saved.outcome, runtime.origin, runtime.now());
}

/** The article as it would be, and how it differs from what is there. Its id is null if it would be new. */
function dryRunJson(runtime: Runtime, { dryRun }: PostResult & { kind: "dry-run" }) {
  const { outcome, article, before } = dryRun;
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
 * One entry a file, in the order in which they came. 207 says that some were refused. The same bytes may be sent again:
 * only those are tried anew.
 */
function severalResponse(
  runtime: Runtime,
  { reports, unused, skipped }: UploadResult & { kind: "several" },
): Response {
  const files = reports.map(report => fileJson(runtime, report));
  const count = (outcome: string) => files.filter(file => file.outcome === outcome).length;
  const [created, revised, unchanged, refused] = [
    count("created"),
    count("revised"),
    count("unchanged") + count("replayed"),
    count("refused"),
  ];
  const response = {
    files,
    counts: { created, revised, unchanged, refused },
    unused_pictures: unused,
    skipped: skipped.map(({ file, code }) => ({ file, code, message: SKIP_MESSAGES[code] })),
  };
  return json(response, refused > 0 ? 207 : 200);
}

function fileJson(runtime: Runtime, report: FileReport) {
  const { file } = report;
  if ("problem" in report) {
    const { status } = httpProblem(report.problem);
    return { file, status, outcome: "refused" as const, problem: problemObject(report.problem) };
  }
  const { posted } = report;
  if (posted.kind === "dry-run") {
    return { file, status: 200, ...dryRunJson(runtime, posted) };
  }
  const { article, outcome, edition } = posted.saved;
  const { id, url, lang, title, status, revision } = articleJson(article, runtime.origin, runtime.now());
  const summary = { id, url, lang, title, status, revision };
  return {
    ...{ file, status: outcome === "created" ? 201 : 200, outcome },
    ...{ edition, article: summary, warnings: article.warnings },
  };
}

/** How much of a text is searched for days that return, in UTF-16 units. */
const SEARCHED = 30_000;

/**
 * Days that an uploaded text names: «الثلاثين من تشرين الثاني من كل عام» proposes an observance. Nothing is done with
 * them.
 */
function proposalsOf(article: Pick<Article, "bodyFormat" | "body" | "publishedOn">): DateProposal[] {
  const { publishedOn } = article;
  if (publishedOn === null) return [];
  return dateProposals(paragraphs(article).join("\n").slice(0, SEARCHED), publishedOn);
}
