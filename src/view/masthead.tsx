/** The head of every page: the newsroom's name or picture, its sections, its languages. */

import { sectionPath } from "../settings/contents";
import { newsroomName, type Settings } from "../settings/settings";
import type { Lang } from "../text/languages";
import { toIri } from "../text/url";
import { Isolated } from "./isolated";
import { type InLanguage, LanguageSwitch } from "./language-switch";
import { listMessages } from "./list-messages";

interface MastheadProps {
  lang: Lang;
  settings: Settings;
  /** Whether the page is the front page: the name is its heading there, and elsewhere the page brings its own. */
  isFront: boolean;
  /** The path of the page, so that the navigation can say where one is. */
  path: string | null;
  languages: readonly InLanguage[];
  languagesLabel: string;
}

export function Masthead(props: MastheadProps) {
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

/** What the newsroom chose, or its sections. Nothing where there is neither. */
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
