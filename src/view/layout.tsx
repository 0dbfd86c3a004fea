/** What every page has in common: its head, its masthead, its foot. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { standingPath } from "../settings/contents";
import { defaultSettings, newsroomName, type Settings } from "../settings/settings";
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";
import { toIri } from "../text/url";
import { Isolated } from "./isolated";
import type { InLanguage } from "./language-switch";
import { listMessages } from "./list-messages";
import { Masthead } from "./masthead";
import { messages } from "./messages";
import { searchMessages } from "./search-messages";
import { type Look, styleSheet } from "./styles/styles";

/** A label at the foot stays on one line. */
const NO_BREAK_SPACE = "\u00a0";

interface LayoutProps {
  lang: Lang;
  /** Plain text; the newsroom's name is put behind it. Null where the name says all. */
  title: string | null;
  /** Plain text, for search engines and previews. */
  description: string | null;
  /** Null when they could not be read: the page then does without the newsroom's name. */
  settings: Settings | null;
  look: Look;
  /** Its path, percent-encoded; null for a page that has none of its own. */
  path: string | null;
  /** The page in each language that the switch offers. */
  languages: readonly InLanguage[];
  languagesLabel: string;
  /** More of the page's `<head>`. */
  head?: Child;
  children?: Child;
}

/** A whole page. */
export function Layout(props: LayoutProps) {
  const { lang, settings, description } = props;
  const dir = directionOf(lang);
  const newsroom = settings && newsroomName(settings, lang);
  const title = [props.title, newsroom].filter(part => part !== null).join(" — ");
  return (
    <html lang={lang} dir={dir}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{isolateIfMixed(title, dir)}</title>
        {description && <meta name="description" content={isolateIfMixed(description, dir)} />}
        {props.head}
        <link rel="icon" href="/icon.svg" />
        <style>{raw(styleSheet(props.look, dir, settings ?? defaultSettings))}</style>
      </head>
      <body>
        <a class="skip" href="#text">
          {messages[lang].skipToText}
        </a>
        {settings && <Masthead {...props} settings={settings} isFront={props.look === "front"} />}
        <main id="text">{props.children}</main>
        <Foot lang={lang} settings={settings} />
      </body>
    </html>
  );
}

function Foot({ lang, settings }: { lang: Lang; settings: Settings | null }) {
  const pages = settings?.contents.pages.filter(page => page.lang === lang) ?? [];
  const words = listMessages[lang];
  const links = [
    { label: messages[lang].frontPage, href: `/${lang}/` },
    { label: searchMessages[lang].title, href: `/${lang}/search` },
    { label: words.commemorations, href: `/${lang}/commemorations/` },
    ...pages.map(page => ({ label: page.name, href: toIri(standingPath(page)) })),
  ];
  return (
    <footer class="foot">
      {links.map(({ label, href }, place) => (
        <>
          {place > 0 && " · "}
          <a href={href}>
            <Isolated lang={lang}>{label.replaceAll(" ", NO_BREAK_SPACE)}</Isolated>
          </a>
        </>
      ))}
    </footer>
  );
}
