/** Whether a draft says what an article says already. Pure, but for the hash. */
import type { Article } from "../article";
import { contentHash, type PlacedDraft } from "../draft";

type Said = Pick<Article, "title" | "body" | "contentHash" | "publishedOn" | "publishedTime" | "publishAt">;

/**
 * The draft's content hash; the article's where they differ only in this, that the draft says the date, the hour or the
 * instant that the article has got since, or leaves out the instant that it was given.
 */
export async function contentAgainst(draft: PlacedDraft, article: Said): Promise<string> {
  const content = await contentHash(draft);
  if (content === article.contentHash) return content;
  // Another text is another one at a glance.
  if (draft.title !== article.title || draft.body !== article.body) return content;
  const { publishedOn, publishedTime, publishAt } = draft;
  if (publishedOn !== article.publishedOn || publishedTime !== article.publishedTime) return content;
  const instants = publishAt === null ? [null, article.publishAt] : [publishAt];
  const dates = [
    { publishedOn, publishedTime },
    { publishedOn, publishedTime: null },
    { publishedOn: null, publishedTime: null },
  ];
  for (const date of dates)
    for (const publishAt of instants)
      if ((await contentHash({ ...draft, ...date, publishAt })) === article.contentHash)
        return article.contentHash;
  return content;
}
