/** What an editor is told of media that a text shows and the site has not. */

import { countGone } from "../../media/queries";
import type { Runtime } from "../../runtime";
import type { Draft, Note } from "../draft";

/** @param gone how many: removed since the text was written, or never there. */
export function notesOnGone(gone: number): Note[] {
  const message = `${gone} of its pictures, recordings or documents are not on the site (any more): take them out of the text, or send them again.`;
  return gone === 0 ? [] : [{ code: "media-gone", message }];
}

/** The draft with that among its warnings. The database is asked only of a text that shows any. */
export async function withGoneMedia(runtime: Runtime, draft: Draft): Promise<Draft> {
  if (draft.bodyFormat !== "html") return draft;
  const notes = notesOnGone(await countGone(runtime, draft.body));
  return { ...draft, warnings: [...draft.warnings, ...notes] };
}
