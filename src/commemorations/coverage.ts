/** An editor comes first: whether an article of theirs already speaks of the day. Pure. */
import { addDays } from "../text/dates/civil-date";
import { titleKey } from "../text/fold";
import type { Lang } from "../text/languages";
import type { Observance } from "./observance";
import { occurrenceGroup } from "./occurrence-group";

/** An article that readers see, or will see. */
export interface Coverage {
  readonly articleId: number;
  readonly lang: string;
  readonly titleKey: string;
  /** Local date `YYYY-MM-DD`. */
  readonly publishedOn: string;
  /** The observance that it commemorates, if it is linked to one. */
  readonly observanceId: number | null;
  /** Its translation group. */
  readonly groupId: number;
}

/**
 * An article in the language that is linked to the observance, or carries its name or another name of it in its
 * title, on the day or within one local day of it.
 * @param written the newsroom's articles around the day, without those that the clock made.
 */
export function coverageOf(
  written: readonly Coverage[],
  observance: Observance,
  localDate: string,
  lang: Lang,
): Coverage | null {
  const days = [addDays(localDate, -1), localDate, addDays(localDate, 1)];
  const names = [observance.names[lang] ?? "", ...(observance.aliases[lang] ?? [])]
    .map(titleKey)
    .filter(key => key !== "");
  const group = occurrenceGroup(observance.id, localDate);
  const speaksOfIt = (article: Coverage) =>
    article.observanceId === observance.id ||
    (article.observanceId === null && names.some(name => ` ${article.titleKey} `.includes(` ${name} `)));
  const isNear = ({ publishedOn }: Coverage) => days.includes(publishedOn);
  // A translation of the same commemoration, made by an editor, is one whatever day it carries.
  const stands = (one: Coverage) => one.groupId === group || (isNear(one) && speaksOfIt(one));
  return written.find(one => one.lang === lang && stands(one)) ?? null;
}
