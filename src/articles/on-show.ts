/** What those outside are told of an article. Types alone. */
import type { Lang } from "../text/languages";
import type { ArticleLink } from "./article";

/** An article that readers see, as it is now. */
export interface OnShow extends ArticleLink {
  /** epoch ms */
  readonly publishAt: number;
  readonly revision: number;
  readonly isCommemoration: boolean;
  /** Whether the clock published it by itself. */
  readonly isAutomatic: boolean;
}

/** An article that an edition took from readers: where they found it. Nothing of what it says. */
export interface TakenAway {
  readonly edition: number;
  readonly id: number;
  readonly lang: Lang;
  readonly slug: string;
  readonly publishedOn: string;
  readonly isCommemoration: boolean;
}
