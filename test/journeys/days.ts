/** What the journeys of commemorations begin with: an observance for the day of the tests, and what came of it. */
import { env } from "cloudflare:workers";
import type { TestWorker } from "../worker";

/** It falls on 23 November, the day of the tests, with its hour, 08:00 in Damascus, two hours past. */
export const springsDay = {
  key: "test.springs",
  names: { ar: "يوم الينابيع", en: "Day of the Springs" },
  rule: { type: "fixed", month: 11, day: 23 },
  origin_year: 2005,
  zone: "Asia/Damascus",
  local_time: "08:00",
  mode: "auto",
  templates: {
    ar: { title: "{name}: الذكرى {ordinal:nom}", body: "نحيي في {date} {name}، بعد {years_phrase}." },
    en: { title: "{name}", body: "The {ordinal:nom} time, on {date}." },
  },
};

export interface Outcome {
  readonly key: string;
  readonly local_date: string;
  readonly lang: string;
  readonly outcome: string;
}

export async function outcomes(): Promise<Outcome[]> {
  const { results } = await env.DB.prepare(
    `SELECT observances.key, local_date, lang, outcome FROM occurrences JOIN observances ON id = observance_id
      ORDER BY local_date, key, lang`,
  ).all<Outcome>();
  return results;
}

/** Makes an observance. @returns its id. */
export async function make(worker: TestWorker, observance: unknown): Promise<number> {
  const response = await worker.send("POST", "/api/observances", observance);
  const made = await response.json<{ id: number; faults?: unknown }>();
  if (response.status !== 201) throw new Error(JSON.stringify(made));
  return made.id;
}

/** The titles that readers of a language find, newest first. */
export async function titles(worker: TestWorker, lang: string): Promise<string[]> {
  const response = await worker.fetch(`/api/articles?lang=${lang}`);
  const { articles } = await response.json<{ articles: { title: string }[] }>();
  return articles.map(article => article.title);
}

/** The codes of the faults of a refusal, with their fields. */
export async function faults(response: Response): Promise<string[]> {
  const body = await response.json<{ faults?: { code: string; field: string }[] }>();
  return (body.faults ?? []).map(fault => `${fault.field}: ${fault.code}`);
}

export interface Shown {
  readonly key: string;
  readonly lang: string;
  readonly local_date: string;
  readonly at: string;
  readonly action: string;
  readonly title: string | null;
  readonly body: string | null;
  readonly crowded: boolean;
  readonly holds: readonly { readonly code: string }[];
  readonly see_also: readonly { readonly title: string }[] | null;
}

export interface Preview {
  readonly posts: number;
  readonly crowded_days: readonly string[];
  readonly occurrences: readonly Shown[];
}

export async function preview(worker: TestWorker, query = "months=12"): Promise<Preview> {
  return await (await worker.asEditor(`/api/commemorations/preview?${query}`)).json<Preview>();
}
