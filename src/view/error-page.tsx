/** What a reader sees when there is no page to show: what happened, and what to do. */
import { newsroomName, type Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { frontPages } from "./language-switch";
import { Layout } from "./layout";
import { messages } from "./messages";

/**
 * A page in the reader's language for a refusal.
 * @param settings  null when they could not be read: the page then does without the newsroom's name.
 * @param note  the newsroom's own words on a retraction.
 */
export function ErrorPage(props: {
  lang: Lang;
  settings: Settings | null;
  status: 400 | 404 | 405 | 410 | 500 | 503;
  note?: string | null;
}) {
  const { lang, settings, note } = props;
  const words = messages[lang];
  const { title, advice } = words.errors[props.status];
  return (
    <Layout
      lang={lang}
      look="error"
      title={title}
      description={null}
      newsroom={settings && newsroomName(settings, lang)}
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
      <p>
        <a href={`/${lang}/`}>{words.frontPage}</a>
      </p>
    </Layout>
  );
}
