/** What no text of ours may hold: half characters, control characters, and direction controls that reach beyond it. */
import { stripBidiControls, stripSpillingControls } from "./bidi";

/**
 * Cc but for tab and line feed, which are white space to us; and code points that are no characters, which neither HTML
 * nor XML may hold.
 */
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\p{Noncharacter_Code_Point}]/gu;

/** A paragraph, or several: NFC, well formed, otherwise as the author typed it. */
export function cleanText(text: string): string {
  return stripSpillingControls(text.toWellFormed().normalize("NFC").replace(CONTROLS, ""));
}

/** A title or a name, on one line: no direction controls at all. */
export function cleanLine(text: string): string {
  return stripBidiControls(cleanText(text)).replaceAll(/\s+/g, " ").trim();
}

/** The paragraphs of a text, one a line; empty lines between them go. */
export function cleanParagraphs(text: string): string[] {
  return text
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map(line => cleanText(line).trim())
    .filter(line => line !== "");
}
