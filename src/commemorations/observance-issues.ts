/** What would go wrong with an observance on its days, found when it is saved. Pure. */
import type { Issue } from "../http/problem";
import type { Lang } from "../text/languages";
import { slugify } from "../text/slug";
import {
  isNameConfirmed,
  languagesOf,
  needsApprover,
  type ObservanceInput,
  originOf,
  type Template,
  yearsAt,
} from "./observance";
import { comeDue, nextPlanned } from "./occurrence";
import { type OccurrenceDates, occurrencesBetween } from "./rules/occurrence-dates";
import { fillTemplate, renderTemplate, templateIssues } from "./template";

/** How many years ahead a template is tried out. */
const YEARS_TRIED = 60;

/**
 * Unknown variables, a language without a name, a title that makes no address, a first day that has nothing to
 * count, a year whose text would be wrong; and what must be confirmed before it may be switched on.
 * @param since  local date from which the clock acts on it. @param at  epoch ms.
 */
export function observanceIssues(input: ObservanceInput, since: string, at: number): Issue[] {
  const ahead = occurrencesAhead(input, since, at);
  const issues: Issue[] = [];
  if (input.key === "") {
    const message =
      "'key' is missing: give it a permanent name of ASCII letters, digits, dots and hyphens, such as kurd.halabja.";
    issues.push({ code: "missing", field: "key", message });
  }
  if (Object.keys(input.names).length === 0)
    issues.push({ code: "missing", field: "names", message: "Give it a name in at least one language." });
  issues.push(
    ...ruleIssues(input),
    ...languagesOf(input).flatMap(lang => languageIssues(input, lang, ahead)),
  );
  return input.mode === "off" ? issues : [...issues, ...enablingIssues(input)];
}

/** From the one on which the clock first acts: today's, if there is one today and its hour is past. */
function occurrencesAhead(input: ObservanceInput, since: string, at: number): OccurrenceDates[] {
  const observance = { ...input, id: 0, version: 0, since, revisedAt: at };
  const first = (comeDue(observance, at)[0] ?? nextPlanned(observance, at))?.dates.localDate;
  if (first === undefined) return [];
  return occurrencesBetween(input, first, `${Number(first.slice(0, 4)) + YEARS_TRIED}-12-31`);
}

/** What an editor must have done before it may be switched on. */
function enablingIssues(input: ObservanceInput): Issue[] {
  const issues: Issue[] = languagesOf(input)
    .filter(lang => input.names[lang] !== undefined && !isNameConfirmed(input, lang))
    .map(lang => ({
      code: "name-unconfirmed",
      field: `names.${lang}`,
      message: `Nobody has checked the name in '${lang}': confirm or correct it first, with PUT /api/observances/{id}/names/${lang}.`,
    }));
  if (input.dateStatus === "unreviewed") {
    const message = "Nobody has checked its date: send date_status 'confirmed' once you have.";
    issues.push({ code: "date-unconfirmed", field: "date_status", message });
  }
  if (input.mode === "auto" && needsApprover(input) && input.approval === null) {
    const message =
      "It may go out by itself only when somebody answers for it by name: send 'approver', or PUT /api/observances/{id}/approval.";
    issues.push({ code: "approver-needed", field: "approver", message });
  }
  return issues;
}

function ruleIssues({ rule, history, overrides, counts, firstYear }: ObservanceInput): Issue[] {
  const issues: Issue[] = [];
  const isHijri = rule.type === "hijri" || history.some(row => row.rule.type === "hijri");
  if (isHijri && Object.keys(overrides).length > 0) {
    const message =
      "A Hijri day can fall twice in a year of this calendar: move it with PUT /api/observances/{id}/dates/{Hijri year}.";
    issues.push({ code: "override-of-hijri", field: "overrides", message });
  }
  if (counts === "edition" && firstYear === null) {
    const message = "Editions are counted from the first one: give first_year.";
    issues.push({ code: "first-year-missing", field: "first_year", message });
  }
  return issues;
}

function languageIssues(input: ObservanceInput, lang: Lang, ahead: readonly OccurrenceDates[]): Issue[] {
  const template = input.templates[lang];
  if (template === undefined) return [];
  const field = (name: string) => `templates.${lang}.${name}`;
  const hasOrigin = originOf(input) !== null;
  const issues: Issue[] = (["title", "body"] as const).flatMap(name =>
    templateIssues(template[name], hasOrigin).map(message => ({
      code: "bad-template",
      field: field(name),
      message: `'${field(name)}': ${message}.`,
    })),
  );
  const name = input.names[lang];
  if (name === undefined) {
    issues.push({
      code: "name-missing",
      field: `names.${lang}`,
      message: `There is a template in '${lang}' but no name.`,
    });
  }
  if (issues.length > 0 || name === undefined) return issues;
  const [first] = ahead;
  if (first !== undefined && fillTemplate(template, occasionOf(input, lang, name, first)) === null) {
    const message = `On ${first.localDate} no year has passed since ${originOf(input)}: there is nothing to count.`;
    return [{ code: "nothing-to-count", field: field("body"), message }];
  }
  return yearsIssues(input, lang, template, name, ahead);
}

/** Renders the template for each year; what is wrong in the first year that is wrong. */
function yearsIssues(
  input: ObservanceInput,
  lang: Lang,
  template: Template,
  name: string,
  ahead: readonly OccurrenceDates[],
): Issue[] {
  for (const dates of ahead) {
    const filled = fillTemplate(template, occasionOf(input, lang, name, dates));
    if (filled === null) continue;
    if (slugify(filled.title) === "") {
      const message = "The title needs at least one letter or number.";
      return [{ code: "title-without-letters", field: `templates.${lang}.title`, message }];
    }
    const [wrong] = renderTemplate(filled, lang, input.tone).issues;
    if (wrong !== undefined) {
      const message = `In '${lang}' on ${dates.localDate}: ${wrong}.`;
      return [{ code: "unfit-text", field: `templates.${lang}`, message }];
    }
  }
  return [];
}

function occasionOf(input: ObservanceInput, lang: Lang, name: string, dates: OccurrenceDates) {
  return {
    lang,
    name,
    localDate: dates.localDate,
    years: yearsAt(input, dates),
    originYear: originOf(input),
    newsroom: "·",
    months: "levant",
    digits: "latin",
  } as const;
}
