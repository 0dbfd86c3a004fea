/** The reader's doors: front pages and articles. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { redirect } from "../../http/respond";
import { type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { settingsForReaders } from "../../settings/page";
import { parseIsoDate } from "../../text/dates/civil-date";
import { chooseLanguage, isLang, type Lang } from "../../text/languages";
import { frontPage } from "../lists/list-pages";
import { articlePage, type Format, shortLink } from "./pages";

export const articlePageRoutes = createRouter();
articlePageRoutes.get("/", toALanguage);
articlePageRoutes.get("/s/:id{[1-9][0-9]{0,14}(?:\\.md)?}", followShortLink);
articlePageRoutes.get(`/${LANGUAGE}/`, readFront);
articlePageRoutes.get(`/${LANGUAGE}/:year{[0-9]{4}}/:month{[0-9]{2}}/:day{[0-9]{2}}/:name`, readArticle);

/** To the language that the reader asked for (`/?lang=ckb`), or else the one that their browser prefers. No cache keeps it. */
async function toALanguage(c: AppContext): Promise<Response> {
  const settings = await settingsForReaders(c.var.runtime);
  const asked = new URLSearchParams(c.var.address.query).get("lang") ?? "";
  const isOffered = isLang(asked) && settings.languages.includes(asked);
  const chosen = isOffered
    ? asked
    : chooseLanguage(c.req.header("Accept-Language") ?? "", settings.languages);
  return redirect(302, `/${chosen}/`, 0);
}

function followShortLink(c: AppContext): Promise<Response> {
  const [id, form] = (c.req.param("id") ?? "").split(".");
  return servePage(c, shortLink(c.var.runtime.db, Number(id), form === "md" ? "md" : "html"));
}

function readFront(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  return servePage(c, frontPage(db, langOf(c.req.param("lang")), origin));
}

function readArticle(c: AppContext): Promise<Response> {
  const { runtime, address } = c.var;
  const day = `${c.req.param("year")}-${c.req.param("month")}-${c.req.param("day")}`;
  const { encodedSlug, format } = nameAndForm(address.path.slice(address.path.lastIndexOf("/") + 1));
  if (parseIsoDate(day) === null || encodedSlug.length > LONGEST_SLUG)
    throw new ProblemError({ code: "not-found" });
  const lang = langOf(c.req.param("lang"));
  const site = { origin: runtime.origin, hasImages: runtime.images !== null };
  return servePage(c, articlePage(runtime.db, { lang, day, encodedSlug }, format, site));
}

/** No slug is longer than 300 bytes encoded; the rest is room for what a pasted address brings along. */
const LONGEST_SLUG = 1_200;

/** No slug holds a dot, so what follows one is the form. */
function nameAndForm(name: string): { encodedSlug: string; format: Format } {
  if (name.endsWith(".json")) return { encodedSlug: name.slice(0, -5), format: "json" };
  if (name.endsWith(".md")) return { encodedSlug: name.slice(0, -3), format: "md" };
  return { encodedSlug: name, format: "html" };
}

function langOf(segment = ""): Lang {
  if (!isLang(segment)) throw new ProblemError({ code: "not-found" });
  return segment;
}
