/** What an editor is told beside what the article's revision says: of what was done around it, or was not. Pure. */
import type { Article } from "../article";
import type { Note } from "../draft";

export function withNotes<T extends { readonly article: Article }>(found: T, notes: readonly Note[]): T {
  const { article } = found;
  return { ...found, article: { ...article, warnings: [...article.warnings, ...notes] } };
}
