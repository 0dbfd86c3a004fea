/**
 * What of a source stands neither in its article nor in a warning. Pure.
 *
 * @typedef {object} Source  what an independent reader sees of a document
 * @property {readonly string[]} words
 * @property {readonly string[]} links addresses, but for places within the document
 * @property {readonly string[]} labels numbers and letters in front of entries of lists, without signs around them
 * @property {readonly string[]} headings
 * @property {number} pictures
 *
 * @typedef {object} Draft  what the site made of it, as a dry run answers
 * @property {string} title @property {string} body_html
 * @property {readonly { title: string, excerpt: string | null }[]} see_also
 * @property {string | null} published_on
 *
 * @typedef {{ code: string, message: string }} Warning
 * @typedef {{ kind: "word" | "link" | "label" | "heading" | "picture", what: string }} Loss
 */

/** Letters and figures with the marks on them; whatever else a word processor writes is a sign between words. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;

/** @param {string} text */
export const wordsOf = text => text.normalize("NFKC").match(WORD) ?? [];

/** @param {Source} source @param {Draft} draft @param {readonly Warning[]} warnings @returns {Loss[]} */
export function lossesOf(source, draft, warnings) {
  const told = warnings.map(({ message }) => message).join("\n");
  const references = draft.see_also.map(({ title, excerpt }) => `${title} ${excerpt ?? ""}`).join(" ");
  const text = textOf(draft.body_html);
  const written = [
    draft.title,
    text,
    references,
    draft.published_on ?? "",
    altsIn(draft.body_html),
    told,
  ].join(" ");
  const labels = labelsIn(draft.body_html);
  return [
    ...missing(source.words, [...wordsOf(written), ...labels]).map(what => loss("word", what)),
    ...missing(source.labels, [...labels, ...wordsOf(text)]).map(what => loss("label", what)),
    ...source.links.filter(link => !hasLink(draft.body_html, told, link)).map(what => loss("link", what)),
    ...source.headings
      .filter(heading => !hasHeading(draft, told, heading))
      .map(what => loss("heading", what)),
    ...pictureLosses(source.pictures, draft.body_html, warnings),
  ];
}

/** @param {Loss["kind"]} kind @param {string} what @returns {Loss} */
const loss = (kind, what) => ({ kind, what });

/** Of several alike as many as are not there. @param {readonly string[]} wanted @param {readonly string[]} there */
function missing(wanted, there) {
  const counts = new Map();
  for (const one of there) counts.set(one, (counts.get(one) ?? 0) + 1);
  return wanted.filter(one => {
    const left = counts.get(one) ?? 0;
    counts.set(one, left - 1);
    return left <= 0;
  });
}

const INLINE = /<\/?(?:a|abbr|b|bdi|bdo|cite|code|em|i|mark|q|rp|rt|ruby|s|span|strong|sub|sup|u)\b[^>]*>/g;

/** @param {string} html as the site writes it: every tag of it is whole. */
export function textOf(html) {
  const marked = html.replaceAll(/<sup><a href="#fn-\d+"[^>]*>\[\d+\]<\/a><\/sup>/g, " ");
  return unescaped(marked.replaceAll(INLINE, "").replaceAll(/<[^>]*>/g, " "));
}

/** @param {string} html */
const altsIn = html => [...html.matchAll(/ alt="([^"]*)"/g)].map(([, alt = ""]) => unescaped(alt)).join(" ");

/** @param {string} text */
const unescaped = text =>
  text
    .replaceAll(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");

/** The numbers that browsers write in front of entries. @param {string} html @see HTML Living Standard, section 4.4.5 */
export function labelsIn(html) {
  /** @type {{ isCounted: boolean, type: string, next: number }[]} */
  const open = [];
  /** @type {string[]} */
  const labels = [];
  for (const [, end, tag, attributes = ""] of html.matchAll(/<(\/?)(ol|ul|li)\b([^>]*)>/g)) {
    if (tag === "li") {
      const list = open.at(-1);
      if (end !== "" || list === undefined || !list.isCounted) continue;
      const value = Number(/ value="(-?\d+)"/.exec(attributes)?.[1] ?? list.next);
      labels.push(numeral(list.type, value));
      list.next = value + 1;
    } else if (end === "/") open.pop();
    else {
      const type = / type="(\w)"/.exec(attributes)?.[1] ?? "1";
      const start = Number(/ start="(-?\d+)"/.exec(attributes)?.[1] ?? 1);
      open.push({ isCounted: tag === "ol", type, next: start });
    }
  }
  return labels;
}

/** @param {string} type of a list: `1`, `a`, `A`, `i`, `I`. @param {number} value */
export function numeral(type, value) {
  if (value < 1) return String(value);
  const text = /[aA]/.test(type) ? lettered(value) : /[iI]/.test(type) ? roman(value) : String(value);
  return /[AI]/.test(type) ? text.toUpperCase() : text;
}

/** @param {number} value @returns {string} */
const lettered = value =>
  (value > 26 ? lettered(Math.floor((value - 1) / 26)) : "") + String.fromCodePoint(97 + ((value - 1) % 26));

/** @type {readonly (readonly [number, string])[]} */
const ROMAN = [
  [1000, "m"],
  [900, "cm"],
  [500, "d"],
  [400, "cd"],
  [100, "c"],
  [90, "xc"],
  [50, "l"],
  [40, "xl"],
  [10, "x"],
  [9, "ix"],
  [5, "v"],
  [4, "iv"],
  [1, "i"],
];

/** @param {number} value */
function roman(value) {
  let rest = value;
  return ROMAN.map(([worth, letters]) => {
    const times = Math.floor(rest / worth);
    rest -= times * worth;
    return letters.repeat(times);
  }).join("");
}

/** @param {string} html @param {string} told @param {string} link */
function hasLink(html, told, link) {
  const sought = spelled(link);
  const there = [...html.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, href = ""]) =>
    spelled(unescaped(href)),
  );
  return there.includes(sought) || told.includes(link.slice(0, 60));
}

/** @param {string} link in one spelling. */
const spelled = link => (URL.canParse(link) ? new URL(link).href : link);

/** @param {Draft} draft @param {string} told @param {string} heading */
function hasHeading({ title, body_html }, told, heading) {
  const sought = wordsOf(heading).join(" ");
  const there = [...body_html.matchAll(/<h[2-4]\b[^>]*>(.*?)<\/h[2-4]>/gs)].map(([, inner = ""]) =>
    textOf(inner),
  );
  const isThere = [title, ...there].some(one => wordsOf(one).join(" ").includes(sought));
  return sought === "" || isThere || told.includes(heading);
}

/** @param {number} pictures @param {string} html @param {readonly Warning[]} warnings */
function pictureLosses(pictures, html, warnings) {
  const shown = [...html.matchAll(/<img\b/g)].length;
  const isTold = warnings.some(({ code }) => /^picture-|^parts-left-out$/.test(code));
  return shown >= pictures || isTold ? [] : [loss("picture", `${pictures - shown} of ${pictures}`)];
}
