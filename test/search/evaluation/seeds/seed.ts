/** What a topic of the evaluation's corpus is made of. All texts are our own, made up for these tests. */
export interface Seed {
  readonly topic: string;
  /** Clean spelling; `{p}` is a place, different in each article of the topic. */
  readonly titles: readonly string[];
  /** Clean spelling; `{p}` is the article's place, `{n}` a number, `{y}` a year. */
  readonly sentences: readonly string[];
}

/** What the articles of a language share: places that tell them apart, and sentences that any topic may use. */
export interface Shared {
  readonly places: readonly string[];
  readonly sentences: readonly string[];
}
