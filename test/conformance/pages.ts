/** One page of every kind, in every language of the judged site, as bytes. */
import type { BuiltSite } from "../built/site";

export interface Judged {
  readonly path: string;
  readonly status: number;
  readonly html: string;
}

/** Each kind by a path, or by a sitemap's first address of it. */
export async function pagesOfEachKind(site: BuiltSite): Promise<Judged[]> {
  const text = async (path: string) => await (await fetch(site.origin + path)).text();
  const pathsIn = (xml: string) =>
    [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, loc = ""]) => new URL(loc).pathname);
  const shards = pathsIn(await text("/sitemap.xml"));
  const listed = (await Promise.all(shards.map(async shard => pathsIn(await text(shard))))).flat();
  const lists = ["ar", "ckb", "kmr", "en"].flatMap(lang => [
    `/${lang}/`,
    `/${lang}/commemorations/`,
    `/${lang}/2021/`,
    `/${lang}/2026/11/`,
    `/${lang}/on/11-30/`,
    `/${lang}/search`,
    `/${lang}/search?q=a`,
    `/${lang}/nothing-here/`,
  ]);
  const named = [`/ar/tag/${encodeURIComponent("غريب")}/`, `/ar/author/${encodeURIComponent("سعاد-عيسى")}/`];
  const paths = [...new Set([...listed, ...lists, ...named, "/api/docs"])];
  const judged: Judged[] = [];
  for (const path of paths) {
    const response = await fetch(site.origin + path);
    judged.push({ path, status: response.status, html: await response.text() });
  }
  return judged;
}
