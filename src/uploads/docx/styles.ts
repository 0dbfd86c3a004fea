/** What the styles of a Word document say of paragraphs and runs. @see ECMA-376, part 1, section 17.7 */
import { childNamed, elementsIn, settingOf, toggleOf, type XmlElement, xmlAttribute } from "./xml";

/** Of a run, by itself or by a style; null where nothing is said. */
export interface RunFormat {
  readonly bold: boolean | null;
  readonly italic: boolean | null;
  /** The same for complex scripts: they count in runs that run from right to left. */
  readonly boldCs: boolean | null;
  readonly italicCs: boolean | null;
  readonly isRtl: boolean | null;
  readonly underline: boolean | null;
  readonly strike: boolean | null;
  readonly highlight: boolean | null;
  readonly raised: "sup" | "sub" | "none" | null;
  readonly vanish: boolean | null;
  /** White, or so small that nobody sees it. */
  readonly isWhite: boolean | null;
  readonly isTiny: boolean | null;
  /** Whether something dark may lie behind it. */
  readonly isShaded: boolean | null;
  readonly font: string | null;
}

/** Half-points: less than 1 pt and a half is not meant to be read. */
const TINY = 3;

export function runFormat(properties: XmlElement | undefined): RunFormat {
  const colour = childNamed(properties, "w:color");
  const size = settingOf(properties, "w:sz") ?? settingOf(properties, "w:szCs");
  const underline = settingOf(properties, "w:u");
  const highlight = settingOf(properties, "w:highlight");
  const fonts = childNamed(properties, "w:rFonts");
  const strike = toggleOf(properties, "w:strike");
  const double = toggleOf(properties, "w:dstrike");
  return {
    bold: toggleOf(properties, "w:b"),
    italic: toggleOf(properties, "w:i"),
    boldCs: toggleOf(properties, "w:bCs"),
    italicCs: toggleOf(properties, "w:iCs"),
    isRtl: toggleOf(properties, "w:rtl") ?? toggleOf(properties, "w:cs"),
    underline: underline === null ? null : underline !== "none",
    strike: strike === null && double === null ? null : strike === true || double === true,
    highlight: highlight === null ? null : highlight !== "none",
    raised: raisedOf(settingOf(properties, "w:vertAlign")),
    vanish: either(toggleOf(properties, "w:vanish"), toggleOf(properties, "w:specVanish")),
    isWhite: colour === undefined ? null : isWhite(colour),
    isTiny: size === null ? null : Number(size) <= TINY,
    isShaded:
      shadedBy(properties) ?? (highlight === null ? null : highlight !== "none" && highlight !== "white"),
    font: fonts === undefined ? null : (xmlAttribute(fonts, "w:ascii") ?? xmlAttribute(fonts, "w:hAnsi")),
  };
}

const either = (one: boolean | null, other: boolean | null) =>
  one === null && other === null ? null : one === true || other === true;

const isWhite = (colour: XmlElement) =>
  /^f{6}$/i.test(xmlAttribute(colour, "w:val") ?? "") ||
  ["background1", "light1"].includes(xmlAttribute(colour, "w:themeColor") ?? "");

function raisedOf(value: string | null): RunFormat["raised"] {
  if (value === null) return null;
  return value === "superscript" ? "sup" : value === "subscript" ? "sub" : "none";
}

/** Whether a shading is of a colour; null where nothing is said. */
export function shadedBy(properties: XmlElement | undefined): boolean | null {
  const shading = childNamed(properties, "w:shd");
  if (shading === undefined) return null;
  const fill = xmlAttribute(shading, "w:fill") ?? "auto";
  const pattern = xmlAttribute(shading, "w:val") ?? "clear";
  return !/^(?:auto|f{6})$/i.test(fill) || !["clear", "nil"].includes(pattern);
}

/** What the first that says something says. */
export function formatOf(layers: readonly RunFormat[]): RunFormat {
  const first = <K extends keyof RunFormat>(key: K): RunFormat[K] | null =>
    layers.find(layer => layer[key] !== null)?.[key] ?? null;
  return {
    bold: first("bold"),
    italic: first("italic"),
    boldCs: first("boldCs"),
    italicCs: first("italicCs"),
    isRtl: first("isRtl"),
    underline: first("underline"),
    strike: first("strike"),
    highlight: first("highlight"),
    raised: first("raised"),
    vanish: first("vanish"),
    isWhite: first("isWhite"),
    isTiny: first("isTiny"),
    isShaded: first("isShaded"),
    font: first("font"),
  };
}

export const NO_FORMAT: RunFormat = runFormat(undefined);

export interface Style {
  readonly id: string;
  /** In lower case: `heading 1`, `title`, `caption`. */
  readonly name: string;
  readonly run: RunFormat;
  readonly paragraph: XmlElement | undefined;
  /** From 1; null for what is no heading. */
  readonly level: number | null;
  /** A quotation, a caption, a title: by its own name or that of a style it is made from. */
  readonly names: readonly string[];
}

export interface Styles {
  readonly defaults: RunFormat;
  /** The format of a style with all that it is made from. */
  readonly style: (id: string | null) => Style | null;
  readonly defaultParagraph: string | null;
}

/** So many steps one style may be from the first that it is made from; Word takes no more. */
const DEEPEST = 12;

/** @param root of the styles part; null where there is none. */
export function readStyles(root: XmlElement | null): Styles {
  const all = root === null ? [] : elementsIn(root).filter(({ name }) => name === "w:style");
  const byId = new Map(all.map(style => [xmlAttribute(style, "w:styleId") ?? "", style]));
  const known = new Map<string, Style>();
  const defaults = childNamed(
    childNamed(childNamed(root ?? undefined, "w:docDefaults"), "w:rPrDefault"),
    "w:rPr",
  );
  const isDefault = (style: XmlElement) =>
    xmlAttribute(style, "w:type") === "paragraph" && xmlAttribute(style, "w:default") === "1";
  return {
    defaults: runFormat(defaults),
    defaultParagraph: xmlAttribute(
      all.find(isDefault) ?? { name: "", attributes: {}, children: [] },
      "w:styleId",
    ),
    style(id) {
      if (id === null || !byId.has(id)) return null;
      const found = known.get(id) ?? styleOf(id, byId);
      known.set(id, found);
      return found;
    },
  };
}

function styleOf(id: string, byId: ReadonlyMap<string, XmlElement>): Style {
  const chain: XmlElement[] = [];
  let next: string | null = id;
  while (next !== null && chain.length < DEEPEST) {
    const style = byId.get(next);
    if (style === undefined || chain.includes(style)) break;
    chain.push(style);
    next = settingOf(style, "w:basedOn");
  }
  const names = chain.map(style => (settingOf(style, "w:name") ?? "").toLowerCase());
  const paragraphs = chain.map(style => childNamed(style, "w:pPr"));
  const numbered = paragraphs.find(properties => childNamed(properties, "w:numPr") !== undefined);
  return {
    id,
    name: names[0] ?? "",
    names,
    run: formatOf(chain.map(style => runFormat(childNamed(style, "w:rPr")))),
    paragraph: numbered,
    level: levelOf(names, paragraphs),
  };
}

/** By the usual names, or by the level in a table of contents. @see ECMA-376, part 1, section 17.3.1.20 */
function levelOf(names: readonly string[], paragraphs: readonly (XmlElement | undefined)[]): number | null {
  for (const [place, name] of names.entries()) {
    const named = /^heading ([1-9])$/.exec(name)?.[1];
    if (named !== undefined) return Number(named);
    const outline = outlineOf(paragraphs[place]);
    if (outline !== null) return outline;
  }
  return null;
}

/** @returns from 1; null for text of the body, and where nothing is said. */
export function outlineOf(properties: XmlElement | undefined): number | null {
  const level = settingOf(properties, "w:outlineLvl");
  return level === null || !/^[0-8]$/.test(level) ? null : Number(level) + 1;
}
