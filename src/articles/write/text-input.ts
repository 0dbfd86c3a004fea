/**
 * Text as an editor sent it: a body in Markdown or HTML becomes an article's HTML, and warnings say what was lost on the
 * way. Pure.
 */
import type { Issue } from "../../http/problem";
import { type Stripped, strippedFrom } from "../../text/clean";
import { brokenLinks, markdownToHtml } from "../../text/html/from-markdown";
import { type Dropped, type HtmlBody, type HtmlContext, readHtml, writeHtml } from "../../text/html/sanitize";
import { directionOf, type Lang } from "../../text/languages";
import { slugify } from "../../text/slug";
import type { Note } from "../draft";

export type RichFormat = "markdown" | "html";

/** @returns the blocks of a body, or why there are none. */
export function readRich(
  source: string,
  format: RichFormat,
  lang: Lang,
  picture: HtmlContext["picture"],
): { body: HtmlBody; faults: [] } | { body: null; faults: [Issue] } {
  const html = format === "markdown" ? markdownToHtml(source) : source;
  const body = readHtml(html, { dir: directionOf(lang), picture });
  if (typeof body === "string") return { body: null, faults: [{ ...EXCESS[body], field: "body" }] };
  const broken = format === "markdown" ? brokenLinks(writeHtml(body.blocks)) : [];
  const { characters, halves } = strippedFrom(source, "markup");
  const taken = [
    ...characters.map(what => ({ kind: "character", what }) as const),
    ...halves.map(what => ({ kind: "half", what }) as const),
  ].filter(({ what }) => body.dropped.every(one => one.what !== what));
  const dropped = [
    ...body.dropped,
    ...taken,
    ...broken.map(what => ({ kind: "link-syntax", what }) as const),
  ];
  return { body: { ...body, dropped }, faults: [] };
}

const EXCESS = {
  "nested-too-deep": {
    code: "nested-too-deep",
    message: "Its elements are nested more than 250 deep. Save it as a simpler document.",
  },
  "too-many-elements": {
    code: "too-many-elements",
    message: "It has more than 200000 elements. Split it, or save it as a simpler document.",
  },
} as const;

/** The blocks without a heading that repeats the title. */
export function withoutTitle(
  blocks: HtmlBody["blocks"],
  isTitle: (block: string) => boolean,
): HtmlBody["blocks"] {
  const place = blocks.findIndex(block => block.tagName === "h1");
  const heading = blocks[place];
  if (heading === undefined || !isTitle(writeHtml([heading]))) return blocks;
  return blocks.toSpliced(place, 1);
}

const SENTENCES: Readonly<Record<Dropped["kind"], { readonly code: string; readonly sentence: string }>> = {
  element: {
    code: "markup-dropped",
    sentence: "An article does not have these elements; they were left out with what is in them",
  },
  hidden: {
    code: "hidden-text",
    sentence: "This is hidden in the document, where nobody sees it, and was left out",
  },
  address: {
    code: "address-refused",
    sentence:
      "These addresses lead nowhere that an article may (http, https, mailto, tel, or a path of this site); the words were kept, the links not",
  },
  picture: {
    code: "picture-dropped",
    sentence: "These pictures are not kept on this site; their descriptions and captions were kept",
  },
  alt: {
    code: "picture-without-description",
    sentence: "These pictures have no description (alt) for those who do not see them",
  },
  title: {
    code: "title-dropped",
    sentence:
      "These titles of pictures and links were left out; only that of a picture which stands alone becomes its caption",
  },
  alignment: {
    code: "alignment-dropped",
    sentence: "In tables each cell is aligned where its text begins; the alignment of columns was left out",
  },
  bidi: {
    code: "bidi-controls-stripped",
    sentence: "Invisible direction controls were removed; check the order of the words in these places",
  },
  character: {
    code: "characters-stripped",
    sentence: "Characters that no text may hold were removed",
  },
  half: {
    code: "characters-broken",
    sentence: "Halves of characters appear as U+FFFD in the text",
  },
  "link-syntax": {
    code: "broken-link",
    sentence: "These look like links or footnotes but are not; they were kept as typed",
  },
};

/** How many things or fields one warning names. */
const NAMED = 10;

/** What was dropped from a body: one warning for each kind. */
export function notesOf(dropped: readonly Dropped[]): Note[] {
  return Object.entries(SENTENCES).flatMap(([kind, { code, sentence }]) => {
    const found = dropped.filter(one => one.kind === kind).map(one => one.what);
    if (found.length === 0) return [];
    const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
    return [{ code, message: `${sentence}: ${found.slice(0, NAMED).join(", ")}${more}.` }];
  });
}

/** A field as it was sent. */
export interface SentText {
  readonly field: string;
  readonly text: string;
  readonly kind: "line" | "text";
}

/** What cleaning took from plain texts: one warning for each kind, with the fields that had it. */
export function notesOnStripped(texts: readonly SentText[]): Note[] {
  const found = texts.map(({ field, text, kind }) => ({ field, ...strippedFrom(text, kind) }));
  return STRIPPED.flatMap(([code, sentence, of]) => {
    const where = found.filter(one => of(one).length > 0);
    if (where.length === 0) return [];
    const fields = [...new Set(where.map(({ field }) => field))].slice(0, NAMED);
    const what = [...new Set(where.flatMap(of))].slice(0, NAMED).filter(name => name !== "");
    const named = what.length === 0 ? "" : `: ${what.join(", ")}`;
    return [{ code, message: `${sentence}${named}. (In ${fields.join(", ")}.)` }];
  });
}

const STRIPPED: readonly (readonly [
  code: string,
  sentence: string,
  of: (one: Stripped) => readonly string[],
])[] = [
  [
    "bidi-controls-stripped",
    "Invisible direction controls were removed; check the order of the words around them",
    ({ bidi }) => (bidi ? [""] : []),
  ],
  ["characters-stripped", "Characters that no text may hold were removed", ({ characters }) => characters],
  ["characters-broken", "Halves of characters appear as U+FFFD in the text", ({ halves }) => halves],
];

/** Names of tags or authors without a letter or number, which make no tag or author. */
export function notesOnNames(field: "tags" | "authors", names: readonly string[]): Note[] {
  const unfit = names.filter(name => name.trim() !== "" && slugify(name) === "");
  if (unfit.length === 0) return [];
  const named = unfit.slice(0, NAMED).map(name => `'${name.trim().slice(0, 40)}'`);
  const message = `Some names in '${field}' have no letter or number and were left out: ${named.join(", ")}.`;
  return [{ code: "name-left-out", message }];
}

/** Keeps pictures of this site, with the size that the text gives them. */
export const keptHere = (src: string) =>
  /^\/media\/[0-9a-f]{64}\.[a-z0-9]{3,4}$/.test(src) ? { src, width: null, height: null } : null;
