/** The elements and attributes that an article's HTML may have. Everything else is unwrapped or dropped. */
import type { Schema } from "hast-util-sanitize";

/** Elements that stand by themselves, one under the other. */
export const BLOCKS: ReadonlySet<string> = new Set([
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "table"],
  ...["figure", "figcaption", "dl", "dt", "dd"],
]);

/** Elements without a meaning of their own, whose contents stand on lines of their own. */
export const CONTAINERS: ReadonlySet<string> = new Set([
  ...["html", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address"],
  ...["center", "details", "summary", "fieldset", "legend", "form", "hgroup", "caption"],
  ...["thead", "tbody", "tfoot", "tr", "td", "th", "noscript", "dialog", "search", "picture"],
]);

/** Elements that go with all that is in them; those in the second row are no part of a text, and nobody need be told. */
export const DROPPED: ReadonlySet<string> = new Set([
  ...[
    "script",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "svg",
    "math",
    "canvas",
    "audio",
    "video",
  ],
  ...["input", "button", "select", "textarea", "option", "datalist", "meter", "progress", "map", "marquee"],
]);
export const PASSED_OVER: ReadonlySet<string> = new Set([
  ...[
    "head",
    "title",
    "meta",
    "link",
    "base",
    "style",
    "template",
    "colgroup",
    "col",
    "wbr",
    "param",
    "source",
    "track",
  ],
  ...["area", "noembed", "noframes"],
]);

/** Elements within a line, with the attributes that they keep besides `lang` and `dir`. */
export const INLINES: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "id"],
  abbr: ["title"],
  b: [],
  bdi: [],
  bdo: [],
  cite: [],
  code: [],
  em: [],
  i: [],
  mark: [],
  q: [],
  rp: [],
  rt: [],
  ruby: [],
  s: [],
  span: [],
  strong: [],
  sub: [],
  sup: ["id"],
  u: [],
};

/** Elements that stand for another one of the vocabulary. */
export const RENAMED: Readonly<Record<string, string>> = {
  acronym: "abbr",
  del: "s",
  dfn: "em",
  ins: "u",
  kbd: "code",
  samp: "code",
  strike: "s",
  tt: "code",
  var: "i",
};

const everywhere = ["lang", "dir"];
const attributes: Schema["attributes"] = {
  "*": everywhere,
  ...Object.fromEntries(Object.entries(INLINES).map(([tag, names]) => [tag, [...names]])),
  ol: ["start", "reversed", ["type", "a", "A", "i", "I"]],
  li: ["id", "value"],
  img: ["src", "alt", "width", "height"],
  section: [["role", "doc-endnotes"]],
  td: ["colSpan", "rowSpan"],
  th: ["colSpan", "rowSpan", ["scope", "row", "col", "rowgroup", "colgroup"]],
};

/**
 * The gate that everything passes at the end, whatever was done before it: an allow-list of its own, kept by a
 * library. Addresses were judged by `address.ts`.
 */
export const SCHEMA: Schema = {
  tagNames: [
    ...Object.keys(INLINES),
    ...["p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "br", "hr", "section"],
    ...["table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "figure", "figcaption", "img"],
  ],
  attributes,
  protocols: { href: ["http", "https", "mailto", "tel"], src: ["https"] },
  ancestors: {},
  clobber: [],
  strip: ["script", "style"],
};
