/** Two authors are found to be one: one becomes the other, with everything that is signed by them. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { siteTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, UniqueKeyTaken } from "../../db/client";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { type Author, nameKey } from "./author";
import type { Kept } from "./keep";
import { becomeOne, inheritGroup, refuseMerged, relist, resign } from "./merge-queries";
import * as store from "./queries";

/**
 * The other's names and address lead to this one from then on; bylines stay as they were printed.
 * @param other an author of the same language.
 * @returns this one. @throws ProblemError `not-found`, `invalid`, `busy`
 */
export async function mergeAuthor(
  runtime: Runtime,
  id: number,
  other: number,
  tokenId: string,
): Promise<Kept> {
  const { db, waits, now } = runtime;
  const questions = [store.authorById(db, id, null), store.authorById(db, other, null)] as const;
  const [author, gone] = await runQueries(db, questions, waits.d1Ms);
  if (author === null) throw new ProblemError({ code: "not-found" });
  if (gone === null || gone.lang !== author.lang || other === id) throw unknown(other, author);
  const at = now();
  const statements = [
    refuseMerged(db, other, id),
    resign(db, other, author),
    ...becomeOne(db, gone, id, findable(gone), at),
    ...relist(db, other, id),
    ...inheritGroup(db, gone.groupId, id),
    // Pages that show the byline lead to the author's page: there may be any number of them.
    insertEdition(db, { at, cause: "authors", tags: [siteTag] }, null),
    audit(db, { at, tokenId, action: "author.merge", subject: { id }, edition: "this" }),
  ];
  try {
    const made = await makeEdition(runtime, statements, store.authorById(db, id, null));
    if (made.answer === null) throw new ProblemError({ code: "not-found" });
    return { author: made.answer, edition: made.edition };
  } catch (failure) {
    // Somebody made one of them another in the same moment. Whoever asks again is told which.
    if (failure instanceof UniqueKeyTaken) throw new ProblemError({ code: "busy" });
    throw failure;
  }
}

/** A name whose key is that of the address: the address is found by it, also after a move to another site. */
const findable = ({ key, name, slug }: Author & store.Place) => (nameKey(name) === key ? name : slug);

function unknown(other: number, { id, lang }: Author): ProblemError {
  const message =
    other === id
      ? "'other' is this author. Give the id of the one that is to become this one."
      : `There is no author ${other} in '${lang}'. Give the id of one in the same language.`;
  return new ProblemError({ code: "invalid", faults: [{ code: "author-unknown", field: "other", message }] });
}
