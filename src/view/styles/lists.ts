/** The look of lists of articles. */
const story = `
li { min-width: 0 }
h2 a, h3 a { color: inherit; text-decoration: none }
a:hover { text-decoration: underline }
.lead { font-size: 1.0625rem; color: var(--soft) }`;

// The rule before each column stands in the gap; the first column's, like the last row's, would stand at the edge, and is cut off.
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

export const front = `${story}${stories}
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

export const list = `${story}
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
