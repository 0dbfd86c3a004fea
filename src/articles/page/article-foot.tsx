/** What is below an article's text: corrections, tags, the same day in other years, see also. */
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/format";
import { localDate } from "../../text/dates/time-zone";
import { directionOf } from "../../text/languages";
import { toIri } from "../../text/url";
import { Isolated } from "../../view/components";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { type Article, type ArticleLink, permalink, type SeeAlso } from "../article";
import { listPath } from "../list";
import { Day } from "./article-head";

interface FootProps {
  article: Article;
  settings: Settings;
}

/** What was wrong in earlier revisions, in the newsroom's words, newest first. */
export function Corrections({ article, settings }: FootProps) {
  if (article.corrections.length === 0) return null;
  return (
    <section class="also">
      <h2>{listMessages[article.lang].corrections}</h2>
      <ul>
        {article.corrections.toReversed().map(({ at, note }) => (
          <li>
            <p class="small">
              <Day lang={article.lang} date={localDate(at, settings.zone)} settings={settings} />
            </p>
            <p dir="auto">{note}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Tags({ article }: { article: Article }) {
  const { lang, tags } = article;
  if (tags.length === 0) return null;
  return (
    <p class="small">
      {messages[lang].tags}:{" "}
      {tags.map(({ slug, name }, place) => (
        <>
          {place > 0 && " · "}
          <a href={toIri(listPath({ kind: "tag", lang, slug }))}>
            <Isolated lang={lang}>{name}</Isolated>
          </a>
        </>
      ))}
    </p>
  );
}

/** The commemorations of the same observance before and after this one, and all that happened on this day. */
export function OtherYears({ article, settings }: FootProps) {
  const { lang, years, publishedOn, observanceId } = article;
  if (observanceId === null || publishedOn === null) return null;
  const words = listMessages[lang];
  const others = [years.previous, years.next].filter(link => link !== null);
  return (
    <section class="also">
      <h2>{words.otherYears}</h2>
      <ul>
        {others.map(link => (
          <Linked link={link} settings={settings} pageLang={lang} />
        ))}
        <li>
          <a href={listPath({ kind: "on", lang, monthDay: publishedOn.slice(5) })}>{words.onThisDay}</a>
        </li>
      </ul>
    </section>
  );
}

export function References({ article, settings }: FootProps) {
  if (article.seeAlso.length === 0) return null;
  return (
    <section class="also">
      <h2>{messages[article.lang].seeAlso}</h2>
      <ul>
        {article.seeAlso.map(reference => (
          <Reference reference={reference} pageLang={article.lang} settings={settings} />
        ))}
      </ul>
    </section>
  );
}

/** A link once there is an article to lead to; until then the words of the site that the reference came from. */
function Reference(props: { reference: SeeAlso; pageLang: Article["lang"]; settings: Settings }) {
  const { article, title, excerpt: quotation } = props.reference;
  if (article !== null) return <Linked link={article} settings={props.settings} pageLang={props.pageLang} />;
  return (
    <li>
      <p dir="auto">{title}</p>
      {quotation !== null && <blockquote dir="auto">{quotation}</blockquote>}
    </li>
  );
}

/** @param pageLang  so that a link in another language says so. */
function Linked(props: { link: ArticleLink; settings: Settings; pageLang: Article["lang"] }) {
  const { link, settings, pageLang } = props;
  const own = link.lang === pageLang ? {} : { lang: link.lang, dir: directionOf(link.lang) };
  return (
    <li {...own}>
      <a href={toIri(permalink(link))}>{link.title}</a>
      <small>{formatDate(link.lang, link.publishedOn, settings)}</small>
    </li>
  );
}
