/** What a page's head says to machines about its addresses. */
import { HREFLANG } from "../text/languages";
import type { InLanguage } from "./language-switch";
import { iri } from "./structured-data";

/**
 * The canonical address, and the same page in every language it has, if it has more than one.
 * Letters stand for themselves, as HTML allows (URL Standard, "URL code points"): decision 0013.
 *
 * @param origin  scheme and host.
 * @param path  the canonical path, percent-encoded.
 * @param inLanguages  the page itself and its translations, as search engines ask.
 * @param defaultPath  for readers of none of these languages.
 * @see https://developers.google.com/search/docs/specialty/international/localized-versions
 */
export function PageLinks(props: {
  origin: string;
  path: string;
  inLanguages: readonly InLanguage[];
  defaultPath: string;
}) {
  const { origin, inLanguages } = props;
  if (inLanguages.length < 2) return <link rel="canonical" href={iri(origin, props.path)} />;
  return (
    <>
      <link rel="canonical" href={iri(origin, props.path)} />
      {inLanguages.map(({ lang, path }) => (
        <link rel="alternate" hreflang={HREFLANG[lang]} href={iri(origin, path)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={iri(origin, props.defaultPath)} />
    </>
  );
}
