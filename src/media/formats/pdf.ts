/**
 * PDF: that it begins, points to its cross-references and ends as one. What is in it cannot be cleaned without writing
 * it anew, so it is kept as it is, and that is said.
 * @see ISO 32000-2 section 7.5
 */
import { broken, FileBytes, hiding, type Judged } from "./walk";

/** How much of the end is looked through, in bytes. */
const TAIL_BYTES = 2_048;

/** @throws ProblemError `invalid` when it is none, or more than one thing. */
export function judgePdf(bytes: Uint8Array): Judged {
  const file = new FileBytes(bytes);
  const from = Math.max(0, file.length - TAIL_BYTES);
  const tail = new TextDecoder("latin1").decode(file.slice(from, file.length));
  if (!/^%PDF-[12]\.\d/.test(file.text(0, Math.min(8, file.length)))) broken("it does not begin as a PDF", 0);
  const [ending, offset = ""] =
    /startxref\s+(\d{1,10})\s+%%EOF/.exec(tail.slice(tail.lastIndexOf("startxref"))) ?? [];
  if (ending === undefined) broken("it does not end as a PDF", from);
  const rest = tail.slice(tail.lastIndexOf("%%EOF") + 5);
  if (!/^[\s\0]*$/.test(rest))
    hiding("After the end of the PDF there are more bytes.", file.length - rest.length);
  const table = Number(offset);
  const head = table < file.length ? file.text(table, Math.min(24, file.length - table)) : "";
  if (!/^\s*(xref\s|\d+\s+\d+\s+obj)/.test(head)) broken("its table is not where it says", table);
  const message =
    "A PDF cannot be cleaned without changing it: its author, dates and programs stay in it. Remove them before sending it, if they must not be known.";
  return {
    ...{ type: "application/pdf", width: null, height: null, orientation: null },
    ...{ pieces: [bytes], warnings: [{ code: "metadata-kept", message }] },
  };
}
