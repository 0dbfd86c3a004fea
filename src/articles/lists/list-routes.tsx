/** The reader's doors to lists: a section, a tag, an author, the days of an archive, a day of all years, and their JSON. */

import { servePage } from "../../http/edition";
import { ProblemError } from "../../http/problem";
import { type App, type AppContext, createRouter, LANGUAGE } from "../../http/routes";
import { isRealDate, parseIsoDate } from "../../text/dates/civil-date";
import { isLang } from "../../text/languages";
import { type Cursor, type ListOf, readCursor } from "../list";
import { listPage, listTwin } from "./list-pages";
import type { DayNames, List } from "./queries";

/** @param dayNames what is commemorated on a day of all years. */
export function listRoutes(dayNames: DayNames): App {
  const routes = createRouter();
  for (const path of LISTS) routes.get(path, c => readList(c, dayNames));
  return routes;
}

const YEAR = ":year{[0-9]{4}}";
const MONTH = ":month{[0-9]{2}}";

/** Each list with its twin: the same address with `.json` instead of the slash at its end. */
const LISTS = [
  `/${LANGUAGE}/tag/:name/`,
  `/${LANGUAGE}/tag/:name{[^/]+\\.json}`,
  `/${LANGUAGE}/author/:name/`,
  `/${LANGUAGE}/author/:name{[^/]+\\.json}`,
  `/${LANGUAGE}/on/:day/`,
  `/${LANGUAGE}/on/:day{[^/]+\\.json}`,
  `/${LANGUAGE}/commemorations/`,
  `/${LANGUAGE}/commemorations.json`,
  `/${LANGUAGE}/${YEAR}/`,
  `/${LANGUAGE}/:year{[0-9]{4}\\.json}`,
  `/${LANGUAGE}/${YEAR}/${MONTH}/`,
  `/${LANGUAGE}/${YEAR}/:month{[0-9]{2}\\.json}`,
  `/${LANGUAGE}/${YEAR}/${MONTH}/:day{[0-9]{2}}/`,
  `/${LANGUAGE}/${YEAR}/${MONTH}/:day{[0-9]{2}\\.json}`,
  `/:file{[a-z]+\\.json}`,
  `/${LANGUAGE}/:section/`,
  `/${LANGUAGE}/:section{[^/]+\\.json}`,
];

async function readList(c: AppContext, dayNames: DayNames): Promise<Response> {
  const { runtime, address } = c.var;
  const isTwin = address.path.endsWith(".json");
  const path = isTwin ? address.path.slice(0, -".json".length) : address.path;
  const of = listAt(path);
  if (of === null) throw new ProblemError({ code: "not-found" });
  const page = isTwin ? listTwin : listPage;
  return await servePage<List>(
    c,
    page(runtime.db, of, { after: placeIn(address.query), origin: runtime.origin, dayNames }),
  );
}

/** The list that a path names; null when it names none. */
export function listAt(path: string): ListOf | null {
  const [lang = "", ...rest] = path.split("/").filter(Boolean).map(decodeURIComponent);
  if (!isLang(lang)) return null;
  const [first, second, third] = rest;
  if (first === undefined) return { kind: "front", lang };
  if ((first === "tag" || first === "author") && second !== undefined)
    return { kind: first, lang, slug: second };
  if (first === "on" && second !== undefined)
    return isMonthDay(second) ? { kind: "on", lang, monthDay: second } : null;
  if (first === "commemorations") return { kind: "commemorations", lang };
  if (!/^\d{4}$/.test(first)) return { kind: "section", lang, slug: first };
  const days = [first, second, third].filter(part => part !== undefined).join("-");
  return areDays(days) ? { kind: "days", lang, days } : null;
}

/** 29 February too. */
function isMonthDay(text: string): boolean {
  return /^\d\d-\d\d$/.test(text) && parseIsoDate(`2024-${text}`) !== null;
}

function areDays(days: string): boolean {
  const [year = 0, month = 1, day = 1] = days.split("-").map(Number);
  return isRealDate({ year, month, day });
}

/** Where a list goes on. @throws ProblemError `not-found` for a place that is none of ours. */
function placeIn(query: string): Cursor | null {
  const before = query === "" ? null : new URLSearchParams(query).get("before");
  if (before === null) return null;
  const place = readCursor(before);
  if (place === null) throw new ProblemError({ code: "not-found" });
  return place;
}
