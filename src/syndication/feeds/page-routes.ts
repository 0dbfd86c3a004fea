/** The feeds' doors, each beside its list. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { isLang, type Lang } from "../../text/languages";
import { FEED_FILES, type FeedFormat, type FeedOf } from "./feed";
import { feedPage } from "./pages";

/** The file of a feed, as a segment of an address. */
const FEED = ":feed{(?:rss\\.xml|atom\\.xml|feed\\.json)}";

export const feedRoutes = createRouter();
feedRoutes.get(`/${LANGUAGE}/${FEED}`, c => read(c, lang => ({ kind: "front", lang })));
feedRoutes.get(`/${LANGUAGE}/commemorations/${FEED}`, c =>
  read(c, lang => ({ kind: "commemorations", lang })),
);
feedRoutes.get(`/${LANGUAGE}/tag/:tag/${FEED}`, c =>
  read(c, lang => ({ kind: "tag", lang, slug: slugOf(c) })),
);
feedRoutes.get(`/${LANGUAGE}/author/:author/${FEED}`, c =>
  read(c, lang => ({ kind: "author", lang, slug: slugOf(c) })),
);
feedRoutes.get(`/${LANGUAGE}/:section/${FEED}`, c =>
  read(c, lang => ({ kind: "section", lang, slug: slugOf(c) })),
);

function read(c: AppContext, listIn: (lang: Lang) => FeedOf): Promise<Response> {
  const { db, origin } = c.var.runtime;
  const lang = c.req.param("lang") ?? "";
  const format = formatOf(c.req.param("feed") ?? "");
  if (!isLang(lang) || format === null) throw new ProblemError({ code: "not-found" });
  return servePage(c, feedPage(db, listIn(lang), format, origin));
}

/** The segment before the file, decoded. The path is in its one spelling, so it can be. */
function slugOf(c: AppContext): string {
  return decodeURIComponent(c.var.address.path.split("/").at(-2) ?? "");
}

function formatOf(file: string): FeedFormat | null {
  const formats = Object.keys(FEED_FILES) as FeedFormat[];
  return formats.find(format => FEED_FILES[format] === file) ?? null;
}
