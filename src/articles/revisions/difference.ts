/** What a revision changes or would change, for an editor to read. Pure. */
import { diffArrays } from "diff";
import type { Article } from "../article";
import { firstParagraph, instantOrNull, paragraphs } from "../article";
import { plainJson } from "../fields";
import { comparedJson, type Revision } from "../revision";

/** Words that were kept, added or removed, in a row. */
export interface WordRun {
  readonly kind: "same" | "added" | "removed";
  readonly text: string;
}

export interface Difference {
  /** Everything but the text. */
  readonly fields: readonly { readonly field: string; readonly before: unknown; readonly after: unknown }[];
  /** Paragraphs that are not the same; what is between them is left out. */
  readonly body: readonly ParagraphChange[];
}

/** `paragraph` counts from 1, in the new text; a removed one stood before it. */
export type ParagraphChange =
  | { readonly paragraph: number; readonly kind: "added" | "removed"; readonly text: string }
  | { readonly paragraph: number; readonly kind: "changed"; readonly words: readonly WordRun[] };

/** Beyond so many edits a finer comparison tells a reader nothing, and its time grows with their square. */
const MOST_EDITS = 1_000;

export function differenceOf(before: Article | null, after: Article): Difference | null {
  if (before === null) return null;
  return {
    fields: changedFields(comparedArticle(before), comparedArticle(after)),
    body: paragraphsThatDiffer(linesOf(before, after), linesOf(after, before)),
  };
}

export function differenceOfRevisions(before: Revision, after: Revision): Difference {
  return {
    fields: changedFields(comparedJson(before), comparedJson(after)),
    body: paragraphsThatDiffer(linesOf(before, after), linesOf(after, before)),
  };
}

type Text = Pick<Article, "bodyFormat" | "body">;

/** Of two texts in HTML the markup is compared too: a link may change while its words do not. */
function linesOf(article: Text, other: Text): string[] {
  const isBothHtml = article.bodyFormat === "html" && other.bodyFormat === "html";
  return isBothHtml ? article.body.split("\n") : paragraphs(article);
}

function changedFields(old: object, now: object): Difference["fields"] {
  return Object.entries(now).flatMap(([field, value]: [string, unknown]) => {
    const previous: unknown = Reflect.get(old, field);
    return JSON.stringify(previous) === JSON.stringify(value)
      ? []
      : [{ field, before: previous, after: value }];
  });
}

const comparedArticle = (article: Article) => ({
  title: article.title,
  lead: firstParagraph(article),
  slug: article.slug,
  status: article.status,
  published_on: article.publishedOn,
  published_time: article.publishedTime,
  publish_at: instantOrNull(article.publishAt),
  ...plainJson(article),
  body_format: article.bodyFormat,
  tags: article.tags.map(tag => tag.name),
  authors: article.authors.map(author => author.name),
  section_id: article.sectionId,
  source_id: article.sourceId,
  see_also: article.seeAlso.map(({ title, excerpt }) => ({ title, excerpt })),
  corrections: article.corrections.map(({ note }) => note),
});

function paragraphsThatDiffer(before: readonly string[], after: readonly string[]): ParagraphChange[] {
  const runs = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS }) ?? [
    { value: [...before], removed: true, added: false },
    { value: [...after], removed: false, added: true },
  ];
  const changes: ParagraphChange[] = [];
  let paragraph = 1;
  let removed: string[] = [];
  const flush = () => {
    for (const text of removed) changes.push({ paragraph, kind: "removed", text });
    removed = [];
  };
  for (const run of runs) {
    // A call takes only so many arguments.
    if (run.removed) removed = removed.concat(run.value);
    else if (run.added) {
      for (const text of run.value) {
        const old = removed.shift();
        changes.push(
          old === undefined
            ? { paragraph, kind: "added", text }
            : { paragraph, kind: "changed", words: wordsThatDiffer(old, text) },
        );
        paragraph += 1;
      }
    } else {
      flush();
      paragraph += run.value.length;
    }
  }
  flush();
  return changes;
}

/** Words are what white space parts: the library's own words are those of Latin script. */
function wordsThatDiffer(before: string, after: string): WordRun[] {
  const runs = diffArrays(before.split(/(\s+)/), after.split(/(\s+)/), { maxEditLength: MOST_EDITS });
  if (runs === undefined)
    return [
      { kind: "removed", text: before },
      { kind: "added", text: after },
    ];
  return runs.map(({ value, added, removed }) => ({
    kind: added ? "added" : removed ? "removed" : "same",
    text: value.join(""),
  }));
}
