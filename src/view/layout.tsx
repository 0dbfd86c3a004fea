/** What every page has in common: its head, its masthead, its foot. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";
import { type InLanguage, LanguageSwitch } from "./language-switch";
import { messages } from "./messages";
import { searchMessages } from "./search-messages";
import { styles } from "./styles";

// An eight-pointed star: two squares. Inline, so that no page costs a second request.
const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='%237d1c25' d='M3 3h10v10H3zM8 1l7 7-7 7-7-7z'/%3E%3C/svg%3E";

interface LayoutProps {
  lang: Lang;
  /** Plain text; the newsroom's name is put behind it. Null where the name says all. */
  title: string | null;
  /** Plain text, for search engines and previews. */
  description: string | null;
  /** Null when the settings could not be read. */
  newsroom: string | null;
  /** One sentence under the newsroom's name. */
  motto?: string | null;
  look: keyof typeof styles;
  /** The page in each language that the switch offers. */
  languages: readonly InLanguage[];
  languagesLabel: string;
  /** More of the page's `<head>`. */
  head?: Child;
  children?: Child;
}

/** A whole page. The newsroom's name is its h1 on the front page only, elsewhere the page brings its own. */
export function Layout(props: LayoutProps) {
  const { lang, newsroom, description } = props;
  const dir = directionOf(lang);
  const title = [props.title, newsroom].filter(part => part !== null).join(" — ");
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{isolateIfMixed(title, dir)}</title>
        {description && <meta name="description" content={isolateIfMixed(description, dir)} />}
        {props.head}
        <link rel="icon" href={raw(ICON)} />
        <style>{raw(styles[props.look])}</style>
      </head>
      <body>
        <Masthead {...props} />
        <main id="text">{props.children}</main>
        <footer class="foot">
          <a href={`/${lang}/`}>{newsroom === null ? messages[lang].frontPage : <bdi>{newsroom}</bdi>}</a>
          {" · "}
          <a href={`/${lang}/search`}>{searchMessages[lang].title}</a>
        </footer>
      </body>
    </html>
  );
}

function Masthead({ lang, newsroom, motto, look, languages, languagesLabel }: LayoutProps) {
  const Name = look === "front" ? "h1" : "p";
  return (
    <>
      <a class="skip" href="#text">
        {messages[lang].skipToText}
      </a>
      <header class="mast">
        {newsroom !== null && (
          <Name class="name">
            <a href={`/${lang}/`}>
              <bdi>{newsroom}</bdi>
            </a>
          </Name>
        )}
        {motto && (
          <p class="small motto">
            <bdi>{motto}</bdi>
          </p>
        )}
        <LanguageSwitch lang={lang} label={languagesLabel} pages={languages} />
      </header>
    </>
  );
}
