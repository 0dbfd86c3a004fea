/** Numbers and bullets of lists, as Word counts them. @see ECMA-376, part 1, section 17.9 */
import { childNamed, elementsIn, settingOf, toggleOf, type XmlElement, xmlAttribute } from "./xml";

/** A paragraph of a list. */
export interface ListEntry {
  /** Lists of the same key are one list. */
  readonly key: string;
  /** From 0. */
  readonly level: number;
  /**
   * `ordered`: HTML can count it, and `value` is this entry's. `label`: no list of HTML can show it, and its label is
   * written in front of the text.
   */
  readonly kind: "ordered" | "bullet" | "label";
  readonly type: "" | "a" | "A" | "i" | "I";
  readonly value: number;
  /** As Word writes it in front: `3.`, `المادة 12:`; empty for a bullet. */
  readonly label: string;
}

interface Level {
  readonly format: string;
  /** With `%1` for the number of the first level. */
  readonly text: string;
  readonly start: number;
  /** Which level's next entry begins this one anew; null for any above it, 0 for none. */
  readonly restart: number | null;
  readonly isLegal: boolean;
}

export interface Numbering {
  /** Counts one entry on. @returns null for what is in no list. */
  readonly next: (numId: string, level: number) => ListEntry | null;
}

const LEVELS = 9;

/** @param root of the numbering part; null where there is none. */
export function readNumbering(root: XmlElement | null, styleOf: (id: string) => string | null): Numbering {
  const all = root === null ? [] : elementsIn(root);
  const abstracts = new Map(
    all
      .filter(({ name }) => name === "w:abstractNum")
      .map(one => [xmlAttribute(one, "w:abstractNumId") ?? "", one]),
  );
  const nums = new Map(
    all.filter(({ name }) => name === "w:num").map(one => [xmlAttribute(one, "w:numId") ?? "", one]),
  );
  /** By abstract list: lists of one kind go on counting where the last stopped. */
  const counters = new Map<string, (number | null)[]>();
  const begun = new Set<string>();
  return {
    next(numId, level) {
      const num = nums.get(numId);
      if (num === undefined || level < 0 || level >= LEVELS) return null;
      const abstractId = abstractOf(num, abstracts, nums, styleOf);
      const levels = levelsOf(num, abstracts.get(abstractId));
      const counts = counters.get(abstractId) ?? [];
      counters.set(abstractId, counts);
      if (!begun.has(numId)) beginAnew(num, counts);
      begun.add(numId);
      const own = levels[level];
      if (own === undefined) return null;
      counts[level] = (counts[level] ?? own.start - 1) + 1;
      for (let below = level + 1; below < LEVELS; below++) {
        const { restart = null } = levels[below] ?? {};
        if (restart === null || (restart !== 0 && level < restart)) counts[below] = null;
      }
      return { key: abstractId, level, ...markOf(levels, counts, level) };
    },
  };
}

/** A list that borrows its levels names a style, whose list has them. */
function abstractOf(
  num: XmlElement,
  abstracts: ReadonlyMap<string, XmlElement>,
  nums: ReadonlyMap<string, XmlElement>,
  numOfStyle: (id: string) => string | null,
): string {
  const id = settingOf(num, "w:abstractNumId") ?? "";
  const link = settingOf(abstracts.get(id), "w:numStyleLink");
  const other = link === null ? undefined : nums.get(numOfStyle(link) ?? "");
  return other === undefined ? id : (settingOf(other, "w:abstractNumId") ?? id);
}

const overridesOf = (num: XmlElement) => elementsIn(num).filter(({ name }) => name === "w:lvlOverride");

/** A list with a start of its own begins there, where another of its kind has counted on. */
function beginAnew(num: XmlElement, counts: (number | null)[]): void {
  for (const override of overridesOf(num)) {
    const start = settingOf(override, "w:startOverride");
    const level = Number(xmlAttribute(override, "w:ilvl"));
    if (start !== null && Number.isInteger(level)) counts[level] = Number(start) - 1;
  }
}

function levelsOf(num: XmlElement, abstract: XmlElement | undefined): (Level | undefined)[] {
  const levels: (Level | undefined)[] = [];
  const own = overridesOf(num).flatMap(override => childNamed(override, "w:lvl") ?? []);
  const shared = abstract === undefined ? [] : elementsIn(abstract).filter(({ name }) => name === "w:lvl");
  for (const level of [...shared, ...own]) {
    const place = Number(xmlAttribute(level, "w:ilvl"));
    if (Number.isInteger(place) && place >= 0 && place < LEVELS) levels[place] = levelOf(level);
  }
  return levels;
}

function levelOf(level: XmlElement): Level {
  const restart = settingOf(level, "w:lvlRestart");
  const format = settingOf(level, "w:numFmt") ?? "decimal";
  return {
    format,
    text:
      settingOf(level, "w:lvlText") ??
      (format === "bullet" ? "" : `%${Number(xmlAttribute(level, "w:ilvl")) + 1}.`),
    start: Number(settingOf(level, "w:start") ?? "1"),
    restart: restart === null ? null : Number(restart),
    isLegal: toggleOf(level, "w:isLgl") === true,
  };
}

const TYPES = { decimal: "", lowerLetter: "a", upperLetter: "A", lowerRoman: "i", upperRoman: "I" } as const;
const isCounted = (format: string): format is keyof typeof TYPES => Object.hasOwn(TYPES, format);

function markOf(
  levels: readonly (Level | undefined)[],
  counts: readonly (number | null)[],
  place: number,
): Pick<ListEntry, "kind" | "type" | "value" | "label"> {
  const { format, text, isLegal } = levels[place] ?? { format: "bullet", text: "", isLegal: false };
  const value = counts[place] ?? 1;
  if (format === "bullet") return { kind: "bullet", type: "", value, label: "" };
  const label = text
    .replaceAll(/%([1-9])/g, (_, digit: string) => {
      const at = Number(digit) - 1;
      const level = levels[at];
      return numeral(isLegal ? "decimal" : (level?.format ?? "decimal"), counts[at] ?? level?.start ?? 1);
    })
    .trim();
  // Nothing but this level's number, with a full stop or brackets around it.
  const isPlain = new RegExp(`^[(\\[]?%${place + 1}[.)\\]\\-–:،/]*\\s*$`).test(text);
  if (isPlain && isCounted(format) && value >= 0)
    return { kind: "ordered", type: TYPES[format], value, label };
  return { kind: "label", type: "", value, label };
}

const ABJAD = [..."أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"];
const ALPHA = [..."أبتثجحخدذرزسشصضطظعغفقكلمنهوي"];
const ROMAN = [
  ...([
    [1000, "m"],
    [900, "cm"],
    [500, "d"],
    [400, "cd"],
    [100, "c"],
    [90, "xc"],
  ] as const),
  ...([
    [50, "l"],
    [40, "xl"],
    [10, "x"],
    [9, "ix"],
    [5, "v"],
    [4, "iv"],
    [1, "i"],
  ] as const),
];

/** A number in a format of Word's; in figures where it is none of those below. @see ECMA-376, part 1, section 17.18.59 */
export function numeral(format: string, value: number): string {
  switch (format) {
    case "none":
      return "";
    case "lowerLetter":
      return lettered(LATIN, value);
    case "upperLetter":
      return lettered(LATIN, value).toUpperCase();
    case "lowerRoman":
      return roman(value);
    case "upperRoman":
      return roman(value).toUpperCase();
    case "arabicAbjad":
      return lettered(ABJAD, value);
    case "arabicAlpha":
      return lettered(ALPHA, value);
    case "hindiNumbers":
      return String(value).replaceAll(/\d/g, digit => String.fromCodePoint(0x0660 + Number(digit)));
    case "decimalZero":
      return String(value).padStart(2, "0");
    default:
      return String(value);
  }
}

const LATIN = [..."abcdefghijklmnopqrstuvwxyz"];

/** After the last letter Word doubles them. */
function lettered(letters: readonly string[], value: number): string {
  if (value < 1) return String(value);
  const place = (value - 1) % letters.length;
  return (letters[place] ?? "").repeat(Math.min(Math.floor((value - 1) / letters.length) + 1, 10));
}

function roman(value: number): string {
  if (value < 1 || value > 3_999) return String(value);
  let rest = value;
  let written = "";
  for (const [worth, letters] of ROMAN)
    while (rest >= worth) {
      written += letters;
      rest -= worth;
    }
  return written;
}
