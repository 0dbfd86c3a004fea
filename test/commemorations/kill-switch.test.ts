/** Which kill switch holds what: every scope, every range, every tone. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type KillSwitch,
  killSwitchBody,
  kindOf,
  switchThatHolds,
} from "../../src/commemorations/switches/kill-switch";
import { LANGS } from "../../src/text/languages";

const newroz = { key: "kurd.newroz", pack: "kurdistan", tone: "celebration" } as const;
const halabja = { key: "kurd.halabja", pack: "kurdistan", tone: "remembrance" } as const;
const own = { key: "our.day", pack: null, tone: "awareness" } as const;

function put(sent: object): KillSwitch {
  const read = killSwitchBody.parse({ scope: "all", ...sent });
  return { id: 1, ...read, scope: read.scope ?? "all" };
}
const holds = (sent: object, day: typeof newroz | typeof halabja | typeof own, lang: "ar" | "ckb" = "ar") =>
  switchThatHolds([put(sent)], day, "2027-03-21", lang) !== null;

describe("a kill switch", () => {
  it("of everything holds every day in every language", () => {
    for (const lang of LANGS)
      for (const day of [newroz, halabja, own])
        expect(switchThatHolds([put({})], day, "2027-03-21", lang)).not.toBeNull();
  });

  it("of a pack holds its days and no others", () => {
    const pack = { scope: "pack", subject: "kurdistan" };
    expect([holds(pack, newroz), holds(pack, halabja), holds(pack, own)]).toEqual([true, true, false]);
  });

  it("of an observance or of a language holds that one", () => {
    const observance = { scope: "observance", subject: "kurd.newroz" };
    expect([holds(observance, newroz), holds(observance, halabja)]).toEqual([true, false]);
    const language = { scope: "language", subject: "ckb" };
    expect([holds(language, newroz, "ckb"), holds(language, newroz, "ar")]).toEqual([true, false]);
  });

  it("in mourning holds what celebrates", () => {
    const mourning = { from: "2027-03-20", to: "2027-03-22", tone: "celebration" };
    expect([holds(mourning, newroz), holds(mourning, halabja), holds(mourning, own)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([kindOf(put(mourning)), kindOf(put({ from: "2027-03-20" })), kindOf(put({}))]).toEqual([
      "mourning",
      "blackout",
      "kill-switch",
    ]);
  });

  it("holds a date exactly when the date lies in its range, both ends included", () => {
    const date = fc
      .integer({ min: 0, max: 3_000 })
      .map(day => new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(date, date, date, (one, other, day) => {
        const [from, to] = [one, other].toSorted();
        const held = switchThatHolds([put({ from, to })], own, day, "ar") !== null;
        expect(held).toBe((from ?? "") <= day && day <= (to ?? ""));
      }),
    );
  });
});
