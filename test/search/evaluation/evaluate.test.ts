/** How well search finds, measured (issue 3, point 3). Relevance is decided by the corpus, never by our own search. */
import { describe, expect, it } from "vitest";
import { titleKey } from "../../../src/text/fold";
import { LANGS, type Lang } from "../../../src/text/languages";
import { TestWorker } from "../../worker";
import { rebuildSearch } from "../rebuild";
import { askOurs, askPlain, PAGE } from "./ask";
import { cleanWords, makeCorpus } from "./corpus";
import { layDown, layDownPlain } from "./lay-down";
import { QUERY_CLASSES } from "./lexicon/entry";
import { type Asked, recallOf, score, table } from "./measure";
import { makeQueries, type Query } from "./queries";

const corpus = makeCorpus();
const queries = makeQueries(corpus);

describe("the set is worth asking", () => {
  it("has 400 articles in four languages, the same each time", () => {
    const counts = LANGS.map(lang => corpus.filter(article => article.lang === lang).length);
    expect(counts).toEqual([200, 80, 60, 60]);
    expect(makeCorpus()).toEqual(corpus);
  });

  it("has no two titles that are one title", () => {
    const keys = new Set(corpus.map(({ lang, title }) => `${lang} ${titleKey(title)}`));
    expect(keys.size).toBe(corpus.length);
  });

  it("is typed as newsrooms type: in Arabic and Kurdish, half or more is not in clean spelling", () => {
    const untidy = corpus.filter(
      ({ title, body, clean }) => cleanWords(`${title}\n${body}`).join(" ") !== clean.flat().join(" "),
    );
    const share = (lang: Lang) =>
      untidy.filter(article => article.lang === lang).length /
      corpus.filter(article => article.lang === lang).length;
    expect(share("ar")).toBeGreaterThan(0.5);
    expect(share("ckb")).toBeGreaterThan(0.5);
    expect(share("kmr")).toBeGreaterThan(0.45);
  });

  it("leaves no slot of a sentence unfilled", () => {
    expect(corpus.filter(({ title, body }) => /[{}]/.test(title + body))).toEqual([]);
  });

  it("has 120 queries and more, no two alike, in every language and class", () => {
    expect(queries.length).toBeGreaterThanOrEqual(120);
    expect(new Set(queries.map(({ lang, q }) => `${lang} ${q}`)).size).toBe(queries.length);
    const kinds = new Set(queries.map(query => `${query.class} ${query.lang}`));
    expect(kinds.size).toBe(QUERY_CLASSES.length * LANGS.length);
  });

  it("expects something of every query, and no more than a page holds", () => {
    const odd = queries.filter(({ relevant }) => relevant.size < 1 || relevant.size > PAGE);
    expect(odd.map(({ q, relevant }) => [q, relevant.size])).toEqual([]);
  });
});

describe("what is found", () => {
  it("reaches the figures that were set, and beats plain FTS5", { timeout: 120_000 }, async () => {
    const worker = new TestWorker();
    await layDown(corpus);
    await layDownPlain(corpus);
    expect((await rebuildSearch(worker.runtime())).indexed).toBe(corpus.length);

    const ours = await inTurn(queries, query => askOurs(worker, query));
    const plain = await inTurn(queries, askPlain);
    console.log(`${table(ours, plain)}\n\n${missed(ours)}`);

    const isSpelling = ({ query }: Asked) => query.class === "spelling" || query.class === "diacritics";
    const isInflected = ({ query }: Asked) => query.class === "inflected";
    expect(score(ours.filter(isSpelling)).recall).toBeGreaterThanOrEqual(0.95);
    expect(score(ours.filter(isInflected)).recall).toBeGreaterThanOrEqual(0.85);
    expect(score(ours).recall).toBeGreaterThan(score(plain).recall);
    expect(score(ours).mrr).toBeGreaterThan(score(plain).mrr);
  });
});

async function inTurn(asked: readonly Query[], ask: (query: Query) => Promise<number[]>): Promise<Asked[]> {
  const answered: Asked[] = [];
  for (const query of asked) answered.push({ query, found: await ask(query) });
  return answered;
}

/** Every query that did not find all it should: what to mend next. */
function missed(asked: readonly Asked[]): string {
  return asked
    .filter(one => recallOf(one) < 1)
    .map(one => {
      const { lang, class: kind, q, relevant } = one.query;
      return `${kind} ${lang} «${q}»: ${Math.round(recallOf(one) * relevant.size)} of ${relevant.size}`;
    })
    .join("\n");
}
