/** The search's door for readers. What they ask is kept nowhere. */

import { ProblemError } from "../http/problem";
import { PRIVATE } from "../http/respond";
import { type AppContext, createRouter, LANGUAGE } from "../http/routes";
import { sectionCalled } from "../settings/contents";
import { settingsForReaders } from "../settings/page";
import { isLang } from "../text/languages";
import { QUERY_LETTERS } from "../view/components";
import { htmlDocument } from "../view/document";
import { readCursor } from "./rank";
import { search } from "./search";
import { SearchPage } from "./search-page";

/** How many results stand on a page. */
const RESULTS = 10;

export const searchPageRoutes = createRouter();
searchPageRoutes.get(`/${LANGUAGE}/search`, searchForReaders);

async function searchForReaders(c: AppContext): Promise<Response> {
  const { runtime, address } = c.var;
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  const parameters = new URLSearchParams(address.query);
  const typed = (parameters.get("q") ?? "").toWellFormed();
  const isTooLong = typed.length > QUERY_LETTERS;
  const settings = await settingsForReaders(runtime);
  const cursor = readCursor(parameters.get("cursor") ?? undefined);
  // A section that there is not is as if none was asked for: the page says so by not showing it.
  const section = sectionCalled(settings.contents, lang, parameters.get("section") ?? "");
  const request = {
    typed,
    lang,
    sectionId: section?.id ?? null,
    limit: RESULTS,
    from: null,
    to: null,
    cursor,
  };
  const found = typed.trim() === "" || isTooLong ? null : await search(runtime, request);
  const shown = isTooLong ? typed.slice(0, QUERY_LETTERS) : typed;
  const document = await htmlDocument(
    lang,
    <SearchPage
      lang={lang}
      settings={settings}
      typed={shown}
      section={section}
      found={found}
      isTooLong={isTooLong}
    />,
  );
  const headers = { ...Object.fromEntries(document.headers), "Cache-Control": PRIVATE };
  return new Response(document.body, { status: isTooLong ? 400 : 200, headers });
}
