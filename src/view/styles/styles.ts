/** Style sheets by page: each page carries only what it uses, inline, so that it is one request. */
import { ACCENT, type Accent } from "../colours";
import { article, richArticle, standingPage } from "./article";
import { base, column } from "./base";
import { front, list } from "./lists";

const error = `${base}${column}
p, blockquote { margin-block-end: 1em }
.mast p { margin: 0 }
h2 { font-size: 1.1em; margin-block-start: 1.5em }
.newest li { padding-block: .5em; border-block-end: 1px solid var(--rule) }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em }`;

const form = `
form { display: flex; flex-wrap: wrap; gap: .5rem; padding-block-end: 1rem }
input { flex: 1 1 14rem; min-width: 0 }
input, button, select { font: inherit; padding: .35em .75em; color: inherit; background: none; border: 1px solid var(--soft); border-radius: 0 }
option { color: #000; background: #fff }
button { font-family: var(--plain); color: var(--accent) }
input:focus-visible, button:focus-visible, select:focus-visible { outline: 3px solid; outline-offset: 2px }`;

const search = `${base}${column}${form}
.found li { padding-block: 1rem; border-block-end: 1px solid var(--rule) }
h2, h3 { font-size: 1.2em; line-height: var(--tight) }
section > h2 { margin-block-start: 2rem; color: var(--accent) }
mark { color: inherit; background: none; font-weight: 700; text-decoration: underline 2px var(--accent); text-underline-offset: .3em }`;

const styles = {
  article: compact(article),
  richArticle: compact(richArticle),
  standingPage: compact(standingPage),
  front: compact(front),
  list: compact(list),
  error: compact(error + form),
  search: compact(search),
} as const;

export type Look = keyof typeof styles;

/** A page's style sheet, in the newsroom's colours. */
export function styleSheet(look: Look, accent: Accent): string {
  if (accent.light === ACCENT.light && accent.dark === ACCENT.dark) return styles[look];
  return `${styles[look]}:root{--accent:${accent.light}}@media(prefers-color-scheme:dark){:root{--accent:${accent.dark}}}@media print{:root{--accent:#000}}`;
}

/** Without the white space that only writers of CSS need. The space before a colon stays: in a selector it is a combinator. */
function compact(css: string): string {
  return css.replace(/\s*([{};,])\s*|(:)\s+|\n\s*/g, "$1$2").replaceAll(";}", "}");
}
