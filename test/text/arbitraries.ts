import fc from "fast-check";
import { addDays } from "../../src/text/dates/civil-date";

// The letters, marks and controls that the rules of this room are about, so that random strings meet them often.
const CHARACTERS = [
  ..."اأإآٱبةتجحخدرزسشعغفقكلمنهويىئؤء",
  ..."یکھەێۆڵڕڒگپچژ",
  ..."êîûçşÊÎÛÇŞIiıİΣςßabcXYZ",
  ..."0129٠٢٩۰۲۹",
  ...["\u064B", "\u064E", "\u0651", "\u0654", "\u0670", "\u0302", "\u0307", "\u0338", "\u0640"],
  ...["\u200B", "\u200C", "\u200D", "\u200E", "\u200F", "\u061C", "\uFEFF", "\u202B", "\u202E", "\u202C"],
  ...["\u2066", "\u2067", "\u2068", "\u2069", "\u0600", "\uFEFB", "\uFDF2", "\uFC5E", "\uD800", "\uDC00"],
  ...[
    " ",
    "\u00A0",
    "\n",
    "\r",
    "\u2028",
    "\t",
    "-",
    "/",
    ".",
    "،",
    ":",
    "“",
    "”",
    "«",
    "»",
    "(",
    ")",
    "…",
    "=",
    "👩‍👧",
  ],
];

/** Any string: half of them from our own letters and controls, the rest from all of UTF-16, lone halves included. */
export const anyText = fc.oneof(
  fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 80 }),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
    .map(units => String.fromCharCode(...units)),
);

/** An ISO date in the years 1000 to 9999, those that a date line can name. */
export const anyDate = fc.integer({ min: 0, max: 3_287_181 }).map(days => addDays("1000-01-01", days));
