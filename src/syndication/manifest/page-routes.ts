/** The doors of what browsers ask for by themselves: icons, the manifest, the search's description. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { constant } from "../../http/respond";
import { type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { isLang } from "../../text/languages";
import { FAVICON_ICO, iconPage, manifestPage, openSearchPage, TOUCH_ICON_PNG } from "./manifest";

export const manifestRoutes = createRouter();
manifestRoutes.get("/manifest.webmanifest", c => servePage(c, manifestPage(c.var.runtime.db)));
manifestRoutes.get("/icon.svg", c => servePage(c, iconPage(c.var.runtime.db)));
manifestRoutes.get("/favicon.ico", () => constant("image/x-icon", FAVICON_ICO));
manifestRoutes.get("/apple-touch-icon.png", () => constant("image/png", TOUCH_ICON_PNG));
manifestRoutes.get(`/${LANGUAGE}/opensearch.xml`, readOpenSearch);

function readOpenSearch(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return servePage(c, openSearchPage(db, lang, origin));
}
