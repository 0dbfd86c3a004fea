/** A language's front page: today's commemoration, the newest article large, those before it, then section by section. */
import { inEachLanguage, sectionPath } from "../../settings/contents";
import { newsroomName, type Settings } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { frontPages } from "../../view/components";
import { BrowserLinks, FeedLinks, JsonLd, OpenGraph, PageLinks, websiteLd } from "../../view/head";
import { Layout } from "../../view/layout";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { permalink } from "../article";
import { sectionOf } from "../list";
import type { Card } from "../listing-queries";
import type { Front } from "./queries";
import { Stories, Story } from "./story";

const FIRST_GRAPHEMES = 320;

/**
 * The whole page. A language in which nothing is published has one too, and it says so.
 * @param origin  scheme and host, for absolute addresses.
 */
export function FrontPage(props: { lang: Lang; front: Front; origin: string }) {
  const { lang, origin, front } = props;
  const { settings, today } = front;
  const pages = frontPages(settings.languages);
  const newest = front.newest.filter(card => !today.some(one => one.id === card.id));
  const above = new Set([...today, ...newest].map(card => card.id));
  return (
    <Layout
      lang={lang}
      styles="front"
      title={null}
      description={settings.description[lang] ?? null}
      settings={settings}
      path={`/${lang}/`}
      languages={pages}
      languagesLabel={messages[lang].siteLanguages}
      head={
        <>
          <PageLinks origin={origin} path={`/${lang}/`} inLanguages={pages} defaultPath="/" />
          <FeedLinks list={`/${lang}/`} formats={["rss", "atom", "json"]} />
          <BrowserLinks lang={lang} />
          <OpenGraph lang={lang} type="website" title={newsroomName(settings, lang)} />
          <JsonLd described={[websiteLd(settings, lang, origin)]} />
        </>
      }
    >
      {above.size === 0 && <p>{messages[lang].nothingYet}</p>}
      {today.map(card => (
        <Today card={card} />
      ))}
      <TopStories cards={newest} settings={settings} />
      {front.desks.map(({ sectionId, articles }) => (
        <Desk
          sectionId={sectionId}
          cards={articles.filter(card => !above.has(card.id))}
          settings={settings}
        />
      ))}
    </Layout>
  );
}

function Today({ card }: { card: Card }) {
  return (
    <section class="today" aria-label={listMessages[card.lang].today}>
      <p class="small">
        <b>{listMessages[card.lang].today}</b>
      </p>
      <h2>
        <a href={toIri(permalink(card))}>{card.title}</a>
      </h2>
    </section>
  );
}

function TopStories({ cards, settings }: { cards: readonly Card[]; settings: Settings }) {
  if (cards.length === 0) return null;
  return (
    <ul class="stories">
      {cards.map((card, place) => (
        <li class={place === 0 ? "first" : undefined}>
          <Story
            card={card}
            settings={settings}
            Heading="h2"
            graphemes={place === 0 ? FIRST_GRAPHEMES : undefined}
          />
        </li>
      ))}
    </ul>
  );
}

/** What a section has besides what is shown above. */
function Desk(props: { sectionId: number; cards: readonly Card[]; settings: Settings }) {
  const { cards, settings } = props;
  const section = sectionOf(settings.contents.sections, props.sectionId);
  if (section === null || cards.length === 0) return null;
  const id = `section-${section.id}`;
  return (
    <section class="desk" aria-labelledby={id}>
      <h2 id={id}>
        <a href={toIri(sectionPath(section))}>
          <bdi>{section.name}</bdi>
        </a>
      </h2>
      <Stories cards={cards} settings={settings} Heading="h3" withoutSection />
    </section>
  );
}

/** The front page of a section in each language that it has. */
export function sectionPages(settings: Settings, sectionId: number) {
  const section = sectionOf(settings.contents.sections, sectionId);
  if (section === null) return [];
  return inEachLanguage(settings.contents.sections, section).map(one => ({
    lang: one.lang,
    path: sectionPath(one),
  }));
}
