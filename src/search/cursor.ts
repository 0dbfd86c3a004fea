/** Where a list of results goes on, as it stands in an address. Opaque to others. */
import type { Place } from "./search";

/** A position, how many after it, and (beyond the best) which of the rest were among the best. */
export const CURSOR = /^(-?\d{1,16})\.(\d{1,4})(\.[0-9a-z_-]{0,2000})?$/;

export function cursorOf({ before, offset, shown }: Place): string {
  return [
    before,
    offset,
    ...(shown === null ? [] : [shown.map(position => position.toString(36)).join("_")]),
  ].join(".");
}

/** The inverse of `cursorOf`. @returns null for none, and for one that is none of ours. */
export function placeOf(cursor: string | undefined): Place | null {
  const [, before, offset, shown] = CURSOR.exec(cursor ?? "") ?? [];
  if (before === undefined || offset === undefined) return null;
  const positions = shown
    ?.slice(1)
    .split("_")
    .filter(one => one !== "")
    .map(one => Number.parseInt(one, 36));
  return { before: Number(before), offset: Number(offset), shown: positions ?? null };
}
