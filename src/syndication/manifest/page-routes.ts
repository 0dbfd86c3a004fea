/** The doors of what browsers ask for by themselves: icons, the manifest, the search's description. */
import { type App, type AppContext, door, LANGUAGE } from "../../http/door";
import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { constant } from "../../http/respond";
import { isLang } from "../../text/languages";
import { FAVICON_ICO, iconPage, manifestPage, openSearchPage, TOUCH_ICON_PNG } from "./manifest";

export function openManifest(app: App): void {
  door(app, "/manifest.webmanifest", { GET: [c => servePage(c, manifestPage(c.env.runtime.db))] });
  door(app, "/icon.svg", { GET: [c => servePage(c, iconPage(c.env.runtime.db))] });
  door(app, "/favicon.ico", { GET: [() => constant("image/x-icon", FAVICON_ICO)] });
  door(app, "/apple-touch-icon.png", { GET: [() => constant("image/png", TOUCH_ICON_PNG)] });
  door(app, `/${LANGUAGE}/opensearch.xml`, { GET: [readOpenSearch] });
}

function readOpenSearch(c: AppContext): Promise<Response> {
  const { db, origin } = c.env.runtime;
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return servePage(c, openSearchPage(db, lang, origin));
}
