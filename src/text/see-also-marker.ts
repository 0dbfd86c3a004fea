import { crossKey } from "./fold";

/** What old sites put between an article and the titles that they showed under it. A site may list its own. */
export const SHIPPED_MARKERS: readonly string[] = [
  "شاهد أيضًا",
  "طالع أيضًا",
  "اقرأ أيضًا",
  "Her wiha",
  "هەروەها ببینە",
  "See also",
  "Check also",
];

// A marker is two or three words; a longer line is text and is not worth folding.
const MAX_LENGTH = 200;

/**
 * Whether the whole line is one of the phrases, whatever its spelling, spacing and one closing colon. A phrase
 * with a title after it on the same line is a link inside the text, and no marker.
 * @see guide text-and-calendars, section 3.7.
 */
export function isSeeAlsoMarker(line: string, markers: readonly string[] = SHIPPED_MARKERS): boolean {
  return markerTest(markers)(line);
}

/** The same test with the phrases folded once, for asking it of many lines. */
export function markerTest(markers: readonly string[] = SHIPPED_MARKERS): (line: string) => boolean {
  const keys = new Set(markers.map(markerKey).filter(key => key !== ""));
  return line => line.length <= MAX_LENGTH && keys.has(markerKey(line));
}

function markerKey(phrase: string): string {
  return crossKey(phrase).replace(/\s+/gu, " ").trim().replace(/ ?:$/, "");
}
