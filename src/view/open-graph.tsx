/** What a page shows of itself where its address is shared. @see https://ogp.me */
import { isolateIfMixed } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";

/** Facebook's list has no Kurdish of ours: `ku_TR` is Kurmanji by its own name only, and Sorani's is not read by others. */
const LOCALES: Partial<Record<Lang, string>> = { ar: "ar_AR", en: "en_US" };

/**
 * Address, description, date and newsroom stand in the head already (canonical, description, structured data), and are
 * read from there: an article's page has few bytes to spend.
 */
export function OpenGraph(props: { lang: Lang; type: "article" | "website"; title: string }) {
  const { lang } = props;
  const dir = directionOf(lang);
  const locale = LOCALES[lang];
  return (
    <>
      <meta property="og:type" content={props.type} />
      <meta property="og:title" content={isolateIfMixed(props.title, dir)} />
      {locale && <meta property="og:locale" content={locale} />}
    </>
  );
}
