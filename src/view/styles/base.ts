import { ACCENT, PAPER } from "../../settings/colours";

/**
 * Styles of every page. Sizes are in rem and em, so that a reader's larger text enlarges everything; directions are
 * logical. A page has one direction, and only the fonts of that direction.
 */

export type Direction = "rtl" | "ltr";

interface Faces {
  readonly text: string;
  readonly plain: string;
  readonly size: string;
  /** Harakat are above and below the line: lines are higher, in headings too. */
  readonly lines: number;
  readonly tight: number;
}

// Arabic faces come first on a right-to-left page: a Latin face in front would lend the Arabic its digits.
const FACES: Readonly<Record<Direction, Faces>> = {
  rtl: {
    text: `"Noto Naskh Arabic", Amiri, "Geeza Pro", serif`,
    plain: `"Noto Sans Arabic", "Segoe UI", Tahoma, sans-serif`,
    size: "1.25rem",
    lines: 1.9,
    tight: 1.5,
  },
  ltr: {
    text: `Georgia, "Times New Roman", serif`,
    plain: "system-ui, sans-serif",
    size: "1.1875rem",
    lines: 1.65,
    tight: 1.25,
  },
};

export function base(dir: Direction): string {
  const { text, plain, size, lines, tight } = FACES[dir];
  return `
:root {
  color-scheme: light dark;
  --paper: ${PAPER.light};
  --ink: #1e1b18;
  --soft: #5f574c;
  --rule: #d5ccbc;
  --accent: ${ACCENT.light};
  --plain: ${plain};
}
@media (prefers-color-scheme: dark) {
  :root { --paper: ${PAPER.dark}; --ink: #e8e2d7; --soft: #b0a799; --rule: #403b34; --accent: ${ACCENT.dark} }
}
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #333; --accent: #000 }
  nav, .skip, .foot { display: none }
}
* { box-sizing: border-box; margin: 0; padding: 0 }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100% }
body {
  margin: auto;
  max-width: 72rem;
  padding-inline: 1.25rem;
  font: ${size}/${lines} ${text};
  overflow-wrap: break-word;
}
h1, h2, h3 { line-height: ${tight}; text-wrap: balance }
ul { list-style: none }
a { color: var(--accent); text-underline-offset: .3em }
a:focus-visible { outline: 3px solid; outline-offset: 3px }
.skip:not(:focus) { position: absolute; inset-block-start: -9em }
small, .small, nav, footer { font: .875rem/${lines} var(--plain); color: var(--soft) }
.mast, .foot { text-align: center; padding-block-start: .75rem }
.mast { border-block-end: 3px double var(--ink) }
.mast nav, .foot, .also li+li { border-block-start: 1px solid var(--rule) }
.foot { padding-block-end: 2rem }
.name { font-size: 2.25rem; font-weight: 700; line-height: ${tight} }
nav ul { display: flex; flex-wrap: wrap; justify-content: center; column-gap: 1.5rem }
nav a, nav b { display: block; padding-block: .5em }
.name a, nav a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
main { padding-block: 2rem 3rem }
b { color: var(--accent) }`;
}

/** A single column of text. */
export const column = `
main { max-width: 34em; margin-inline: auto }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.75rem); margin-block: .3em .5em }`;

/** The paragraphs of a text. */
export const body = `
.body { margin-block: .5em }
.body p { margin-block-end: 1em; text-wrap: pretty }`;

/**
 * The one web font that a newsroom may choose: Vazirmatn, its letters of Arabic script, regular to bold, 46 KB. The version
 * is in the address.
 * @see https://github.com/rastikerdar/vazirmatn (OFL 1.1)
 */
export const FONT_PATH = "/fonts/vazirmatn-5.3.0.woff2";

/** For pages in Arabic script. A page is shown at once in a font of the reader's device, and again when this one is there. */
export const FONT_FACE = `@font-face{font-family:Vazirmatn;font-weight:100 900;font-display:swap;unicode-range:U+600-6FF,U+750-77F,U+8A0-8FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC;src:url(${FONT_PATH}) format("woff2")}body,small,.small,nav,footer,button{font-family:Vazirmatn,system-ui,sans-serif}`;
