/** What a commemoration refers to: earlier years, the newsroom's own articles for the day, past coverage. */
import { draftTags } from "../../articles/draft";
import { runQueries } from "../../db/client";
import type { Runtime } from "../../runtime";
import { search } from "../../search/search";
import type { Lang } from "../../text/languages";
import { linkedArticles, type Related, taggedArticles } from "../article-queries";
import type { Observance } from "../observance";

/** At most so many references. */
const MOST = 5;

/**
 * Articles of the language that readers may see: those linked to the observance, newest first, then those of its
 * tags, then those in which its name is found.
 * @param at  epoch ms: nothing that appears later. @throws D1Unavailable; the search being down is no reason to fail.
 */
export async function findRelated(
  runtime: Runtime,
  observance: Observance,
  lang: Lang,
  at: number,
): Promise<readonly Related[]> {
  const { db, waits } = runtime;
  const keys = draftTags(observance.tags[lang] ?? []).map(tag => tag.key);
  const [linked, tagged] = await runQueries(
    db,
    [linkedArticles(db, observance.id, lang, at, MOST), taggedArticles(db, lang, keys, at, MOST)],
    waits.d1Ms,
  );
  const known = distinct([...linked, ...tagged]);
  if (known.length >= MOST) return known.slice(0, MOST);
  const names = [observance.names[lang], ...(observance.aliases[lang] ?? [])].filter(
    name => name !== undefined,
  );
  const found: Related[] = [];
  for (const name of names.slice(0, 2)) found.push(...(await searched(runtime, name, lang)));
  return distinct([...known, ...found]).slice(0, MOST);
}

async function searched(runtime: Runtime, name: string, lang: Lang): Promise<Related[]> {
  const typed = `"${name.replaceAll(/["“”«»]/g, " ")}"`;
  const query = { typed, lang, limit: MOST, sectionId: null, from: null, to: null, cursor: null };
  try {
    const { results } = await search(runtime, query);
    return results.map(({ hit }) => ({ articleId: hit.id, title: hit.title }));
  } catch (failure) {
    console.error(JSON.stringify({ seeAlso: "the search did not answer", failure: String(failure) }));
    return [];
  }
}

function distinct(related: readonly Related[]): Related[] {
  return [...new Map(related.toReversed().map(one => [one.articleId, one])).values()].toReversed();
}
