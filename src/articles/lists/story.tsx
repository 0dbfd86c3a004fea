/** An article as lists show it: where and when, its title, the beginning of its lead. */
import type { Settings } from "../../settings/settings";
import { formatDate } from "../../text/dates/format";
import { excerpt } from "../../text/excerpt";
import { toIri } from "../../text/url";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { permalink } from "../article";
import type { Card } from "../card-queries";
import { sectionOf } from "../list";
import { SectionLink } from "./section-link";

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
