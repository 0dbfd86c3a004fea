/** Where a list goes on, as it stands in an address. Opaque to others. Pure. */
import { parseIsoDate } from "../../text/dates/civil-date";
import type { Card } from "../card-queries";

/** The place in a list after which it goes on. */
export interface Cursor {
  /** The date that the article carries. */
  readonly day: string;
  /** epoch ms */
  readonly publishAt: number;
  readonly id: number;
}

export function cursorOf({ publishAt, id, day }: Cursor): string {
  return `${publishAt}.${id}.${day}`;
}

/** A place ahead of now is none of ours. @param now epoch ms */
export const placeAt = (after: Cursor | null, now: number): Cursor | null =>
  after !== null && after.publishAt <= now ? after : null;

/** A page of a list, and where it goes on. @param found one more than the page holds, if there are as many. */
export function pageOf<C extends Card>(
  found: readonly C[],
  limit: number,
): { readonly articles: readonly C[]; readonly next: Cursor | null } {
  const articles = found.slice(0, limit);
  const last = found.length > limit ? articles.at(-1) : undefined;
  const next = last && { day: last.publishedOn, publishAt: last.publishAt, id: last.id };
  return { articles, next: next ?? null };
}

/** The inverse of `cursorOf`. @returns null for one that is none of ours. */
export function readCursor(text: string): Cursor | null {
  const [, publishAt, id, day] = /^(-?\d{1,15})\.(\d{1,15})\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (day === undefined || parseIsoDate(day) === null) return null;
  return { publishAt: Number(publishAt), id: Number(id), day };
}
