/** What stands at an address where nothing is: the search, and the newest articles. */
import { type Page, readThrough } from "../../cache/read-through";
import type { Runtime } from "../../runtime";
import type { Lang } from "../../text/languages";
import { htmlDocument } from "../../view/document";
import { ErrorPage } from "../../view/error-page";
import type { ListOf } from "../list";
import { listFacts } from "./list-pages";
import { type List, publishedList } from "./list-queries";
import { Newest } from "./story";

/** How many of the newest are offered. */
const OFFERED = 5;

/**
 * One page a language, kept like any other, so that a wrong address costs no more than finding that it is wrong.
 * @throws whatever reading it throws: whoever refuses has a page without articles for that.
 */
export async function lostPage(runtime: Runtime, lang: Lang) {
  const of: ListOf = { kind: "front", lang };
  const page: Page<List> = {
    key: `lost:html:${lang}`,
    cache: "kv",
    query: now => publishedList(runtime.db, of, now, OFFERED, null),
    compose: async list => {
      const document = await htmlDocument(
        lang,
        <ErrorPage lang={lang} settings={list.settings} status={404}>
          <Newest cards={list.articles} settings={list.settings} />
        </ErrorPage>,
      );
      return { status: 200, headers: document.headers, body: document.body, ...listFacts(of, list) };
    },
  };
  const { rendering } = await readThrough(runtime, page, 0);
  return rendering;
}
