/** What a commemoration says, as its article will hold it. Pure. */
import { notesOf, readRich } from "../articles/write/rich-body";
import { htmlLead } from "../text/html/plain-text";
import { writeHtml } from "../text/html/sanitise";
import type { Lang } from "../text/languages";
import { filledFaults, type Template } from "./template";

export interface Said {
  readonly title: string;
  /** The first paragraph, plain. */
  readonly lead: string;
  readonly bodyFormat: "text" | "html";
  readonly body: string;
  /** What may not stand before a reader, one sentence each, without its full stop; empty when all is well. */
  readonly faults: readonly string[];
}

/** @param filled a template whose variables are filled. */
export function say(filled: Template, lang: Lang, tone: string): Said {
  const { title, body } = filled;
  const faults = filledFaults(filled, tone);
  if (filled.format === "text") {
    return { title, lead: body.split("\n")[0] ?? "", bodyFormat: "text", body, faults };
  }
  const read = readRich(body, "markdown", lang, () => null);
  if (read.body === null) {
    const [excess] = read.faults;
    return {
      title,
      lead: "",
      bodyFormat: "html",
      body: "",
      faults: [...faults, excess.message.replace(/\.$/, "")],
    };
  }
  const html = writeHtml(read.body.blocks);
  const lead = htmlLead(html);
  // What only looks like a link may be a name.
  const lost = read.body.dropped.filter(({ kind }) => kind !== "link-syntax");
  const dropped = notesOf(lost).map(note => note.message.replace(/\.$/, ""));
  const empty =
    lead === "" && body.trim() !== "" ? ["nothing of the text is left that an article may have"] : [];
  return { title, lead, bodyFormat: "html", body: html, faults: [...faults, ...empty, ...dropped] };
}
