/** The doors of those that read a site by machine: sitemaps, robots.txt, llms.txt. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { constant } from "../../http/respond";
import { type AppContext, createRouter } from "../../http/routes";
import { indexPage, llmsPage, monthPage, newsPage, standingSitemap } from "./pages";
import { robotsTxt } from "./sitemap";

export const sitemapRoutes = createRouter();
sitemapRoutes.get("/robots.txt", readRobots);
sitemapRoutes.get("/llms.txt", c => servePage(c, llmsPage(c.var.runtime.db, c.var.runtime.origin)));
sitemapRoutes.get("/sitemap.xml", c => servePage(c, indexPage(c.var.runtime.db, c.var.runtime.origin)));
sitemapRoutes.get("/sitemaps/:name", readSitemap);

function readRobots(c: AppContext): Response {
  return constant("text/plain; charset=utf-8", robotsTxt(c.var.runtime.origin));
}

function readSitemap(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  const name = c.req.param("name") ?? "";
  if (name === "pages.xml") return servePage(c, standingSitemap(db, origin));
  if (name === "news.xml") return servePage(c, newsPage(db, origin));
  const month = /^(\d{4}-(?:0[1-9]|1[0-2]))\.xml$/.exec(name)?.[1];
  if (month === undefined) throw new ProblemError({ code: "not-found" });
  return servePage(c, monthPage(db, month, origin));
}
