/** The frame of every page: its head, its masthead, its foot. */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { sectionPath, standingPath } from "../settings/contents";
import { defaultSettings, newsroomName, type Settings } from "../settings/settings";
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";
import { toIri } from "../text/url";
import { type InLanguage, Isolated, LanguageSwitch } from "./components";
import { listMessages } from "./list-messages";
import { messages } from "./messages";
import { type SheetName, styleSheet } from "./styles/style-sheet";

interface LayoutProps {
  lang: Lang;
  /** Plain text; the newsroom's name follows it. Null for the name alone. */
  title: string | null;
  /** Plain text, for search engines and previews. */
  description: string | null;
  /** Null if they could not be read: the page then has no masthead. */
  settings: Settings | null;
  styles: SheetName;
  /** Its path, percent-encoded; null if it has none of its own. */
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
        <style>{raw(styleSheet(props.styles, dir, settings ?? defaultSettings))}</style>
      </head>
      <body>
        <a class="skip" href="#text">
          {messages[lang].skipToText}
        </a>
        {settings && <Masthead {...props} settings={settings} isFront={props.styles === "front"} />}
        <main id="text">{props.children}</main>
        <Foot lang={lang} settings={settings} />
      </body>
    </html>
  );
}

/** Keeps a label on one line. */
const NO_BREAK_SPACE = "\u00a0";

function Foot({ lang, settings }: { lang: Lang; settings: Settings | null }) {
  const pages = settings?.contents.pages.filter(page => page.lang === lang) ?? [];
  const words = listMessages[lang];
  const links = [
    { label: messages[lang].frontPage, href: `/${lang}/` },
    { label: messages[lang].search.title, href: `/${lang}/search` },
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

type MastheadProps = Pick<LayoutProps, "lang" | "path" | "languages" | "languagesLabel"> & {
  settings: Settings;
  /** On the front page the name is the heading; other pages have their own. */
  isFront: boolean;
};

/** The newsroom's name or logo, its sections, its languages. */
function Masthead(props: MastheadProps) {
  const { lang, settings, isFront } = props;
  const Name = isFront ? "h1" : "p";
  const motto = isFront ? settings.description[lang] : undefined;
  return (
    <header class="mast">
      <Name class="name">
        <a href={`/${lang}/`}>
          <NameOrLogo lang={lang} settings={settings} />
        </a>
      </Name>
      {motto && (
        <p class="small motto">
          <bdi>{motto}</bdi>
        </p>
      )}
      <Navigation lang={lang} settings={settings} path={props.path} />
      <LanguageSwitch lang={lang} label={props.languagesLabel} pages={props.languages} />
    </header>
  );
}

function NameOrLogo({ lang, settings }: { lang: Lang; settings: Settings }) {
  const { logo } = settings;
  const name = newsroomName(settings, lang);
  if (logo === null) return <Isolated lang={lang}>{name}</Isolated>;
  return <img src={logo.src} alt={name} width={logo.width} height={logo.height} />;
}

/** The newsroom's own links, or its sections. Nothing if it has neither. */
function Navigation({ lang, settings, path }: Pick<MastheadProps, "lang" | "settings" | "path">) {
  const chosen = settings.navigation[lang] ?? [];
  const sections = settings.contents.sections
    .filter(section => section.lang === lang)
    .map(section => ({ label: section.name, href: sectionPath(section) }));
  const links = chosen.length > 0 ? chosen : sections;
  if (links.length === 0) return null;
  return (
    <nav aria-label={listMessages[lang].sections}>
      <ul>
        {links.map(({ label, href }) => (
          <li>
            {href === path ? (
              <b aria-current="page">{label}</b>
            ) : (
              <a href={href.startsWith("/") ? toIri(href) : href}>
                <Isolated lang={lang}>{label}</Isolated>
              </a>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
