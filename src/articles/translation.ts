/** What translating needs to know of an article. Types alone. */
import type { Article } from "./article";

/** The article that stands in a group where another is to come. */
export type Rival = Pick<Article, "id" | "title" | "status" | "restoredStatus">;

/** What is asked of an article that another is to translate. */
export type Translated = Pick<Article, "groupId" | "lang">;
