/** Everything that would go wrong on the day, found when it is saved. Pure. */
import type { Issue } from "../http/problem";
import type { Lang } from "../text/languages";
import { slugify } from "../text/slug";
import {
  isNameConfirmed,
  languagesOf,
  needsApprover,
  type ObservanceWish,
  originOf,
  yearsAt,
} from "./observance";
import type { OccurrenceDates } from "./rules/occurrence-dates";
import { say } from "./said";
import { fillTemplate, type Template, templateFaults } from "./template";

/**
 * Unknown variables, a language without a name, a title that makes no address, a first day that has nothing to
 * count, a year whose text would be wrong; and what must be confirmed before it may go out.
 * @param ahead its coming fallings, oldest first: every year that its templates will meet for a long time.
 */
export function observanceFaults(wish: ObservanceWish, ahead: readonly OccurrenceDates[]): Issue[] {
  const faults = [
    ...ruleFaults(wish),
    ...languagesOf(wish).flatMap(lang => languageFaults(wish, lang, ahead)),
  ];
  if (Object.keys(wish.names).length === 0)
    faults.unshift({ code: "missing", field: "names", message: "Give it a name in at least one language." });
  return wish.mode === "off" ? faults : [...faults, ...enablingFaults(wish)];
}

/** What an editor must have done before it may be switched on. */
function enablingFaults(wish: ObservanceWish): Issue[] {
  const faults: Issue[] = languagesOf(wish)
    .filter(lang => wish.names[lang] !== undefined && !isNameConfirmed(wish, lang))
    .map(lang => ({
      code: "name-unconfirmed",
      field: `names.${lang}`,
      message: `Nobody has checked the name in '${lang}': confirm or correct it first, with PUT /api/observances/{id}/names/${lang}.`,
    }));
  if (wish.dateStatus === "unreviewed") {
    const message = "Nobody has checked its date: send date_status 'confirmed' once you have.";
    faults.push({ code: "date-unconfirmed", field: "date_status", message });
  }
  if (wish.mode === "auto" && needsApprover(wish) && wish.approval === null) {
    const message =
      "It may go out by itself only when somebody answers for it by name: send 'approver', or PUT /api/observances/{id}/approval.";
    faults.push({ code: "approver-needed", field: "approver", message });
  }
  return faults;
}

function ruleFaults({ rule, history, overrides, counts, firstYear }: ObservanceWish): Issue[] {
  const faults: Issue[] = [];
  const isHijri = rule.type === "hijri" || history.some(row => row.rule.type === "hijri");
  if (isHijri && Object.keys(overrides).length > 0) {
    const message =
      "A Hijri day can fall twice in a year of this calendar: move it with PUT /api/observances/{id}/dates/{Hijri year}.";
    faults.push({ code: "override-of-hijri", field: "overrides", message });
  }
  if (counts === "edition" && firstYear === null) {
    const message = "Editions are counted from the first one: give first_year.";
    faults.push({ code: "first-year-missing", field: "first_year", message });
  }
  return faults;
}

function languageFaults(wish: ObservanceWish, lang: Lang, ahead: readonly OccurrenceDates[]): Issue[] {
  const template = wish.templates[lang];
  if (template === undefined) return [];
  const field = (name: string) => `templates.${lang}.${name}`;
  const hasOrigin = originOf(wish) !== null;
  const faults: Issue[] = (["title", "body"] as const).flatMap(name =>
    templateFaults(template[name], hasOrigin).map(message => ({
      code: "bad-template",
      field: field(name),
      message: `'${field(name)}': ${message}.`,
    })),
  );
  const name = wish.names[lang];
  if (name === undefined) {
    faults.push({
      code: "name-missing",
      field: `names.${lang}`,
      message: `There is a template in '${lang}' but no name.`,
    });
  }
  if (faults.length > 0 || name === undefined) return faults;
  const [first] = ahead;
  if (first !== undefined && fillTemplate(template, occasionOf(wish, lang, name, first)) === null) {
    const message = `On ${first.localDate} no year has passed since ${originOf(wish)}: there is nothing to count.`;
    return [{ code: "nothing-to-count", field: field("body"), message }];
  }
  return yearsFaults(wish, lang, template, name, ahead);
}

/** What it would say in each year, tried out; the first year in which it would say something wrong is told. */
function yearsFaults(
  wish: ObservanceWish,
  lang: Lang,
  template: Template,
  name: string,
  ahead: readonly OccurrenceDates[],
): Issue[] {
  for (const dates of ahead) {
    const filled = fillTemplate(template, occasionOf(wish, lang, name, dates));
    if (filled === null) continue;
    if (slugify(filled.title) === "") {
      const message = "The title needs at least one letter or number.";
      return [{ code: "title-without-letters", field: `templates.${lang}.title`, message }];
    }
    const [wrong] = say(filled, lang, wish.tone).faults;
    if (wrong !== undefined) {
      const message = `In '${lang}' on ${dates.localDate}: ${wrong}.`;
      return [{ code: "unfit-text", field: `templates.${lang}`, message }];
    }
  }
  return [];
}

function occasionOf(wish: ObservanceWish, lang: Lang, name: string, dates: OccurrenceDates) {
  return {
    lang,
    name,
    localDate: dates.localDate,
    years: yearsAt(wish, dates),
    originYear: originOf(wish),
    newsroom: "·",
    months: "levant",
    digits: "latin",
  } as const;
}
