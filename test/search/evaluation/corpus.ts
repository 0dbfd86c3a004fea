/** The evaluation's corpus: articles made from the seeds, the same ones each time, each knowing its clean words. */
import type { Lang } from "../../../src/text/languages";
import { ARABIC_JUSTICE } from "./seeds/arabic-justice";
import { ARABIC_LAND } from "./seeds/arabic-land";
import { ARABIC_SHARED, ARABIC_TOWN } from "./seeds/arabic-town";
import { ENGLISH, ENGLISH_SHARED } from "./seeds/english";
import { KURMANJI, KURMANJI_SHARED } from "./seeds/kurmanji";
import type { Seed, Shared } from "./seeds/seed";
import { SORANI, SORANI_SHARED } from "./seeds/sorani";
import { headline, STYLES } from "./typing";

export interface CorpusArticle {
  readonly id: number;
  readonly lang: Lang;
  readonly topic: string;
  /** As typed. */
  readonly title: string;
  /** As typed; paragraphs, one a line. */
  readonly body: string;
  /** The words of the title and of each sentence before anyone typed them: what decides relevance. */
  readonly clean: readonly (readonly string[])[];
}

interface Recipe {
  readonly lang: Lang;
  readonly seeds: readonly Seed[];
  readonly shared: Shared;
  readonly articlesPerTopic: number;
  /** How many of a topic's sentences stand in one article. */
  readonly sentences: number;
}

const RECIPES: readonly Recipe[] = [
  {
    lang: "ar",
    seeds: [...ARABIC_TOWN, ...ARABIC_JUSTICE, ...ARABIC_LAND],
    shared: ARABIC_SHARED,
    articlesPerTopic: 8,
    sentences: 3,
  },
  { lang: "ckb", seeds: SORANI, shared: SORANI_SHARED, articlesPerTopic: 4, sentences: 2 },
  { lang: "kmr", seeds: KURMANJI, shared: KURMANJI_SHARED, articlesPerTopic: 3, sentences: 2 },
  { lang: "en", seeds: ENGLISH, shared: ENGLISH_SHARED, articlesPerTopic: 3, sentences: 2 },
];

/** All articles, numbered from 1. */
export function makeCorpus(): CorpusArticle[] {
  return RECIPES.flatMap(recipe =>
    recipe.seeds.flatMap((seed, topic) =>
      Array.from({ length: recipe.articlesPerTopic }, (_, nth) => ({ recipe, seed, topic, nth })),
    ),
  ).map(({ recipe, seed, topic, nth }, position) => makeArticle(recipe, seed, topic, nth, position + 1));
}

/** A text's words in clean spelling: lower case, without tanwin and other harakat. */
export function cleanWords(text: string): string[] {
  return text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\u064B-\u0652]/g, "")
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(word => word !== "");
}

function makeArticle(
  { lang, shared, articlesPerTopic, sentences }: Recipe,
  seed: Seed,
  topic: number,
  nth: number,
  id: number,
): CorpusArticle {
  const index = topic * articlesPerTopic + nth;
  const fill = (text: string) =>
    text
      .replaceAll("{p}", pick(shared.places, topic * 3 + nth))
      .replaceAll("{n}", String(12 + ((index * 37) % 181)))
      .replaceAll("{y}", String(2008 + ((index * 5) % 17)));
  const title = fill(pick(seed.titles, nth));
  const body = [
    ...Array.from({ length: sentences }, (_, step) => pick(seed.sentences, nth + step + (step > 1 ? 1 : 0))),
    pick(shared.sentences, index),
  ].map(fill);
  const style = pick(STYLES[lang], index);
  return {
    id,
    lang,
    topic: seed.topic,
    title: headline(lang, index, style(title)).normalize("NFC"),
    body: body.map(sentence => style(sentence).normalize("NFC")).join("\n"),
    clean: [title, ...body].map(cleanWords),
  };
}

/** The list's entry at a position, going round. @throws if the list is empty. */
function pick<T>(list: readonly T[], position: number): T {
  const entry = list[position % list.length];
  if (entry === undefined) throw new Error("A seed has an empty list.");
  return entry;
}
