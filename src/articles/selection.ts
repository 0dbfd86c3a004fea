/** What of an article a program asks for: `fields` narrows the response, `include` adds to it. */
import * as z from "zod";
import { type Rendering, withBody } from "../cache/rendering";
import { someOf } from "../http/fields";
import { bodyResponse, editorsArticleResponse } from "./article-json";
import { INCLUDED, type Included, summaryFields } from "./summary-json";

const meta = { description: "Only these fields; left out, all of them." };

/** Every field of one article. Of those that only editors get, readers get nothing. */
export const fieldsOfArticle = someOf(editorsArticleResponse.omit({ proposals: true }).keyof().options).meta(
  meta,
);

/** One article tells everything of its own; its section is another's. */
export const includedInArticle = someOf(["section"]).meta({ description: "What is added to it." });

/** Every field of an article in a list, published or not. */
export const fieldsOfSummary = someOf(summaryFields).meta(meta);

export const includedInList = someOf(INCLUDED).meta({
  description: "What is added to the summary of a published article.",
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
  const named = [...fields, ...included, ...(included.includes("body") ? Object.keys(bodyResponse) : [])];
  const narrow = z.array(record).parse(articles);
  return await withJson(whole, { articles: narrow.map(article => pick(article, named)), ...rest });
}

const read = ({ body }: Rendering) => record.parse(JSON.parse(new TextDecoder().decode(body)));

const withJson = (whole: Rendering, value: unknown) =>
  withBody(whole, new TextEncoder().encode(`${JSON.stringify(value)}\n`));
