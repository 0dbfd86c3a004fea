/** The page of a search: what was asked, what was found, with the words marked that were looked for. */
import { permalink } from "../articles/article";
import { newsroomName, type Settings } from "../settings/settings";
import { formatDate } from "../text/date-format";
import { directionOf, type Lang } from "../text/languages";
import type { InLanguage } from "../view/language-switch";
import { Layout } from "../view/layout";
import { messages } from "../view/messages";
import { searchMessages } from "../view/search-messages";
import { cursorOf } from "./cursor";
import type { Segment } from "./highlight";
import { QUERY_LETTERS } from "./query";
import type { Found, Result } from "./search";

interface SearchPageProps {
  lang: Lang;
  settings: Settings;
  typed: string;
  /** Null when nothing was asked. */
  found: Found | null;
  isTooLong: boolean;
}

export function SearchPage(props: SearchPageProps) {
  const { lang, settings, typed, found } = props;
  const words = searchMessages[lang];
  const inLanguages: InLanguage[] = settings.languages.map(one => ({
    lang: one,
    path: addressOf(one, typed),
  }));
  return (
    <Layout
      lang={lang}
      look="search"
      title={typed === "" ? words.title : `${words.title}: ${typed}`}
      description={null}
      newsroom={newsroomName(settings, lang)}
      languages={inLanguages}
      languagesLabel={messages[lang].siteLanguages}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{words.title}</h1>
      <search>
        <form action={`/${lang}/search`}>
          <input
            type="search"
            name="q"
            value={typed}
            aria-label={words.label}
            maxlength={QUERY_LETTERS}
            dir="auto"
          />
          <button type="submit">{words.button}</button>
        </form>
      </search>
      {props.isTooLong && <p role="alert">{words.tooLong}</p>}
      {found !== null && <FoundList lang={lang} settings={settings} typed={typed} found={found} />}
    </Layout>
  );
}

function FoundList({
  lang,
  settings,
  typed,
  found,
}: {
  lang: Lang;
  settings: Settings;
  typed: string;
  found: Found;
}) {
  const words = searchMessages[lang];
  return (
    <>
      {found.results.length === 0 && <p>{words.none}</p>}
      {found.didYouMean !== null && (
        <p>
          {words.didYouMean}{" "}
          <a href={addressOf(lang, found.didYouMean)}>
            <bdi>{found.didYouMean}</bdi>
          </a>
        </p>
      )}
      <Results results={found.results} settings={settings} pageLang={lang} Heading="h2" />
      {found.next !== null && (
        <p>
          <a href={`${addressOf(lang, typed)}&cursor=${encodeURIComponent(cursorOf(found.next))}`}>
            {words.more}
          </a>
        </p>
      )}
      {found.elsewhere.length > 0 && (
        <section aria-labelledby="elsewhere">
          <h2 id="elsewhere">{words.elsewhere}</h2>
          <Results results={found.elsewhere} settings={settings} pageLang={lang} Heading="h3" />
        </section>
      )}
    </>
  );
}

interface ResultsProps {
  results: readonly Result[];
  settings: Settings;
  pageLang: Lang;
  Heading: "h2" | "h3";
}

function Results(props: ResultsProps) {
  if (props.results.length === 0) return null;
  const { months, digits } = props.settings;
  const { Heading } = props;
  return (
    <ul class="found">
      {props.results.map(({ hit, title, excerpt }) => {
        const { lang, publishedOn } = hit;
        const own = lang === props.pageLang ? {} : { lang, dir: directionOf(lang) };
        return (
          <li {...own}>
            <p class="small">
              <time datetime={publishedOn}>{formatDate(lang, publishedOn, { months, digits })}</time>
            </p>
            <Heading>
              <a href={permalink(hit)}>
                <Marked segments={title} />
              </a>
            </Heading>
            <p>
              <Marked segments={excerpt} />
            </p>
          </li>
        );
      })}
    </ul>
  );
}

function Marked({ segments }: { segments: readonly Segment[] }) {
  return <>{segments.map(({ text, matched }) => (matched ? <mark>{text}</mark> : text))}</>;
}

function addressOf(lang: Lang, typed: string): string {
  return typed === "" ? `/${lang}/search` : `/${lang}/search?q=${encodeURIComponent(typed)}`;
}
