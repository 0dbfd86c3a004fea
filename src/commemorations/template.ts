/** Templates: a closed set of variables, checked when saved, filled when the day comes. Pure. */

import { weekday } from "../text/civil-date";
import { formatDate } from "../text/date-format";
import { directionOf, type Lang } from "../text/languages";
import { toArabicIndicDigits } from "../text/letters";
import { ordinal, yearsPhrase } from "../text/ordinals";
import { WEEKDAYS } from "../text/weekdays";

export interface Template {
  readonly title: string;
  /** Paragraphs, one a line. */
  readonly body: string;
}

/** What a template may speak of. */
export interface Occasion {
  readonly lang: Lang;
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly localDate: string;
  readonly originYear: number | null;
  readonly newsroom: string;
  readonly months: "levant" | "gregorian";
  readonly digits: "latin" | "arabic-indic";
}

/** The variables; `counted` ones need an origin year and at least one year since. */
const VARIABLES: Readonly<
  Record<string, { readonly counted: boolean; readonly fill: (occasion: Occasion, years: number) => string }>
> = {
  name: { counted: false, fill: occasion => occasion.name },
  newsroom: { counted: false, fill: occasion => occasion.newsroom },
  date: {
    counted: false,
    fill: ({ lang, localDate, months, digits }) => formatDate(lang, localDate, { months, digits }),
  },
  weekday: { counted: false, fill: ({ lang, localDate }) => WEEKDAYS[lang][weekday(localDate)] ?? "" },
  origin_year: { counted: true, fill: occasion => String(occasion.originYear) },
  years: { counted: true, fill: (_, years) => String(years) },
  years_phrase: { counted: true, fill: ({ lang }, years) => yearsPhrase(lang, years, "obl") },
  "years_phrase:nom": { counted: true, fill: ({ lang }, years) => yearsPhrase(lang, years, "nom") },
  "years_phrase:obl": { counted: true, fill: ({ lang }, years) => yearsPhrase(lang, years, "obl") },
  "ordinal:nom": { counted: true, fill: ({ lang }, years) => ordinal(lang, years, "nom") },
  "ordinal:obl": { counted: true, fill: ({ lang }, years) => ordinal(lang, years, "obl") },
};

export const VARIABLE_NAMES = Object.keys(VARIABLES);

const BRACED = /\{([^{}]*)\}/g;

/** What is wrong with a template, one sentence each; empty when nothing is. */
export function templateFaults(template: string, hasOriginYear: boolean): string[] {
  const used = variablesOf(template);
  const unknown = used.filter(name => !Object.hasOwn(VARIABLES, name));
  const faults = unknown.map(
    name =>
      `{${name.slice(0, 40)}} is not a variable; there are ${VARIABLE_NAMES.map(one => `{${one}}`).join(" ")}`,
  );
  if (/[{}]/.test(template.replaceAll(BRACED, "")))
    faults.push("a brace stands alone; variables are written {name}");
  const counted = used.filter(name => VARIABLES[name]?.counted);
  if (!hasOriginYear && counted.length > 0) faults.push(`{${counted[0]}} counts years: give origin_year`);
  return faults;
}

/** Whether it counts years, so that it says nothing before the first one. */
export function countsYears(template: Template): boolean {
  return [...variablesOf(template.title), ...variablesOf(template.body)].some(
    name => VARIABLES[name]?.counted,
  );
}

/**
 * Title and body for one occurrence.
 * @returns null when the template counts years and not one has passed: there is no 0th anniversary.
 */
export function fillTemplate(template: Template, occasion: Occasion): Template | null {
  const years =
    occasion.originYear === null ? 0 : Number(occasion.localDate.slice(0, 4)) - occasion.originYear;
  if (years < 1 && countsYears(template)) return null;
  const inDigits =
    occasion.digits === "arabic-indic" && directionOf(occasion.lang) === "rtl" ? toArabicIndicDigits : String;
  const fill = (text: string) =>
    text.replaceAll(BRACED, (whole, name: string) => {
      const variable = VARIABLES[name];
      if (variable === undefined) return whole;
      const filled = variable.fill(occasion, years);
      return variable.counted ? inDigits(filled) : filled;
    });
  return { title: fill(template.title), body: fill(template.body) };
}

function variablesOf(template: string): string[] {
  return [...template.matchAll(BRACED)].map(([, name]) => name ?? "");
}
