/** The manifest, the icon and the search's description as pages of the cache: each shows the settings. */
import type { Page } from "../../cache/read-through";
import { siteTag } from "../../cache/tags";
import type { Db } from "../../db/client";
import { encoded, type Text } from "../../http/encoded";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import type { Lang } from "../../text/languages";
import { iconSvg } from "./icons";
import { openSearchXml, webManifest } from "./manifest";

export function manifestPage(db: Db): Page<Settings> {
  return ofSettings(db, "manifest", settings => ({
    type: "application/manifest+json",
    lang: settings.languages[0] ?? null,
    text: webManifest(settings),
  }));
}

export function iconPage(db: Db): Page<Settings> {
  return ofSettings(db, "icon", settings => ({
    type: "image/svg+xml",
    lang: null,
    text: iconSvg(settings.accent.light),
  }));
}

export function openSearchPage(db: Db, lang: Lang, origin: string): Page<Settings> {
  return ofSettings(db, `opensearch:${lang}`, settings => ({
    type: "application/opensearchdescription+xml",
    lang,
    text: openSearchXml(settings, lang, origin),
  }));
}

/** A page that shows the settings and nothing else. */
function ofSettings(db: Db, key: string, write: (settings: Settings) => Text): Page<Settings> {
  return {
    key,
    cache: "memory",
    query: () => currentSettings(db),
    compose: settings => ({
      status: 200,
      ...encoded(write(settings)),
      tags: [siteTag],
      articles: [],
      until: null,
    }),
  };
}
