/** The reader's doors to standing pages, as a page and as JSON. */

import type { Page } from "../../cache/read-through";
import { siteTag, standingPageTag } from "../../cache/tags";
import { servePage } from "../../http/edition";
import { encoded } from "../../http/encoded";
import { movedTo } from "../../http/moved";
import { ProblemError } from "../../http/problem";
import { type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { standingPath } from "../../settings/contents";
import { isLang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import { htmlDocument } from "../../view/document";
import { publicStandingPage } from "./api-routes";
import { StandingPageView } from "./page";
import { standingPageAt } from "./queries";

export const standingPagePages = createRouter();
standingPagePages.get(`/${LANGUAGE}/pages/:name/`, readStandingPage);
standingPagePages.get(`/${LANGUAGE}/pages/:name{[^/]+\\.json}`, readStandingPage);

async function readStandingPage(c: AppContext): Promise<Response> {
  const { runtime, address } = c.var;
  const isTwin = address.path.endsWith(".json");
  const [lang = "", , name = ""] = address.path.split("/").filter(Boolean);
  const slug = decodeURIComponent(isTwin ? name.slice(0, -".json".length) : name);
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  const page: Page<Awaited<ReturnType<ReturnType<typeof standingPageAt>["read"]>>> = {
    key: `page:${isTwin ? "json" : "html"}:${lang}:${slugKey(slug)}`,
    cache: "kv",
    query: () => standingPageAt(runtime.db, { lang, key: slugKey(slug) }),
    compose: async found => {
      if (found === null) throw new ProblemError({ code: "not-found" });
      const facts = { tags: [siteTag, standingPageTag(found.page.id)], articles: [], until: null };
      if (slugKey(found.page.slug) !== slugKey(slug)) {
        const path = standingPath(found.page);
        return movedTo(lang, isTwin ? path.replace(/\/$/, ".json") : path, 301, facts.tags);
      }
      const value = publicStandingPage(found.page, runtime.origin);
      const document = isTwin
        ? encoded({ type: "application/json", lang, text: `${JSON.stringify(value)}\n` })
        : await htmlDocument(lang, <StandingPageView {...found} origin={runtime.origin} />);
      return { status: 200, headers: document.headers, body: document.body, ...facts };
    },
  };
  return await servePage(c, page);
}
