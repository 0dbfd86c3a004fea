/** An article sent as a JSON file, in the shape of POST /api/articles. */
import type { Draft } from "../../articles/draft";
import { draftFrom, draftShape } from "../../articles/write/draft-shape";
import { checkShape } from "../../http/check-shape";
import { type Issue, ProblemError } from "../../http/problem";
import type { RawOptions } from "../options";

/** Options in it that the article's own shape has in another form or not at all. */
export function optionsInJson(value: unknown): RawOptions {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    ["lang", "source_id"].filter(name => name in value).map(name => [name, Reflect.get(value, name)]),
  );
}

/**
 * @param lang null when the language is wrong, which is an issue of the options.
 * @returns the draft, or what is wrong with it. Without a status, a published article stays published.
 */
export function draftOfJson(
  value: unknown,
  lang: Draft["lang"] | null,
  sourceHash: string,
): { draft: Draft; issues: [] } | { draft: null; issues: readonly Issue[] } {
  try {
    const sent = isRecord(value) ? articleIn(value, lang) : value;
    const draft = draftFrom(checkShape(sent, draftShape));
    const status = isRecord(value) && "status" in value ? draft.status : null;
    return { draft: { ...draft, status, sourceHash }, issues: [] };
  } catch (failure) {
    if (failure instanceof ProblemError && failure.problem.code === "invalid")
      return { draft: null, issues: failure.problem.faults };
    throw failure;
  }
}

function articleIn(value: object, lang: Draft["lang"] | null): unknown {
  const { source_id: _, ...article }: Record<string, unknown> = { ...value };
  // A language that is wrong is one fault, not two.
  return { ...article, lang: lang ?? "en" };
}

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);
