/** What an editor is told of characters that cleaning took from their text. Pure. */
import { type Stripped, strippedFrom } from "../../text/clean";
import { slugify } from "../../text/slug";
import type { Note } from "../draft";

/** A field as it was sent. */
export interface SentText {
  readonly field: string;
  readonly text: string;
  readonly kind: "line" | "text";
}

/** One warning for each kind of thing that was taken, with the fields that had it. */
export function notesOnStripped(texts: readonly SentText[]): Note[] {
  const found = texts.map(({ field, text, kind }) => ({ field, ...strippedFrom(text, kind) }));
  return KINDS.flatMap(([code, sentence, of]) => {
    const where = found.filter(one => of(one).length > 0);
    if (where.length === 0) return [];
    const fields = [...new Set(where.map(({ field }) => field))].slice(0, MOST_NAMED);
    const what = [...new Set(where.flatMap(of))].slice(0, MOST_NAMED).filter(name => name !== "");
    const named = what.length === 0 ? "" : `: ${what.join(", ")}`;
    return [{ code, message: `${sentence}${named}. (In ${fields.join(", ")}.)` }];
  });
}

const MOST_NAMED = 10;

const KINDS: readonly (readonly [
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
  ["characters-broken", "Halves of characters stand as U+FFFD in the text", ({ halves }) => halves],
];

/** Names of tags or authors that have no letter: none can be made of them. */
export function notesOnNames(field: "tags" | "authors", names: readonly string[]): Note[] {
  const unfit = names.filter(name => name.trim() !== "" && slugify(name) === "");
  if (unfit.length === 0) return [];
  const named = unfit.slice(0, MOST_NAMED).map(name => `'${name.trim().slice(0, 40)}'`);
  const message = `Of '${field}' some have no letter or number, and were left out: ${named.join(", ")}.`;
  return [{ code: "name-left-out", message }];
}
