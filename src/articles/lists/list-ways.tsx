/** The ways from one list to another: up to the month and year, to the months of a year, to the days around a day. */
import { addDays } from "../../text/dates/civil-date";
import { type DateStyle, formatMonth, formatMonthDay } from "../../text/dates/format";
import type { Lang } from "../../text/languages";
import { toIri } from "../../text/url";
import { listMessages } from "../../view/list-messages";
import { listPath } from "../list";

export interface Link {
  readonly label: string;
  /** Percent-encoded. */
  readonly href: string;
}

export function Crumbs({ label, links }: { label: string; links: readonly Link[] }) {
  if (links.length === 0) return null;
  return <Ways kind="path" label={label} links={links} />;
}

/** @param months those that hold anything, `MM`. */
export function Months(props: { lang: Lang; year: string; months: readonly string[]; style: DateStyle }) {
  const { lang, year, style } = props;
  if (props.months.length === 0) return null;
  const links = props.months.map(month => ({
    label: formatMonth(lang, `${year}-${month}`, style),
    href: listPath({ kind: "days", lang, days: `${year}-${month}` }),
  }));
  return <Ways kind="months" label={listMessages[lang].archive} links={links} />;
}

/** A leap year, so that 29 February has its place. */
const YEAR_OF_ALL_DAYS = "2024";

export function DaysAround({ lang, monthDay, style }: { lang: Lang; monthDay: string; style: DateStyle }) {
  const words = listMessages[lang];
  const links = [
    { step: -1, label: words.dayBefore },
    { step: 1, label: words.dayAfter },
  ].map(({ step, label }) => {
    const day = addDays(`${YEAR_OF_ALL_DAYS}-${monthDay}`, step).slice(5);
    return {
      label: `${label}: ${formatMonthDay(lang, day, style)}`,
      href: listPath({ kind: "on", lang, monthDay: day }),
    };
  });
  return <Ways kind="turn" label={words.onThisDay} links={links} />;
}

function Ways({ kind, label, links }: { kind: string; label: string; links: readonly Link[] }) {
  return (
    <nav class={kind} aria-label={label}>
      <ul>
        {links.map(link => (
          <li>
            <a href={toIri(link.href)}>{link.label}</a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
