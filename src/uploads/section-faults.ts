/** A section that is said and that there is none of, so that it is told with everything else that is wrong. Pure. */
import type { Fault } from "../problem";
import { sectionNamed } from "../sections/section";
import type { Contents } from "../settings/contents";
import { LANGS } from "../text/languages";
import type { Said } from "./options";

/** @param said as it was sent: what in it cannot be read at all is told elsewhere. */
export function sectionFaults(said: Said, contents: Contents): Fault[] {
  const lang = LANGS.find(one => one === said.lang);
  const { section } = said;
  if (lang === undefined || typeof section !== "string" || section.trim() === "") return [];
  if (section.length > LONGEST) return [];
  const found = sectionNamed(contents, lang, section.trim());
  return typeof found === "number" ? [] : [found];
}

/** In letters; a longer one is told as too long. */
const LONGEST = 200;
