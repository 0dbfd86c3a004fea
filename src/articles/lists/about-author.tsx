/** What an author's page says of them, to readers and to machines. */
import type { ProfilePage } from "schema-dts";
import { isolateIfMixed } from "../../text/bidi";
import { directionOf, type Lang } from "../../text/languages";
import type { InLanguage } from "../../view/language-switch";
import { iri } from "../../view/structured-data";
import { listPath, type Named, type Person } from "../list";

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
