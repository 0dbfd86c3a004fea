/** Kill switches: what the clock may not do just now, or on which dates. Pure. */

import * as z from "zod";
import { SWITCH_SCOPES } from "../../db/schema";
import { isoDay } from "../../http/fields";
import { cleanLine } from "../../text/clean";
import { LANGS } from "../../text/languages";
import type { Observance } from "../observance";

/** The JSON form. Without dates it holds everything in its scope; with dates only what falls on them. */
export const killSwitchBody = z
  .strictObject({
    scope: z
      .enum(SWITCH_SCOPES)
      .optional()
      .describe(
        "What it holds, `all` for everything; left out only of a range with both dates, which holds all.",
      ),
    subject: z
      .string()
      .max(120)
      .default("")
      .describe("The pack, the observance's key or the language; empty for everything."),
    from: isoDay.nullable().default(null).describe("First and last date of a range, both inclusive."),
    to: isoDay.nullable().default(null),
    tone: z
      .literal("celebration")
      .nullable()
      .default(null)
      .describe("`celebration` in a range of mourning: only what has that tone is held."),
    reason: z
      .string()
      .overwrite(cleanLine)
      .refine(text => text.length <= 500, "has more than 500 letters")
      .default(""),
  })
  .refine(({ scope, from, to }) => scope !== undefined || (from !== null && to !== null), {
    path: ["scope"],
    error: `must say what to hold: ${SWITCH_SCOPES.map(scope => `'${scope}'`).join(", ")}; 'all' holds every commemoration until it is lifted`,
  })
  .refine(({ scope = "all", subject }) => (scope === "all") === (subject === ""), {
    path: ["subject"],
    error: "names the pack, the observance's key or the language; of everything it is left out",
  })
  .refine(({ scope, subject }) => scope !== "language" || LANGS.some(lang => lang === subject), {
    path: ["subject"],
    error: `is none of the languages ${LANGS.join(", ")}`,
  })
  .refine(({ from, to }) => from === null || to === null || from <= to, {
    path: ["to"],
    error: "lies before 'from'",
  });

/** What is to be held, with its scope filled in. */
export type KillSwitchInput = z.output<typeof killSwitchBody> & {
  readonly scope: (typeof SWITCH_SCOPES)[number];
};

export interface KillSwitch extends KillSwitchInput {
  readonly id: number;
}

/** The first switch that holds an observance on a date in a language; null when none does. */
export function switchThatHolds(
  switches: readonly KillSwitch[],
  observance: Pick<Observance, "key" | "pack" | "tone">,
  localDate: string,
  lang: string,
): KillSwitch | null {
  const subjects = { all: "", pack: observance.pack ?? "", observance: observance.key, language: lang };
  const holds = ({ scope, subject, from, to, tone }: KillSwitch) =>
    subjects[scope] === subject &&
    (from === null || localDate >= from) &&
    (to === null || localDate <= to) &&
    (tone === null || tone === observance.tone);
  return switches.find(holds) ?? null;
}

/** What kind of hold it is, as editors see it. */
export function kindOf({ from, to, tone }: KillSwitch): "kill-switch" | "blackout" | "mourning" {
  if (tone !== null) return "mourning";
  return from === null && to === null ? "kill-switch" : "blackout";
}

/** An article that the clock has made for a day, that an editor has approved, and that waits for its hour. */
export interface Waiting extends Pick<Observance, "key" | "pack" | "tone"> {
  readonly articleId: number;
  readonly localDate: string;
  readonly lang: string;
}

/** The ids of the waiting articles whose day is held, each once. */
export function heldAmong(waiting: readonly Waiting[], switches: readonly KillSwitch[]): number[] {
  const held = waiting.filter(one => switchThatHolds(switches, one, one.localDate, one.lang) !== null);
  return [...new Set(held.map(one => one.articleId))];
}
