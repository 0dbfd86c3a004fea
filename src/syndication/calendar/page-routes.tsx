/** The reader's doors to the days that return: a page, and calendars to subscribe to. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { isLang, type Lang } from "../../text/languages";
import { calendarFile, calendarPage } from "./pages";

export const calendarRoutes = createRouter();
calendarRoutes.get(`/${LANGUAGE}/calendar/`, readCalendar);
calendarRoutes.get(`/${LANGUAGE}/calendar.ics`, readFile);
calendarRoutes.get(`/${LANGUAGE}/calendar/:file{[a-z0-9.-]{1,120}\\.ics}`, readPackFile);

function readCalendar(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  return servePage(c, calendarPage(db, langOf(c), origin));
}

function readFile(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  return servePage(c, calendarFile(db, langOf(c), null, origin));
}

function readPackFile(c: AppContext): Promise<Response> {
  const { db, origin } = c.var.runtime;
  const pack = (c.req.param("file") ?? "").replace(/\.ics$/, "");
  return servePage(c, calendarFile(db, langOf(c), pack, origin));
}

function langOf(c: AppContext): Lang {
  const lang = c.req.param("lang") ?? "";
  if (!isLang(lang)) throw new ProblemError({ code: "not-found" });
  return lang;
}
