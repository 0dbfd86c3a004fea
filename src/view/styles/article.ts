/** The look of articles and standing pages. */
import { body, column } from "./base";

export const article = `${column}${body}
.body > p:first-child { font-size: 1.15em }
.also { border-block-start: 3px double var(--rule); margin-block: 1.5rem; padding-block-start: 1rem }
.also h2 { font-size: 1.1em; color: var(--accent) }
.also li { padding-block: .6em; break-inside: avoid }
.also small { display: block }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em; color: var(--soft); font-size: .9em }`;

/** What an article of headings, lists, tables and pictures needs besides. Arabic script has no italics. */
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

export const richArticle = article + rich;

export const standingPage = `${column}${body}${rich}`;
