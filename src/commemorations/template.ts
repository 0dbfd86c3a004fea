/** Templates: a closed set of variables, checked when saved, filled and rendered when the day comes. Pure. */
import { notesOf, readRich } from "../articles/write/text-input";
import { weekday } from "../text/dates/civil-date";
import { formatDate, WEEKDAYS } from "../text/dates/format";
import { toArabicIndicDigits } from "../text/fold";
import { escapeMarkdown } from "../text/html/markdown-signs";
import { htmlLead } from "../text/html/plain-text";
import { writeHtml } from "../text/html/sanitize";
import { directionOf, type Lang } from "../text/languages";
import { ordinal, yearsPhrase } from "../text/ordinals";
import type { Template } from "./observance";

/** What fills a template: an occurrence in one language. */
export interface Occasion {
  readonly lang: Lang;
  readonly name: string;
  /** `YYYY-MM-DD` */
  readonly localDate: string;
  /** Which anniversary or edition it is, 1 or more; null when nothing is counted or not one year has passed. */
  readonly years: number | null;
  /** The year from which they are counted; null when none are. */
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

/** Stands for the see-also block at the foot of every page: its line is left out of the body. */
const RELATED = "related";

const VARIABLE_NAMES = [...Object.keys(VARIABLES), RELATED];

const BRACED = /\{([^{}]*)\}/g;

/** What is wrong with a template's title or body, one sentence each; empty when nothing is. */
export function templateIssues(template: string, hasOriginYear: boolean): string[] {
  const used = variablesOf(template);
  const unknown = used.filter(name => !VARIABLE_NAMES.includes(name));
  const issues = unknown.map(
    name =>
      `{${name.slice(0, 40)}} is not a variable; there are ${VARIABLE_NAMES.map(one => `{${one}}`).join(" ")}`,
  );
  if (/[{}]/.test(template.replaceAll(BRACED, "")))
    issues.push("a brace stands alone; variables are written {name}");
  const counted = used.filter(name => VARIABLES[name]?.counted);
  if (!hasOriginYear && counted.length > 0)
    issues.push(`{${counted[0]}} counts years: give origin_year, or first_year when editions are counted`);
  if (template.split("\n").some(text => text.includes(`{${RELATED}}`) && text.trim() !== `{${RELATED}}`))
    issues.push(`{${RELATED}} is the see-also block: let it stand alone on a line of the body`);
  return issues;
}

/** Whether it counts years, so that it cannot be filled before the first one. */
function countsYears(template: Template): boolean {
  return [...variablesOf(template.title), ...variablesOf(template.body)].some(
    name => VARIABLES[name]?.counted,
  );
}

/**
 * Title and body for one occurrence.
 * @returns null when the template counts years and none has passed: there is no 0th anniversary.
 */
export function fillTemplate(template: Template, occasion: Occasion): Template | null {
  const { years, lang } = occasion;
  if (years === null && countsYears(template)) return null;
  const inDigits =
    occasion.digits === "arabic-indic" && directionOf(lang) === "rtl" ? toArabicIndicDigits : String;
  const fill = (text: string, protect: (value: string) => string) =>
    text.replaceAll(BRACED, (whole, name: string) => {
      const variable = VARIABLES[name];
      if (variable === undefined) return whole;
      const filled = variable.fill(occasion, years ?? 0);
      return protect(variable.counted ? inDigits(filled) : filled);
    });
  const { format } = template;
  const lines = template.body.split("\n").filter(text => text.trim() !== `{${RELATED}}`);
  // What a variable brings is never markup.
  const body = fill(lines.join("\n"), format === "markdown" ? escapeMarkdown : String);
  return { title: fill(template.title, String), body, format };
}

/** Words and signs of joy, which have no place on a day of remembrance. */
const JOY =
  /[!¡！]|\p{Emoji_Presentation}|كل عام وأنتم|عيد سعيد|عيد مبارك|پیرۆز ?بێت|\bpîroz be\b|\bhappy\b|\bcongratulations\b/iu;

/** What is wrong with a filled template, one sentence each: none of it may ever be published. */
function filledIssues({ title, body }: Pick<Template, "title" | "body">, tone: string): string[] {
  const whole = `${title}\n${body}`;
  const broken = /NaN|undefined|[{}]/.exec(whole)?.[0];
  const issues = broken === undefined ? [] : [`'${broken}' would stand in the text`];
  if (body.trim() === "") issues.push("the text would be empty");
  if ([...title].length > 300) issues.push("the title would have more than 300 letters");
  const joy = tone === "remembrance" ? JOY.exec(whole)?.[0] : undefined;
  if (joy !== undefined) issues.push(`'${joy}' does not befit a day of remembrance`);
  return issues;
}

function variablesOf(template: string): string[] {
  return [...template.matchAll(BRACED)].map(([, name]) => name ?? "");
}

export interface RenderedTemplate {
  readonly title: string;
  /** The first paragraph, plain. */
  readonly lead: string;
  readonly bodyFormat: "text" | "html";
  readonly body: string;
  /** What must not be published, one sentence each, without its full stop; empty when all is well. */
  readonly issues: readonly string[];
}

/** The article that a filled template makes. */
export function renderTemplate(filled: Template, lang: Lang, tone: string): RenderedTemplate {
  const { title, body } = filled;
  const issues = filledIssues(filled, tone);
  if (filled.format === "text") {
    return { title, lead: body.split("\n")[0] ?? "", bodyFormat: "text", body, issues };
  }
  const read = readRich(body, "markdown", lang, () => null);
  if (read.body === null) {
    const [excess] = read.faults;
    return {
      title,
      lead: "",
      bodyFormat: "html",
      body: "",
      issues: [...issues, excess.message.replace(/\.$/, "")],
    };
  }
  const html = writeHtml(read.body.blocks);
  const lead = htmlLead(html);
  // What only looks like a link may be part of a name.
  const lost = read.body.dropped.filter(({ kind }) => kind !== "link-syntax");
  const dropped = notesOf(lost).map(note => note.message.replace(/\.$/, ""));
  const empty =
    lead === "" && body.trim() !== "" ? ["nothing of the text is left that an article may have"] : [];
  return { title, lead, bodyFormat: "html", body: html, issues: [...issues, ...empty, ...dropped] };
}
