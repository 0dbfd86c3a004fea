/** Style sheets by page: each page carries only what it uses, inline, so that it is one request. */
import { defaultSettings, type Settings } from "../../settings/settings";
import { FONT_FACE } from "../web-font";
import { article, richArticle, standingPage } from "./article";
import { base, column, type Direction } from "./base";
import { front, list } from "./lists";

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

export type Look = keyof typeof sheets;

/** Compacted once for each look and direction: there are few, and a page is made of them again and again. */
const compacted = new Map<string, string>();

const { accent: ours } = defaultSettings;

/** A page's style sheet, in the newsroom's colours. */
export function styleSheet(
  look: Look,
  dir: Direction,
  { accent, web_font: font }: Pick<Settings, "accent" | "web_font">,
): string {
  const key = `${look} ${dir}`;
  const plain = compacted.get(key) ?? compact(base(dir) + sheets[look]);
  compacted.set(key, plain);
  const sheet = font === "vazirmatn" && dir === "rtl" ? plain + FONT_FACE : plain;
  if (accent.light === ours.light && accent.dark === ours.dark) return sheet;
  const own = `:root{--accent:${accent.light}}@media(prefers-color-scheme:dark){:root{--accent:${accent.dark}}}@media print{:root{--accent:#000}}`;
  return sheet + shortNames(own);
}

/** Without the white space that only writers of CSS need. The space before a colon stays: in a selector it is a combinator. */
function compact(css: string): string {
  return shortNames(css.replace(/\s*([{};,>])\s*|(:)\s+|\n\s*/g, "$1$2").replaceAll(";}", "}"));
}

/** Properties of our own have names for people; a page is sent with two letters of them. */
const shortNames = (css: string) => css.replaceAll(/--([a-z]{2})[a-z]+/g, "--$1");
