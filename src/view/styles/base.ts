/**
 * What every page looks like. Sizes are in rem and em, so that a reader's larger text enlarges everything; directions
 * are logical throughout.
 */
import { ACCENT, PAPER } from "../colours";

// Arabic faces come first on a right-to-left page: a Latin face in front would lend the Arabic its digits.
export const base = `
:root {
  color-scheme: light dark;
  --paper: ${PAPER.light};
  --ink: #1e1b18;
  --soft: #5f574c;
  --rule: #d5ccbc;
  --accent: ${ACCENT.light};
  --text: Georgia, "Times New Roman", serif;
  --plain: system-ui, sans-serif;
  --lines: 1.65;
  --tight: 1.25;
}
[dir=rtl] {
  --text: "Noto Naskh Arabic", Amiri, "Geeza Pro", "Times New Roman", serif;
  --plain: "Noto Sans Arabic", "Segoe UI", Tahoma, "Geeza Pro", sans-serif;
  --lines: 1.9;
  --tight: 1.5;
  line-height: var(--lines);
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
  margin-inline: auto;
  max-width: 72rem;
  padding-inline: 1.25rem;
  font: 1.1875rem/var(--lines) var(--text);
  overflow-wrap: break-word;
}
[dir=rtl] body { font-size: 1.25rem }
h1, h2, h3 { line-height: var(--tight); text-wrap: balance }
ul { list-style: none }
img { max-width: 100%; height: auto }
time, header span { display: inline-block }
a { color: var(--accent); text-underline-offset: .3em }
a:focus-visible { outline: 3px solid; outline-offset: 3px }
.skip { position: absolute; inset-block-start: -9em; background: var(--paper) }
.skip:focus { inset-block-start: 0 }
.small, nav, footer { font-family: var(--plain); font-size: .875rem; color: var(--soft) }
.mast { padding-block-start: .75rem; border-block-end: 3px double var(--ink); text-align: center }
.name { font-size: 2.25rem; font-weight: 700; line-height: var(--tight); padding-block-end: .25rem }
nav ul { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; column-gap: 1.5rem }
nav a, nav b { display: block; padding-block: .5em }
.mast nav { border-block-start: 1px solid var(--rule) }
.name a, nav a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
main { padding-block: 2rem 3rem }
.foot { border-block-start: 1px solid var(--rule); padding-block: 1rem 2rem; text-align: center }
b { color: var(--accent) }`;

/** A single measured column of text. */
export const column = `
main { max-width: 34em; margin-inline: auto }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.75rem); margin-block: .3em .5em }`;
