/** Style sheets by page: each page has only what it uses, inline, so that it is one request. */

import { defaultSettings, type Settings } from "../../settings/settings";
import { base, body, column, type Direction, FONT_FACE } from "./base";

/** Articles and standing pages. */
const article = `${column}${body}
.body > p:first-child { font-size: 1.15em }
.also { border-block-start: 3px double var(--rule); margin-block: 1.5rem; padding-block-start: 1rem }
.also h2 { font-size: 1.1em; color: var(--accent) }
.also li { padding-block: .6em; break-inside: avoid }
.also small { display: block }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em; color: var(--soft); font-size: .9em }`;

/** More for headings, lists, tables and pictures. Arabic script has no italics. */
const rich = `
.body :is(h2, h3, h4) { font-size: 1.25em; margin-block: 1.4em .4em; break-after: avoid }
.body h3 { font-size: 1.1em }
.body h4 { font-size: 1em }
.body :is(ul, ol, table, figure, pre, dl) { margin-block-end: 1em }
.body :is(ul, ol) { padding-inline-start: 1.5em }
.body ul { list-style: disc }
.body blockquote { font-size: 1em; margin-block: 1.2em; color: inherit }
.body blockquote p:last-child { margin: 0 }
.body table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .9em; max-width: 100% }
.body :is(th, td) { border-block-end: 1px solid var(--rule); padding: .35em .75em; text-align: start; vertical-align: top }
.body th { font-family: var(--plain) }
.body figure { break-inside: avoid }
.body img { max-width: 100%; height: auto }
.body figcaption, .body [role=doc-endnotes] { font-family: var(--plain); font-size: .875rem; color: var(--soft) }
.body pre { overflow-x: auto; border: 1px solid var(--rule); padding: .75em }
.body :is(pre, code) { font: .85em/1.6 ui-monospace, monospace; direction: ltr; unicode-bidi: isolate; text-align: start }
.body :is(em, i, cite):dir(rtl) { font-style: normal; font-weight: 700 }
.body hr { border: 0; border-block-start: 3px double var(--rule); margin-block: 2em }
.body :is(sup, sub) { line-height: 0 }`;

const richArticle = article + rich;

const standingPage = `${column}${body}${rich}`;

/** Lists of articles. */
const story = `
li { min-width: 0 }
h2 a, h3 a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
.lead { font-size: 1.0625rem; color: var(--soft) }`;

// The line before each column is in the gap; those at the edges, of the first column and the last row, are cut off.
const stories = `
.stories { display: grid; column-gap: 2.5rem; clip-path: inset(0 -8px 2px) }
.stories li { position: relative; border-block-end: 1px solid var(--rule); padding-block: 1.25rem 1.5rem }
.stories li::before {
  content: "";
  position: absolute;
  inset-block: 1.25rem;
  inset-inline-start: -1.25rem;
  border-inline-start: 1px solid var(--rule);
}
.stories :is(h2, h3) { font-size: 1.3rem; margin-block: .15em .3em }
@media (min-width: 44em) { .stories { grid-template-columns: 1fr 1fr } }
@media (min-width: 64em) { .stories { grid-template-columns: 1fr 1fr 1fr } }`;

const front = `${story}${stories}
.name { font-size: clamp(2.75rem, 2rem + 5vw, 4.5rem) }
.motto { padding-block-end: .5rem }
main { padding-block-start: .5rem }
main > p { padding-block: 2rem }
.first h2 { font-size: clamp(1.75rem, 1.3rem + 2.4vw, 3rem); margin-block: .2em .35em }
.first .lead { font-size: 1.1em; color: inherit }
.today { border-block-end: 1px solid var(--rule); padding-block: 1rem; text-align: center }
.today h2 { font-size: 1.5rem }
.desk { border-block-start: 3px double var(--ink); margin-block-start: 2.5rem; padding-block-start: .5rem }
.desk > h2 { font-size: 1.25rem; color: var(--accent) }
@media (min-width: 44em) { .first { grid-column: span 2 } }
@media (min-width: 64em) {
  .first { grid-row: span 2 }
  .desk .stories { grid-template-columns: repeat(4, 1fr) }
  .desk h3 { font-size: 1.15rem }
}`;

const list = `${story}
main { max-width: 46rem; margin-inline: auto }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem); margin-block: .1em .4em }
.path ul, .turn ul { justify-content: flex-start }
.turn { padding-block: 1rem }
.turn a { color: var(--accent) }
.months ul { justify-content: flex-start }
.year { font-size: 1.1rem; color: var(--accent); margin-block-start: 2rem }
.about { margin-block: 1rem 2rem }
.days { border-inline-start: 3px solid var(--accent); padding-inline-start: 1em; margin-block: 1rem }
.stories li { border-block-end: 1px solid var(--rule); padding-block: 1.1rem 1.25rem }
.stories :is(h2, h3) { font-size: 1.3rem; margin-block: .15em .3em }`;

const error = `${column}
p, blockquote { margin-block-end: 1em }
.mast p { margin: 0 }
h2 { font-size: 1.1em; margin-block-start: 1.5em }
.newest { margin-block-end: 1.5em }
.newest li { padding-block: .5em; border-block-end: 1px solid var(--rule) }
.newest time { display: block }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em }`;

const form = `
form { display: flex; flex-wrap: wrap; gap: .5rem; padding-block-end: 1rem }
input { flex: 1 1 14rem; min-width: 0 }
input, button, select { font: inherit; padding: .35em .75em; color: inherit; background: none; border: 1px solid var(--soft); border-radius: 0 }
option { color: #000; background: #fff }
button { font-family: var(--plain); color: var(--accent) }
input:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid; outline-offset: 2px }`;

const search = `${column}${form}
.found li { padding-block: 1rem; border-block-end: 1px solid var(--rule) }
h2, h3 { font-size: 1.2em }
section > h2 { margin-block-start: 2rem; color: var(--accent) }
mark { color: inherit; background: none; font-weight: 700; text-decoration: underline 2px var(--accent); text-underline-offset: .3em }`;

const calendar = `${column}
h2 { font-size: 1.25em; margin-block: 1.75rem .25rem; color: var(--accent) }
h3 { font-size: 1.05em }
.days > li { padding-block: .6rem; border-block-end: 1px solid var(--rule); break-inside: avoid }
.days p { margin-block-start: .3em }
.feeds { padding-block: .5rem; display: flex; flex-wrap: wrap; column-gap: 1.25rem }`;

const reference = `${column}
main { max-width: 46em; font-size: 1.0625rem }
main > p, section > p { margin-block-end: .75em }
h2 { margin-block: 3rem .5rem; padding-block-start: .5rem; border-block-start: 3px double var(--ink) }
h3 { margin-block: 2.25rem .25rem; font-size: 1.15em }
h3 a { color: inherit; text-decoration: none }
h4 { margin-block: 1rem .25rem; font: 700 .875rem var(--plain); color: var(--soft) }
.contents > li { margin-block: .75rem }
.contents li li { padding-inline-start: 1rem; font-size: .9em; color: var(--soft) }
code, pre { font: .85em/1.5 ui-monospace, Menlo, Consolas, monospace }
pre { overflow-x: auto; padding: .75rem; margin-block: .5rem; border: 1px solid var(--rule); direction: ltr }
pre code { font-size: 1em }
dl > div { padding-block: .35rem; border-block-start: 1px solid var(--rule) }
dl dl { margin-inline-start: 1rem }
dt, dd, details, .door { font-family: var(--plain); font-size: .9375rem }
dt code { font-weight: 700 }
@media (min-width: 40em) { dl > div { display: grid; grid-template-columns: minmax(11rem, 1fr) 3fr; column-gap: 1rem } }
dl dl dt, dl dl dd { font-size: inherit }
.kind { color: var(--soft) }
summary { cursor: pointer; margin-block-start: .75rem; color: var(--accent) }
summary:focus-visible { outline: 3px solid; outline-offset: 3px }`;

const sheets = {
  ...{ article, richArticle, standingPage, front, list, search, calendar, reference },
  error: error + form,
} as const;

export type SheetName = keyof typeof sheets;

/** By name and direction: there are few, and pages need them again and again. */
const compacted = new Map<string, string>();

const { accent: shipped } = defaultSettings;

/** A page's style sheet, in the newsroom's colours. */
export function styleSheet(
  name: SheetName,
  dir: Direction,
  { accent, web_font: font }: Pick<Settings, "accent" | "web_font">,
): string {
  const key = `${name} ${dir}`;
  const plain = compacted.get(key) ?? compact(base(dir) + sheets[name]);
  compacted.set(key, plain);
  const sheet = font === "vazirmatn" && dir === "rtl" ? plain + FONT_FACE : plain;
  if (accent.light === shipped.light && accent.dark === shipped.dark) return sheet;
  const own = `:root{--accent:${accent.light}}@media(prefers-color-scheme:dark){:root{--accent:${accent.dark}}}@media print{:root{--accent:#000}}`;
  return sheet + shortNames(own);
}

/** Without needless white space. The space before a colon stays: in a selector it is a combinator. */
function compact(css: string): string {
  return shortNames(css.replace(/\s*([{};,>])\s*|(:)\s+|\n\s*/g, "$1$2").replaceAll(";}", "}"));
}

/** Our own properties keep two letters of their names. */
const shortNames = (css: string) => css.replaceAll(/--([a-z]{2})[a-z]+/g, "--$1");
