/** What a page shows of itself where its address is shared. @see https://ogp.me */
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";

/** Facebook's list has no Kurdish of ours: `ku_TR` is Kurmanji by its own name only, and Sorani's is not read by others. */
const LOCALES: Partial<Record<Lang, string>> = { ar: "ar_AR", en: "en_US" };

/**
 * The description and the canonical address stand in the head already, and are read from there.
 * @param url  the canonical address, absolute; its letters may be raw.
 * @param publishedTime  RFC 3339, or a date alone; for an article.
 */
export function OpenGraph(props: {
  lang: Lang;
  type: "article" | "website";
  title: string;
  url: string;
  siteName: string;
  publishedTime?: string | null;
}) {
  const { lang, publishedTime } = props;
  const dir = directionOf(lang);
  const locale = LOCALES[lang];
  return (
    <>
      <meta property="og:type" content={props.type} />
      <meta property="og:title" content={isolateIfMixed(props.title, dir)} />
      <meta property="og:url" content={props.url} />
      <meta property="og:site_name" content={isolateIfMixed(props.siteName, dir)} />
      {locale && <meta property="og:locale" content={locale} />}
      {publishedTime && <meta property="article:published_time" content={publishedTime} />}
      <meta name="twitter:card" content="summary" />
    </>
  );
}
