/** An article as lists show it: where and when, its title, the beginning of its lead. */

import { sectionPath } from "../../settings/contents";
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/format";
import { excerpt } from "../../text/excerpt";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { Isolated } from "../../view/components";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { permalink } from "../article";
import { sectionOf } from "../list";
import type { Card } from "../listing-queries";

interface StoryProps {
  card: Card;
  settings: Settings;
  Heading: "h2" | "h3";
  /** How much of the lead is shown, if not the usual, in graphemes; 0 for nothing. */
  graphemes?: number | undefined;
  /** Whether the list is of one section, so that its name says nothing. */
  withoutSection?: boolean;
}

export function Story(props: StoryProps) {
  const { card, settings, Heading, graphemes } = props;
  const { lang, publishedOn } = card;
  const section = props.withoutSection ? null : sectionOf(settings.contents.sections, card.sectionId);
  return (
    <article>
      <p class="small">
        {card.isCommemoration && (
          <>
            <b>{messages[lang].commemoration}</b>
            {" · "}
          </>
        )}
        <SectionLink section={section} lang={lang} />
        <time datetime={publishedOn}>{formatDate(lang, publishedOn, settings)}</time>
      </p>
      <Heading>
        <a href={toIri(permalink(card))}>{card.title}</a>
      </Heading>
      {graphemes !== 0 && <p class="lead">{excerpt(card.lead, graphemes)}</p>}
    </article>
  );
}

/** A grid or column of them; says so when there are none. */
export function Stories(props: Omit<StoryProps, "card" | "graphemes"> & { cards: readonly Card[] }) {
  const { cards, ...how } = props;
  return (
    <ul class="stories">
      {cards.map(card => (
        <li>
          <Story card={card} {...how} />
        </li>
      ))}
    </ul>
  );
}

/** The newest articles by title alone: for a page that has nothing else to offer. */
export function Newest({ cards, settings }: { cards: readonly Card[]; settings: Settings }) {
  const [first] = cards;
  if (first === undefined) return null;
  return (
    <section aria-labelledby="newest">
      <h2 id="newest">{listMessages[first.lang].latest}</h2>
      <ul class="newest">
        {cards.map(card => (
          <li>
            <a href={toIri(permalink(card))}>{card.title}</a>{" "}
            <time class="small" datetime={card.publishedOn}>
              {formatDate(card.lang, card.publishedOn, settings)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function SectionLink({ section, lang }: { section: ReturnType<typeof sectionOf>; lang: Lang }) {
  if (section === null) return null;
  return (
    <>
      <a href={toIri(sectionPath(section))}>
        <Isolated lang={lang}>{section.name}</Isolated>
      </a>
      {" · "}
    </>
  );
}
