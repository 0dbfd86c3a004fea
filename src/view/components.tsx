/** Parts of pages. */

import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { isOfOneDirection } from "../text/bidi";
import { withReachableScrollers } from "../text/html/plain-text";
import { directionOf, LANGUAGE_NAMES, type Lang } from "../text/languages";
import { toIri } from "../text/url";
import { messages } from "./messages";

/**
 * A name inside a sentence or a row of names, isolated where its letters run the other way or its ends could mix with its
 * neighbours.
 */
export function Isolated({ lang, children: name }: { lang: Lang; children: string }) {
  // biome-ignore lint/complexity/noUselessFragments: a component is an element, and plain text is none.
  return isOfOneDirection(name, directionOf(lang)) ? <>{name}</> : <bdi>{name}</bdi>;
}

/** HTML for a page, unescaped. @param html only from `writeHtml` of `text/html/sanitize.ts`. */
export function sanitized(html: string) {
  return raw(withReachableScrollers(html));
}

/** In letters; nobody types a longer query. */
export const QUERY_LETTERS = 300;

/** The search form of any page. @param typed  what is in it already. @param most  letters. */
export function SearchForm(props: { lang: Lang; typed?: string; most: number; children?: Child }) {
  const words = messages[props.lang].search;
  return (
    <search>
      <form action={`/${props.lang}/search`}>
        <input
          type="search"
          name="q"
          value={props.typed ?? ""}
          aria-label={words.label}
          maxlength={props.most}
          dir="auto"
        />
        {props.children}
        <button type="submit">{words.button}</button>
      </form>
    </search>
  );
}

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
 * Links to the same page in other languages, each named in itself. Nothing if there is no other language.
 * @param label  for screen readers: where the links lead.
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
