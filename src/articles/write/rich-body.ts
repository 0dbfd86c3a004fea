/** A body in Markdown or HTML becomes an article's HTML, and what it lost on the way is told. Pure. */
import type { Issue } from "../../http/problem";
import { strippedFrom } from "../../text/clean";
import { brokenLinks, markdownToHtml } from "../../text/html/from-markdown";
import {
  type Dropped,
  type HtmlBody,
  readHtml,
  type Surroundings,
  writeHtml,
} from "../../text/html/sanitise";
import { directionOf, type Lang } from "../../text/languages";
import type { Note } from "../draft";

export type RichFormat = "markdown" | "html";

/** @returns the blocks of a body, or why there are none. */
export function readRich(
  source: string,
  format: RichFormat,
  lang: Lang,
  picture: Surroundings["picture"],
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
    message: "Its elements stand more than 250 deep in one another. Save it as a simpler document.",
  },
  "too-many-elements": {
    code: "too-many-elements",
    message: "It has more than 200000 elements. Split it, or save it as a simpler document.",
  },
} as const;

/** The same, without a heading that says the title again. */
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
    sentence: "An article does not have these elements, and they were left out with what is in them",
  },
  hidden: {
    code: "hidden-text",
    sentence: "Nobody sees this in the document, because it is hidden there, and it was left out",
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
    sentence: "In tables every cell stands where its words begin; how its columns were aligned was left out",
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
    sentence: "Halves of characters stand as U+FFFD in the text",
  },
  "link-syntax": {
    code: "broken-link",
    sentence: "These look like links or footnotes and are none; they were kept as typed",
  },
};

/** So many are named in one warning. */
const NAMED = 10;

/** What was dropped, in words for the editor: one warning a kind. */
export function notesOf(dropped: readonly Dropped[]): Note[] {
  return Object.entries(SENTENCES).flatMap(([kind, { code, sentence }]) => {
    const found = dropped.filter(one => one.kind === kind).map(one => one.what);
    if (found.length === 0) return [];
    const more = found.length > NAMED ? ` and ${found.length - NAMED} more` : "";
    return [{ code, message: `${sentence}: ${found.slice(0, NAMED).join(", ")}${more}.` }];
  });
}

/** Pictures of this site stay where they stand, with the size that the text gives them. */
export const keptHere = (src: string) =>
  /^\/media\/[0-9a-f]{64}\.[a-z0-9]{3,4}$/.test(src) ? { src, width: null, height: null } : null;
