/** Fields that several doors take, in one shape. */
import * as z from "zod";
import { cleanText } from "../text/clean";
import { parseIsoDate } from "../text/dates/civil-date";

/** A real date, `YYYY-MM-DD`. */
export const isoDay = z
  .string()
  .refine(day => parseIsoDate(day) !== null, "is not a date; give YYYY-MM-DD")
  .meta({ format: "date" });

const rfc3339 = z.iso.datetime({ offset: true });
const isInstant = (at: string) => rfc3339.safeParse(at).success && !Number.isNaN(Date.parse(at));

/** An instant with an offset. @see RFC 3339 */
export const exactInstant = z
  .string()
  .refine(isInstant, "is not an instant; give one with an offset, such as 2026-11-30T08:00:00+03:00")
  .meta({ format: "date-time" });

/** A wall time of 24 hours. */
export const wallTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time; give HH:MM");

/** The same, or no letters for none: what a form or an address says where JSON says null. */
export const exactInstantOrNone = z
  .string()
  .refine(
    at => at === "" || isInstant(at),
    "is not an instant; give one with an offset, such as 2026-12-31T18:00:00+03:00, or leave it empty for none",
  );

/** As readers get it. */
export const cleanNote = (text: string) => cleanText(text).trim();

const isNote = (text: string) => text !== "" && text.length <= 2_000;
const NOTE_LETTERS = "must have 1 to 2000 letters";

/** A sentence or two of the newsroom's, shown to readers. */
export const noteToReaders = z
  .string()
  .overwrite(cleanNote)
  .refine(isNote, NOTE_LETTERS)
  .meta({ maxLength: 2_000 });

/** The same as it was sent: whoever takes it cleans it, and can tell what was taken from it. */
export const noteAsSent = z
  .string()
  .refine(text => isNote(cleanNote(text)), NOTE_LETTERS)
  .meta({ maxLength: 2_000 });

/** A whole number from 1 on, as it stands in an address. */
export const numberInAddress = (most: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,14}$/, `must be a whole number from 1 to ${most}`)
    .transform(Number)
    .refine(number => number <= most, `is at most ${most}`)
    .meta({ type: "integer", minimum: 1, maximum: most });

/** The same, which need not be said. */
export const numberOr = (usual: number, most: number) =>
  numberInAddress(most).default(usual).meta({ type: "integer", minimum: 1, maximum: most, default: usual });

/** How many of a list stand on a page. @param usual when nobody says. */
export const pageLimit = (usual: number, most = 100) =>
  numberOr(usual, most).meta({ description: "How many on a page." });

const GOES_ON = "`next_cursor` of the page before; leave it out for the first.";

/** The place after which a list goes on, as an address says it. @param read gives null for a cursor of none of ours. */
export const placeCursor = <Place>(read: (cursor: string) => Place | null) =>
  z
    .string()
    .transform(read)
    .refine(place => place !== null, "is none of ours: take next_cursor of the page before")
    .optional()
    .meta({ type: "string", description: GOES_ON });

/** Where a list goes on that is in the order of its ids. */
export const idCursor = z
  .string()
  .regex(/^\d{1,15}$/, "is none of ours: take next_cursor of the page before")
  .transform(Number)
  .optional()
  .meta({ description: GOES_ON });

/** Every page and list is read at this edition or a later one. */
export const edition = z
  .string()
  .regex(/^(0|[1-9]\d{0,14})$/, "must be the number of an edition")
  .optional()
  .meta({ type: "integer", minimum: 0, description: "Answers from at least this edition, at once." });
/** What any reading takes that takes nothing else: it is from D1, and so from the newest edition. */
export const onlyEdition = z.strictObject({ edition });
export const nothingAsked = z.strictObject({});

/** A cursor that a door reads by itself. */
export const anyCursor = z.string().optional().meta({ description: GOES_ON });

/**
 * Some of a closed set of names, parted by commas: each once and in the order of the set, however they were sent, so
 * that one wish has one spelling.
 */
export const someOf = <const N extends string>(names: readonly N[]) =>
  z
    .string()
    .transform((list, context): N[] => {
      const asked = list.split(",");
      const unknown = asked.filter(one => !names.some(name => name === one));
      if (unknown.length > 0) {
        const message = `knows no '${unknown.join("', '").slice(0, 80)}'; give ${names.join(", ")}, parted by commas`;
        context.issues.push({ code: "custom", input: list, message });
      }
      return names.filter(name => asked.includes(name));
    })
    .optional()
    .meta({
      type: "array",
      items: { type: "string", enum: [...names] },
      param: { style: "form", explode: false },
    });
