/** The way to the same page in another language. */

import { directionOf, LANGUAGE_NAMES, type Lang } from "../text/languages";
import { toIri } from "../text/url";

/** A page in one language, by its path. */
export interface InLanguage {
  readonly lang: Lang;
  readonly path: string;
}

/** The front pages of a site, in the site's order. */
export function frontPages(languages: readonly Lang[]): readonly InLanguage[] {
  return languages.map(lang => ({ lang, path: `/${lang}/` }));
}

/**
 * Each language is named in itself. The page's own is no link; a switch with no other language is not shown.
 * @param label  says to those who cannot see it where the switch leads.
 */
export function LanguageSwitch(props: { lang: Lang; label: string; pages: readonly InLanguage[] }) {
  if (!props.pages.some(page => page.lang !== props.lang)) return null;
  return (
    <nav aria-label={props.label}>
      <ul>
        {props.pages.map(({ lang, path }) => (
          <li>
            {lang === props.lang ? (
              <b aria-current="true">{LANGUAGE_NAMES[lang]}</b>
            ) : (
              <a href={toIri(path)} lang={lang} dir={directionOf(lang)}>
                {LANGUAGE_NAMES[lang]}
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
