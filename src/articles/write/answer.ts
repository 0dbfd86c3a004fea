/** What an editor is told after a write. */
import { PLAIN_HEADERS, PRIVATE } from "../../http/respond";
import { revisedEtag } from "../../http/validator";
import { publicSection } from "../../settings/contents";
import type { Settings } from "../../settings/settings";
import type { DateProposal } from "../../text/dates/date-proposals";
import { type Article, instant, permalink, type Sibling, statusAt } from "../article";
import { sectionOf } from "../list";
import { publicArticle } from "../public-article";
import { pick } from "../selection";

interface Written {
  readonly article: Article;
  /** Left out where it is not asked for. */
  readonly settings?: Settings;
  readonly hasSection?: boolean;
  /** Of the answer only these; null or left out for all. */
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
  outcome: string,
  origin: string,
  now: number,
): Promise<Response> {
  const { article, fields = null } = written;
  const whole = toldOf(written, outcome, origin, now);
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

function toldOf(written: Written, outcome: string, origin: string, now: number) {
  const { article, edition, proposals, settings, hasSection } = written;
  const section = settings && sectionOf(settings.contents.sections, article.sectionId);
  return {
    ...publicArticle(article, origin, now),
    translations: article.siblings.map(one => toldSibling(one, origin, now)),
    ...(hasSection ? { section: section ? publicSection(section, origin) : null } : {}),
    edition,
    outcome,
    warnings: article.warnings,
    published_time: article.publishedTime,
    publish_at: isTimed(article, now) ? instant(article.publishAt) : null,
    retraction_note: article.retractionNote,
    source_id: article.sourceId,
    ...(proposals === undefined ? {} : { proposals }),
    links: links(article, edition, origin, now),
  };
}

/** Drafts too: one may stand where another is to come. */
const toldSibling = ({ publishedOn, ...one }: Sibling, origin: string, now: number) => ({
  ...{ id: one.id, lang: one.lang, title: one.title, status: statusAt(one, now) },
  url: publishedOn === null ? null : origin + permalink({ ...one, publishedOn }),
});

/** Of an article with a date and no time the instant only stands in for one: it orders lists and is told to nobody. */
export function isTimed(article: Article, now: number): article is Article & { publishAt: number } {
  return (
    article.publishAt !== null && (article.publishedTime !== null || statusAt(article, now) === "scheduled")
  );
}

/** Where to look at it now; pages only while readers may see it. */
function links(article: Article, edition: number, origin: string, now: number) {
  const at = `?edition=${edition}`;
  const api = `${origin}/api/articles/${article.id}${at}`;
  const { publishedOn } = article;
  if (publishedOn === null || statusAt(article, now) !== "published") return { api };
  const page = origin + permalink({ ...article, publishedOn });
  return {
    api,
    html: page + at,
    json: `${page}.json${at}`,
    markdown: `${page}.md${at}`,
    front: `${origin}/${article.lang}/${at}`,
  };
}
