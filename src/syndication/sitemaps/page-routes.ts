/** The doors of those that read a site by machine: sitemaps, robots.txt, llms.txt. */
import { type App, type AppContext, door } from "../../http/door";
import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { constant } from "../../http/respond";
import { indexPage, llmsPage, monthPage, newsPage, standingSitemap } from "./pages";
import { robotsTxt } from "./sitemap";

export function openSitemaps(app: App): void {
  door(app, "/robots.txt", { GET: [readRobots] });
  door(app, "/llms.txt", { GET: [c => servePage(c, llmsPage(c.env.runtime.db, c.env.runtime.origin))] });
  door(app, "/sitemap.xml", { GET: [c => servePage(c, indexPage(c.env.runtime.db, c.env.runtime.origin))] });
  door(app, "/sitemaps/:name", { GET: [readSitemap] });
}

function readRobots(c: AppContext): Response {
  return constant("text/plain; charset=utf-8", robotsTxt(c.env.runtime.origin));
}

function readSitemap(c: AppContext): Promise<Response> {
  const { db, origin } = c.env.runtime;
  const name = c.req.param("name") ?? "";
  if (name === "pages.xml") return servePage(c, standingSitemap(db, origin));
  if (name === "news.xml") return servePage(c, newsPage(db, origin));
  const month = /^(\d{4}-(?:0[1-9]|1[0-2]))\.xml$/.exec(name)?.[1];
  if (month === undefined) throw new ProblemError({ code: "not-found" });
  return servePage(c, monthPage(db, month, origin));
}
