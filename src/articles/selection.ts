/** What of an article a program asks for: `fields` narrows the answer, `include` adds to it. */
import * as z from "zod";
import { type Rendering, withBody } from "../cache/rendering";
import { someOf } from "../http/fields";

/** Everything that one article tells; what only editors are told stands at the end, and readers get nothing of it. */
export const fieldsOfArticle = someOf([
  ...(["id", "lang", "dir", "title", "lead", "slug", "url", "published_on", "published_at"] as const),
  ...([
    "unpublish_at",
    "status",
    "revision",
    "revised_at",
    "tags",
    "authors",
    "section_id",
    "section",
  ] as const),
  ...(["body_text", "body_format", "body_html", "see_also", "translations", "corrections"] as const),
  ...(["is_commemoration", "is_automatic", "commemorates"] as const),
  ...([
    "edition",
    "outcome",
    "warnings",
    "published_time",
    "publish_at",
    "retraction_note",
    "source_id",
    "links",
  ] as const),
]).meta({ description: "Only these fields; left out, all of them." });

/** One article tells everything of its own; its section is another's. */
export const includedInArticle = someOf(["section"]).meta({ description: "What is told beside it." });

/** What lists tell of an article, published or not. */
export const fieldsOfSummary = someOf([
  ...(["id", "lang", "title", "lead", "url", "published_on", "section_id", "is_commemoration"] as const),
  ...(["status", "revision", "publish_at", "unpublish_at"] as const),
]).meta({ description: "Only these fields; left out, all of them." });

export const INCLUDED = ["authors", "body", "section", "tags", "translations"] as const;
export type Included = (typeof INCLUDED)[number];

export const includedInList = someOf(INCLUDED).meta({
  description: "What is told beside the summary of a published article.",
});

const record = z.record(z.string(), z.unknown());

/** The fields that were asked for, in the order in which the object has them. */
export function pick(object: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([name]) => fields.includes(name)));
}

/** An article's JSON with those fields alone. */
export async function inPart(whole: Rendering, fields: readonly string[]): Promise<Rendering> {
  return await withJson(whole, pick(read(whole), fields));
}

/** A list's JSON whose articles have those fields alone, and what was included. */
export async function listInPart(
  whole: Rendering,
  fields: readonly string[],
  included: readonly Included[],
): Promise<Rendering> {
  const { articles, ...rest } = read(whole);
  const named = [...fields, ...included, ...(included.includes("body") ? BODY : [])];
  const narrow = z.array(record).parse(articles);
  return await withJson(whole, { articles: narrow.map(article => pick(article, named)), ...rest });
}

const BODY = ["body_text", "body_format", "body_html"];

const read = ({ body }: Rendering) => record.parse(JSON.parse(new TextDecoder().decode(body)));

const withJson = (whole: Rendering, value: unknown) =>
  withBody(whole, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
