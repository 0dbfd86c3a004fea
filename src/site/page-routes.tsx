/** Standing pages for readers, as HTML and as JSON. */
import type { Page } from "../cache/read-through";
import { siteTag, standingPageTag } from "../cache/tags";
import { servePage } from "../http/edition";
import { encoded } from "../http/encoded";
import { movedTo } from "../http/moved";
import { ProblemError } from "../http/problem";
import { type AppContext, createRouter, LANGUAGE } from "../http/routes";
import { inEachLanguage, standingPath } from "../settings/contents";
import type { Settings } from "../settings/settings";
import { formatDate } from "../text/dates/format";
import { localDate } from "../text/dates/time-zone";
import { excerpt } from "../text/excerpt";
import { isLang } from "../text/languages";
import { slugKey } from "../text/slug";
import { frontPages } from "../view/components";
import { htmlDocument } from "../view/document";
import { PageLinks } from "../view/head";
import { Layout } from "../view/layout";
import { listMessages } from "../view/list-messages";
import { messages } from "../view/messages";
import { publicPage, type StandingPage } from "./pages";
import { pageAt } from "./resource-queries";

export const standingPagePages = createRouter();
standingPagePages.get(`/${LANGUAGE}/pages/:name/`, readStandingPage);
standingPagePages.get(`/${LANGUAGE}/pages/:name{[^/]+\\.json}`, readStandingPage);

async function readStandingPage(c: AppContext): Promise<Response> {
  const { runtime, address } = c.var;
  const isTwin = address.path.endsWith(".json");
  const [lang = "", , name = ""] = address.path.split("/").filter(Boolean);
  const slug = decodeURIComponent(isTwin ? name.slice(0, -".json".length) : name);
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  const page: Page<Awaited<ReturnType<ReturnType<typeof pageAt>["read"]>>> = {
    key: `page:${isTwin ? "json" : "html"}:${lang}:${slugKey(slug)}`,
    cache: "kv",
    query: () => pageAt(runtime.db, { lang, key: slugKey(slug) }),
    compose: async found => {
      if (found === null) throw new ProblemError({ code: "not-found" });
      const facts = { tags: [siteTag, standingPageTag(found.page.id)], articles: [], until: null };
      if (slugKey(found.page.slug) !== slugKey(slug)) {
        const path = standingPath(found.page);
        return movedTo(lang, isTwin ? path.replace(/\/$/, ".json") : path, 301, facts.tags);
      }
      const value = publicPage(found.page, runtime.origin);
      const document = isTwin
        ? encoded({ type: "application/json", lang, text: `${JSON.stringify(value)}\n` })
        : await htmlDocument(lang, <StandingPageView {...found} origin={runtime.origin} />);
      return { status: 200, headers: document.headers, body: document.body, ...facts };
    },
  };
  return await servePage(c, page);
}

/** @param origin scheme and host, for absolute addresses. */
function StandingPageView(props: { page: StandingPage; settings: Settings; origin: string }) {
  const { page, settings, origin } = props;
  const { lang } = page;
  const path = standingPath(page);
  const entry = settings.contents.pages.find(one => one.id === page.id);
  const versions = entry === undefined ? [] : inEachLanguage(settings.contents.pages, entry);
  const languages = versions.map(one => ({ lang: one.lang, path: standingPath(one) }));
  const revisedOn = localDate(page.revisedAt, settings.zone);
  return (
    <Layout
      lang={lang}
      styles="standingPage"
      title={page.title}
      description={excerpt(page.body.split("\n")[0] ?? "")}
      settings={settings}
      path={path}
      languages={languages.length > 1 ? languages : frontPages(settings.languages)}
      languagesLabel={messages[lang].siteLanguages}
      head={
        <PageLinks
          origin={origin}
          path={path}
          inLanguages={languages}
          defaultPath={languages[0]?.path ?? path}
        />
      }
    >
      <article>
        <h1>{page.title}</h1>
        <div class="body">
          {page.body.split("\n").map(paragraph => (
            <p>{paragraph}</p>
          ))}
        </div>
        <footer>
          {listMessages[lang].revisedOn}{" "}
          <time datetime={revisedOn}>{formatDate(lang, revisedOn, settings)}</time>
        </footer>
      </article>
    </Layout>
  );
}
