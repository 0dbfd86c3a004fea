/** The feeds beside a list, for readers' programs that look for them in the page's head. */
import type { Lang } from "../text/languages";

const TYPES = {
  rss: { file: "rss.xml", type: "application/rss+xml", name: "RSS" },
  atom: { file: "atom.xml", type: "application/atom+xml", name: "Atom" },
  json: { file: "feed.json", type: "application/feed+json", name: "JSON Feed" },
} as const;

/**
 * @param list  the list's path, percent-encoded, with its slash at the end. An article names its language's front page.
 * @param formats  RSS alone where bytes count: whoever reads one of the others reads it too.
 */
export function FeedLinks(props: { list: string; formats?: readonly (keyof typeof TYPES)[] }) {
  const { list, formats = ["rss"] } = props;
  return (
    <>
      {formats.map(format => (
        <link
          rel="alternate"
          type={TYPES[format].type}
          title={formats.length > 1 ? TYPES[format].name : undefined}
          href={list + TYPES[format].file}
        />
      ))}
    </>
  );
}

/** What else a page's head may offer: the site as an app, and its search as an engine. */
export function BrowserLinks({ lang }: { lang: Lang }) {
  return (
    <>
      <link rel="manifest" href="/manifest.webmanifest" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="search" type="application/opensearchdescription+xml" href={`/${lang}/opensearch.xml`} />
    </>
  );
}
