/** The response to whoever has written an article, or reads it as an editor. */
import { revisedEtag } from "../../http/etag";
import { PLAIN_HEADERS, PRIVATE } from "../../http/respond";
import type { Settings } from "../../settings/settings";
import type { DateProposal } from "../../text/dates/proposals";
import type { Article } from "../article";
import { editorsArticleJson, type Outcome, sectionJson } from "../article-json";
import { pick } from "../selection";

interface Written {
  readonly article: Article;
  /** Left out where it is not asked for. */
  readonly settings?: Settings;
  readonly hasSection?: boolean;
  /** Only these fields; null or left out for all. */
  readonly fields?: readonly string[] | null;
  readonly edition: number;
  /** Days that its text names, for an editor to make something of; nothing is done with them. */
  readonly proposals?: readonly DateProposal[];
}

/**
 * The article as JSON, with the edition that made it so. Its links carry that edition, so that an editor who
 * follows one reads their own write, whichever isolate answers.
 * @param now epoch ms
 */
export async function writtenAnswer(
  written: Written,
  outcome: Outcome,
  origin: string,
  now: number,
): Promise<Response> {
  const { article, fields = null } = written;
  const { edition, settings, hasSection, proposals } = written;
  const section = hasSection && settings ? sectionJson(article, settings, origin) : undefined;
  const beside = {
    ...{ edition, outcome },
    ...(section === undefined ? {} : { section }),
    ...(proposals === undefined ? {} : { proposals }),
  };
  const whole = editorsArticleJson(article, beside, origin, now);
  const body = `${JSON.stringify(fields === null ? whole : pick(whole, fields))}\n`;
  return new Response(body, {
    status: outcome === "created" ? 201 : 200,
    headers: {
      ...PLAIN_HEADERS,
      "Cache-Control": PRIVATE,
      "Content-Type": "application/json; charset=utf-8",
      "Content-Language": article.lang,
      ETag: await revisedEtag(article.revision, body),
      Location: `/api/articles/${article.id}`,
    },
  });
}
