/** The name of a translation group: of an article, a section, a page or an author in all its languages. */
import type { Runtime } from "../../env";
import type { Article } from "../article";

/** The article that stands in a group where another is to come. */
export type Rival = Pick<Article, "id" | "title" | "status" | "restoredStatus">;

/** What is asked of an article that another is to translate. */
export type Translated = Pick<Article, "groupId" | "lang">;

/** 48 random bits. */
export function newGroup({ random }: Pick<Runtime, "random">): number {
  return random(6).reduce((number, byte) => number * 256 + byte, 0);
}
