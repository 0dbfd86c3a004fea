/**
 * The look of the pages. Each page carries only what it uses, inline, so that it is one request. Sizes are in rem
 * and em, so that a reader's larger text enlarges everything; directions are logical throughout.
 */

// Arabic faces come first on a right-to-left page: a Latin face in front would lend the Arabic its digits.
const base = `
:root {
  color-scheme: light dark;
  --paper: #faf7f0;
  --ink: #1e1b18;
  --soft: #5f574c;
  --rule: #d5ccbc;
  --accent: #7d1c25;
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
  :root { --paper: #181613; --ink: #e8e2d7; --soft: #b0a799; --rule: #403b34; --accent: #e8a49c }
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
h1, h2 { line-height: var(--tight); text-wrap: balance }
ul { list-style: none }
time, header span { display: inline-block }
a { color: var(--accent); text-underline-offset: .3em }
a:focus-visible { outline: 3px solid; outline-offset: 3px }
.skip { position: absolute; inset-block-start: -9em; background: var(--paper) }
.skip:focus { inset-block-start: 0 }
.small, nav, footer { font-family: var(--plain); font-size: .875rem; color: var(--soft) }
.mast { padding-block-start: .75rem; border-block-end: 3px double var(--ink); text-align: center }
.name { font-size: 2.25rem; font-weight: 700; line-height: var(--tight); padding-block-end: .25rem }
nav { border-block-start: 1px solid var(--rule) }
nav ul { display: flex; flex-wrap: wrap; align-items: center; justify-content: center; column-gap: 1.5rem }
nav a, nav b { display: block; padding-block: .5em }
.name a, nav a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
main { padding-block: 2rem 3rem }
.foot { border-block-start: 1px solid var(--rule); padding-block: 1rem 2rem; text-align: center }
b { color: var(--accent) }`;

const column = `
main { max-width: 34em; margin-inline: auto }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.75rem); margin-block: .3em .5em }`;

const article = `${base}${column}
.body { padding-block: .5rem 1rem }
.body p { margin-block-end: 1em; text-wrap: pretty }
.body p:first-child { font-size: 1.15em }
.tags li { display: inline }
.tags li+li::before { content: " · " }
.also { border-block-start: 3px double var(--rule); margin-block: 1.5rem; padding-block-start: 1rem }
.also h2 { font-size: 1.1em; color: var(--accent) }
.also li { padding-block: .6em; break-inside: avoid }
.also li+li { border-block-start: 1px solid var(--rule) }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em; color: var(--soft); font-size: .9em }`;

// The rule before each column stands in the gap; the first column's, like the last row's, would stand at the edge, and is cut off.
const front = `${base}
.name { font-size: clamp(2.75rem, 2rem + 5vw, 4.5rem) }
.motto { padding-block-end: .5rem }
main { padding-block-start: .5rem }
main > p { padding-block: 2rem }
.stories { display: grid; column-gap: 2.5rem; clip-path: inset(0 -8px 2px) }
li { min-width: 0 }
.stories li { position: relative; border-block-end: 1px solid var(--rule); padding-block: 1.25rem 1.5rem }
.stories li::before {
  content: "";
  position: absolute;
  inset-block: 1.25rem;
  inset-inline-start: -1.25rem;
  border-inline-start: 1px solid var(--rule);
}
h2 { font-size: 1.3rem; margin-block: .15em .3em }
h2 a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
.lead { font-size: 1.0625rem; color: var(--soft) }
.first h2 { font-size: clamp(1.75rem, 1.3rem + 2.4vw, 3rem); margin-block: .2em .35em }
.first .lead { font-size: 1.1em; color: inherit }
@media (min-width: 44em) { .stories { grid-template-columns: 1fr 1fr } .first { grid-column: span 2 } }
@media (min-width: 64em) { .stories { grid-template-columns: 1fr 1fr 1fr } .first { grid-row: span 2 } }`;

const error = `${base}${column}
p, blockquote { margin-block-end: 1em }
.mast p { margin: 0 }
h2 { font-size: 1.1em }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em }`;

const search = `${base}${column}
form { display: flex; flex-wrap: wrap; gap: .5rem; padding-block-end: 1rem }
input { flex: 1 1 14rem; min-width: 0 }
input, button { font: inherit; padding: .35em .75em; color: inherit; background: none; border: 1px solid var(--soft); border-radius: 0 }
button { font-family: var(--plain); color: var(--accent) }
input:focus-visible, button:focus-visible { outline: 3px solid; outline-offset: 2px }
.found li { padding-block: 1rem; border-block-end: 1px solid var(--rule) }
h2, h3 { font-size: 1.2em; line-height: var(--tight) }
section > h2 { margin-block-start: 2rem; color: var(--accent) }
mark { color: inherit; background: none; font-weight: 700; text-decoration: underline 2px var(--accent); text-underline-offset: .3em }`;

const calendar = `${base}${column}
h2 { font-size: 1.25em; margin-block: 1.75rem .25rem; color: var(--accent) }
h3 { font-size: 1.05em; line-height: var(--tight) }
.days > li { padding-block: .6rem; border-block-end: 1px solid var(--rule); break-inside: avoid }
.days p { margin-block-start: .3em }
.feeds { padding-block: .5rem; display: flex; flex-wrap: wrap; column-gap: 1.25rem }`;

/** Style sheets by page, without the white space that only writers of CSS need. */
export const styles = {
  article: compact(article),
  front: compact(front),
  error: compact(error),
  search: compact(search),
  calendar: compact(calendar),
} as const;

/** The space before a colon stays: in a selector it is a combinator. */
function compact(css: string): string {
  return css.replace(/\s*([{};,])\s*|(:)\s+|\n\s*/g, "$1$2").replaceAll(";}", "}");
}
