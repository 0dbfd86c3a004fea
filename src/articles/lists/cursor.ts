/** Where a list goes on, as it stands in an address. Opaque to others. Pure. */
import { parseIsoDate } from "../../text/dates/civil-date";
import type { Cursor } from "./list-store";

export function cursorOf({ publishAt, id, day }: Cursor): string {
  return `${publishAt}.${id}.${day}`;
}

/** The inverse of `cursorOf`. @returns null for one that is none of ours. */
export function readCursor(text: string): Cursor | null {
  const [, publishAt, id, day] = /^(-?\d{1,15})\.(\d{1,15})\.(\d{4}-\d\d-\d\d)$/.exec(text) ?? [];
  if (day === undefined || parseIsoDate(day) === null) return null;
  return { publishAt: Number(publishAt), id: Number(id), day };
}
