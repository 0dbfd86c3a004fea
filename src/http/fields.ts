/** Fields that several doors take, in one shape. */
import * as z from "zod";
import { parseIsoDate } from "../text/civil-date";
import { cleanText } from "../text/clean";

/** A real date, `YYYY-MM-DD`. */
export const isoDay = z.string().refine(day => parseIsoDate(day) !== null, "is not a date; give YYYY-MM-DD");

const rfc3339 = z.iso.datetime({ offset: true });
const isInstant = (at: string) => rfc3339.safeParse(at).success && !Number.isNaN(Date.parse(at));

/** An instant with an offset. @see RFC 3339 */
export const exactInstant = z
  .string()
  .refine(isInstant, "is not an instant; give one with an offset, such as 2026-11-30T08:00:00+03:00");

/** The same, or no letters for none: what a form or an address says where JSON says null. */
export const exactInstantOrNone = z
  .string()
  .refine(
    at => at === "" || isInstant(at),
    "is not an instant; give one with an offset, such as 2026-12-31T18:00:00+03:00, or leave it empty for none",
  );

/** A sentence or two of the newsroom's, shown to readers. */
export const noteToReaders = z
  .string()
  .transform(text => cleanText(text).trim())
  .refine(text => text !== "" && text.length <= 2_000, "must have 1 to 2000 letters");

/** How many a page of a list holds, as an address says it: 1 to 100. @param usual where it says nothing. */
export const pageLimit = (usual: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,2}$/)
    .transform(Number)
    .refine(limit => limit <= 100, "is at most 100")
    .default(usual);

/** The place after which a list goes on, as an address says it. @param read gives null for a cursor of none of ours. */
export const placeCursor = <Place>(read: (cursor: string) => Place | null) =>
  z
    .string()
    .transform(read)
    .refine(place => place !== null, "is none of ours: take next_cursor of the page before")
    .optional();
