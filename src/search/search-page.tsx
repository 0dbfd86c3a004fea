/** The page of a search: what was asked, what was found, with the words marked that were looked for. */
import { permalink } from "../articles/article";
import type { Entry } from "../settings/contents";
import type { Settings } from "../settings/settings";
import { formatDate } from "../text/dates/format";
import { directionOf, type Lang } from "../text/languages";
import { toIri } from "../text/url";
import type { InLanguage } from "../view/components";
import { QUERY_LETTERS, SearchForm } from "../view/components";
import { Layout } from "../view/layout";
import { messages } from "../view/messages";
import type { Segment } from "./highlight";
import { cursorText } from "./rank";
import type { SearchResponse, SearchResult } from "./search";

interface SearchPageProps {
  lang: Lang;
  settings: Settings;
  typed: string;
  /** Only in this one; null for all. */
  section: Entry | null;
  /** Null when nothing was asked. */
  found: SearchResponse | null;
  isTooLong: boolean;
}

export function SearchPage(props: SearchPageProps) {
  const { lang, settings, typed, found } = props;
  const words = messages[lang].search;
  const inLanguages: InLanguage[] = settings.languages.map(one => ({
    lang: one,
    path: addressOf(one, typed),
  }));
  return (
    <Layout
      lang={lang}
      styles="search"
      title={typed === "" ? words.title : `${words.title}: ${typed}`}
      description={null}
      settings={settings}
      path={`/${lang}/search`}
      languages={inLanguages}
      languagesLabel={messages[lang].siteLanguages}
      head={<meta name="robots" content="noindex" />}
    >
      <h1>{words.title}</h1>
      <SearchForm lang={lang} typed={typed} most={QUERY_LETTERS}>
        <SectionChoice lang={lang} sections={settings.contents.sections} chosen={props.section} />
      </SearchForm>
      {props.isTooLong && <p role="alert">{words.tooLong}</p>}
      {found !== null && <FoundList {...props} found={found} />}
    </Layout>
  );
}

function SectionChoice(props: { lang: Lang; sections: readonly Entry[]; chosen: Entry | null }) {
  const own = props.sections.filter(section => section.lang === props.lang);
  if (own.length === 0) return null;
  const words = messages[props.lang].search;
  return (
    <select name="section" aria-label={words.section}>
      <option value="">{words.allSections}</option>
      {own.map(({ id, slug, name }) => (
        <option value={slug} selected={id === props.chosen?.id}>
          {name}
        </option>
      ))}
    </select>
  );
}

function FoundList({ lang, settings, typed, section, found }: SearchPageProps & { found: SearchResponse }) {
  const words = messages[lang].search;
  return (
    <>
      {found.results.length === 0 && <p>{words.none}</p>}
      {found.didYouMean !== null && (
        <p>
          {words.didYouMean}{" "}
          <a href={addressOf(lang, found.didYouMean, section)}>
            <bdi>{found.didYouMean}</bdi>
          </a>
        </p>
      )}
      <Results results={found.results} settings={settings} pageLang={lang} Heading="h2" />
      {found.next !== null && (
        <p>
          <a href={`${addressOf(lang, typed, section)}&cursor=${encodeURIComponent(cursorText(found.next))}`}>
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
  results: readonly SearchResult[];
  settings: Settings;
  pageLang: Lang;
  Heading: "h2" | "h3";
}

function Results(props: ResultsProps) {
  if (props.results.length === 0) return null;
  const { Heading } = props;
  return (
    <ul class="found">
      {props.results.map(({ hit, title, excerpt }) => {
        const { lang, publishedOn } = hit;
        const own = lang === props.pageLang ? {} : { lang, dir: directionOf(lang) };
        return (
          <li {...own}>
            <p class="small">
              <time datetime={publishedOn}>{formatDate(lang, publishedOn, props.settings)}</time>
            </p>
            <Heading>
              <a href={toIri(permalink(hit))}>
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

function addressOf(lang: Lang, typed: string, section: Entry | null = null): string {
  const inside = section === null ? "" : `&section=${encodeURIComponent(section.slug)}`;
  return typed === "" ? `/${lang}/search` : `/${lang}/search?q=${encodeURIComponent(typed)}${inside}`;
}
