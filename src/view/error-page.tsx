/** The page for readers when there is no other: what happened, and what to do. */
import type { Child } from "hono/jsx";
import type { Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { frontPages, QUERY_LETTERS, SearchForm } from "./components";
import { Layout } from "./layout";
import { messages } from "./messages";

/**
 * A page for a problem, in the reader's language.
 * @param settings  null if they could not be read: the page then has no masthead.
 * @param note  the newsroom's own words on a retraction.
 * @param children  something else to read.
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
      styles="error"
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
