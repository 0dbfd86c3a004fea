/** A standing page as its readers see it. */
import { inEachLanguage, standingPath } from "../../settings/contents";
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/format";
import { localDate } from "../../text/dates/time-zone";
import { excerpt } from "../../text/excerpt";
import { frontPages } from "../../view/language-switch";
import { Layout } from "../../view/layout";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { PageLinks } from "../../view/page-links";
import type { StandingPage } from "./standing-page";

/** @param origin  scheme and host, for absolute addresses. */
export function StandingPageView(props: { page: StandingPage; settings: Settings; origin: string }) {
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
      look="standingPage"
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
