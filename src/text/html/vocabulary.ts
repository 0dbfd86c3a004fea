/** The elements and attributes that an article's HTML may have. Everything else is unwrapped or dropped. */
import type { Schema } from "hast-util-sanitize";

/** Block elements. */
export const BLOCKS: ReadonlySet<string> = new Set([
  ...["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "hr", "table"],
  ...["figure", "figcaption", "dl", "dt", "dd"],
]);

/** Elements without a meaning of their own, whose contents are on lines of their own. */
export const CONTAINERS: ReadonlySet<string> = new Set([
  ...["html", "body", "div", "section", "article", "main", "header", "footer", "nav", "aside", "address"],
  ...["center", "details", "summary", "fieldset", "legend", "form", "hgroup", "caption"],
  ...["thead", "tbody", "tfoot", "tr", "td", "th", "noscript", "dialog", "search", "picture"],
]);

/** Elements that are dropped with all that is in them, and reported. */
export const DROPPED: ReadonlySet<string> = new Set([
  ...["script", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math", "canvas"],
  ...[
    "audio",
    "video",
    "input",
    "button",
    "select",
    "textarea",
    "option",
    "datalist",
    "meter",
    "progress",
    "map",
    "marquee",
  ],
]);
/** Elements that are no part of a text: dropped, and not reported. */
export const PASSED_OVER: ReadonlySet<string> = new Set([
  ...["head", "title", "meta", "link", "base", "style", "template", "colgroup", "col", "wbr"],
  ...["param", "source", "track", "area", "noembed", "noframes"],
]);

/** Inline elements, with the attributes that they keep besides `lang` and `dir`. */
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

/** Elements that become another one of the vocabulary. */
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
 * The allow-list that a library applies at the end, to everything. Addresses were checked by `text/url.ts` before.
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
