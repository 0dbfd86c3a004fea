/** What a list's page says of itself to machines, and what an author's page says of them. */

import type { ProfilePage } from "schema-dts";
import type { Settings } from "../../settings/settings";
import { isolateIfMixed } from "../../text/bidi";
import { formatDate, formatMonth, formatMonthDay, formatYear } from "../../text/dates/format";
import { directionOf, type Lang } from "../../text/languages";
import type { InLanguage } from "../../view/components";
import { breadcrumbsLd, FeedLinks, iri, JsonLd, OpenGraph, PageLinks } from "../../view/head";
import { listMessages } from "../../view/list-messages";
import { messages } from "../../view/messages";
import { type ListOf, listPath, type Named, type Person } from "../list";
import type { Link } from "./list-page";
import type { List } from "./queries";

export function ListHead(props: {
  of: ListOf;
  list: List;
  title: string;
  languages: readonly InLanguage[];
  origin: string;
}) {
  const { of, list, title, languages, origin } = props;
  const path = listPath(of, list.named);
  const crumbs = [
    ...crumbsOf(of, list.settings).map(({ label, href }) => ({ name: label, path: href })),
    { name: title, path: null },
  ];
  return (
    <>
      <PageLinks
        origin={origin}
        path={path}
        inLanguages={languages}
        defaultPath={languages[0]?.path ?? path}
      />
      <FeedLinks list={isFed(of) ? path : `/${of.lang}/`} />
      <OpenGraph lang={of.lang} type="website" title={title} />
      <JsonLd
        described={[
          breadcrumbsLd(crumbs, of.lang, origin),
          ...(of.kind === "author" && list.named !== null ? [profileLd(of.lang, list.named, origin)] : []),
        ]}
      />
      {list.articles.length === 0 && <meta name="robots" content="noindex" />}
    </>
  );
}

/** Whether the list has feeds beside it. */
const isFed = (of: ListOf) => of.kind !== "days" && of.kind !== "on";

/** What the list is called, in its own language. */
export function listTitle(of: ListOf, { settings, named }: Pick<List, "settings" | "named">): string {
  const { lang } = of;
  switch (of.kind) {
    case "days":
      if (of.days.length === 4) return formatYear(lang, of.days, settings);
      return of.days.length === 7
        ? formatMonth(lang, of.days, settings)
        : formatDate(lang, of.days, { ...settings, weekday: true });
    case "on":
      return formatMonthDay(lang, of.monthDay, settings);
    case "commemorations":
      return listMessages[lang].commemorations;
    case "front":
      return messages[lang].frontPage;
    default:
      return named?.name ?? of.slug;
  }
}

/** From a day up to its month and year. */
export function crumbsOf(of: ListOf, settings: Settings): Link[] {
  if (of.kind !== "days") return [];
  return [4, 7]
    .filter(length => length < of.days.length)
    .map(length => {
      const days = of.days.slice(0, length);
      const wider = { ...of, days };
      return { label: listTitle(wider, { settings, named: null }), href: listPath(wider) };
    });
}

export function AboutAuthor({ person }: { person: Person | undefined }) {
  if (person === undefined || (person.about === "" && person.link === null)) return null;
  return (
    <div class="about">
      {paragraphsOf(person).map(paragraph => (
        <p>{paragraph}</p>
      ))}
      {person.link !== null && (
        <p class="small">
          <a href={person.link} rel="me external">
            <bdi dir="ltr">{hostOf(person.link)}</bdi>
          </a>
        </p>
      )}
    </div>
  );
}

/** @see https://developers.google.com/search/docs/appearance/structured-data/profile-page */
export function profileLd(lang: Lang, { slug, name, person }: Named, origin: string): ProfilePage {
  const about = person === undefined ? [] : paragraphsOf(person);
  return {
    "@type": "ProfilePage",
    mainEntity: {
      "@type": "Person",
      name: isolateIfMixed(name, directionOf(lang)),
      url: iri(origin, listPath({ kind: "author", lang, slug })),
      ...(about.length > 0 && { description: about.join(" ") }),
      ...(person?.link != null && { sameAs: person.link }),
    },
  };
}

/** The author's page in each language in which readers find something of theirs. */
export function authorPages(named: Named | null): readonly InLanguage[] {
  const kin = named?.person?.kin ?? [];
  return kin
    .filter(({ isShown }) => isShown)
    .map(({ lang, slug }) => ({ lang, path: listPath({ kind: "author", lang, slug }) }));
}

const paragraphsOf = ({ about }: Person) => (about === "" ? [] : about.split("\n"));

/** What of an address tells where it leads, still encoded: no letter in it turns the line. */
function hostOf(link: string): string {
  const { host, pathname } = new URL(link);
  return host + (pathname === "/" ? "" : pathname);
}
