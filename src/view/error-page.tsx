/** What a reader sees when there is no page to show: what happened, and what to do. */
import type { Child } from "hono/jsx";
import type { Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { frontPages } from "./language-switch";
import { Layout } from "./layout";
import { messages } from "./messages";
import { QUERY_LETTERS, SearchForm } from "./search-form";

/**
 * A page in the reader's language for a refusal.
 * @param settings  null when they could not be read: the page then does without the newsroom's name.
 * @param note  the newsroom's own words on a retraction.
 * @param children  what else there is to read.
 */
export function ErrorPage(props: {
  lang: Lang;
  settings: Settings | null;
  status: 400 | 404 | 405 | 410 | 451 | 500 | 503;
  note?: string | null;
  children?: Child;
}) {
  const { lang, settings, note, status } = props;
  const words = messages[lang];
  const { title, advice } = words.errors[status];
  return (
    <Layout
      lang={lang}
      look="error"
      title={title}
      description={null}
      settings={settings}
      path={null}
      languages={frontPages(settings?.languages ?? [])}
      languagesLabel={words.siteLanguages}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{title}</h1>
      <p>{advice}</p>
      {note && (
        <section>
          <h2>{words.retractionNote}</h2>
          <blockquote dir="auto">{note}</blockquote>
        </section>
      )}
      {status === 404 && <SearchForm lang={lang} most={QUERY_LETTERS} />}
      {props.children}
      <p>
        <a href={`/${lang}/`}>{words.frontPage}</a>
      </p>
    </Layout>
  );
}
