/** An editor makes an author, or says more of one: an edition, which touches their pages in every language. */

import type { SQL } from "drizzle-orm";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { authorTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { newGroup } from "../../db/group";
import { ProblemError } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { slugify, slugKey } from "../../text/slug";
import { type Author, type AuthorChange, furtherNames, nameKey, type SentAuthor } from "./author";
import * as store from "./queries";

export interface Kept {
  readonly author: Author;
  readonly edition: number;
}

/** @throws ProblemError `invalid`, `author-taken`, `translation-exists` */
export async function createAuthor(runtime: Runtime, sent: SentAuthor, tokenId: string): Promise<Kept> {
  const { db } = runtime;
  const { lang, name, about, link, translation_of: other } = sent;
  const slug = slugify(sent.slug ?? name);
  const key = slugKey(slug);
  const shown = [name, ...sent.former_names].map(one => ({ name: one, isPublic: true }));
  const hidden = sent.other_names.map(one => ({ name: one, isPublic: false }));
  const further = furtherNames(key, [], [...shown, ...hidden]);
  await refuseTaken(runtime, lang, [key, ...further.map(one => one.key)], null);
  const kin = other === null ? null : await known(runtime, other, lang);
  const id = store.newestAuthorId;
  const statements = [
    store.insertAuthor(db, { lang, slug, key, name, about, link }),
    ...further.map(one => store.insertName(db, lang, one, id)),
    ...(other === null ? [] : store.joinGroup(db, id, other, newGroup(runtime))),
    ...visibly(runtime, "author.create", id, [authorTag(lang, key), ...tagsOf(kin)], tokenId),
  ];
  return await write(runtime, statements, id, sent.lang, name);
}

/**
 * Bylines that are printed keep their name; from now on a byline of any of their names prints the new one.
 * @throws ProblemError `not-found`, `invalid`, `author-taken`, `translation-exists`
 */
export async function changeAuthor(
  runtime: Runtime,
  id: number,
  change: AuthorChange,
  tokenId: string,
): Promise<Kept> {
  const { db, waits } = runtime;
  const { translation_of: other, ...own } = change;
  const [author] = await runQueries(db, [store.authorById(db, id, null)], waits.d1Ms);
  if (author === null) throw new ProblemError({ code: "not-found" });
  const { lang } = author;
  const renamed = own.name === undefined ? [] : [{ name: own.name, isPublic: true }];
  const further = furtherNames(author.key, author.otherNames, renamed);
  await refuseTaken(
    runtime,
    lang,
    further.map(({ key }) => key),
    id,
  );
  const kin = other == null ? null : await known(runtime, other, lang);
  const statements = [
    ...(Object.keys(own).length === 0 ? [] : [store.updateAuthor(db, id, own)]),
    ...further.map(one => store.insertName(db, lang, one, id)),
    ...(own.name === undefined ? [] : store.nameShown(db, author, nameKey(own.name), runtime.now())),
    ...(other === null ? [store.leaveGroup(db, id)] : []),
    ...(other == null ? [] : store.joinGroup(db, id, other, newGroup(runtime))),
    ...visibly(runtime, "author.change", id, [...tagsOf(author), ...tagsOf(kin)], tokenId),
  ];
  return await write(runtime, statements, id, lang, own.name ?? author.name);
}

async function write(
  runtime: Runtime,
  statements: readonly Statement[],
  id: Parameters<typeof store.authorById>[1],
  lang: Author["lang"],
  name: string,
): Promise<Kept> {
  try {
    const made = await makeEdition(runtime, statements, store.authorById(runtime.db, id, null));
    if (made.answer === null) throw new Error("the author that was written is gone");
    return { author: made.answer, edition: made.edition };
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    if (failure.key.includes("group_id")) throw new ProblemError({ code: "translation-exists", lang });
    throw new ProblemError({ code: "author-taken", name });
  }
}

function visibly(
  { db, now }: Runtime,
  action: "author.create" | "author.change",
  id: SQL | number,
  tags: readonly string[],
  tokenId: string,
): Statement[] {
  const at = now();
  return [
    insertEdition(db, { at, cause: "authors", tags }, null),
    audit(db, { at, tokenId, action, subject: { id }, edition: "this" }),
  ];
}

/** What the pages of an author show, in every language of theirs. */
function tagsOf(author: (Author & store.Place) | null): string[] {
  if (author === null) return [];
  return [authorTag(author.lang, author.key), ...author.kin.map(({ lang, key }) => authorTag(lang, key))];
}

/** A byline that makes an author of the name in the same moment is not seen here: the name is then that author's. */
async function refuseTaken(
  { db, waits }: Runtime,
  lang: Author["lang"],
  keys: readonly string[],
  id: number | null,
): Promise<void> {
  if (keys.length === 0) return;
  const [taken] = await runQueries(db, [store.nameTaken(db, lang, keys, id)], waits.d1Ms);
  if (taken !== null) throw new ProblemError({ code: "author-taken", name: taken });
}

async function known({ db, waits }: Runtime, id: number, lang: Author["lang"]) {
  const [found] = await runQueries(db, [store.authorById(db, id, null)], waits.d1Ms);
  if (found !== null && found.lang !== lang) return found;
  const message =
    found === null
      ? `There is no author ${id}. Give the id of the same author in another language.`
      : `Author ${id} is in '${lang}' too. Give the id of the same author in another language.`;
  throw new ProblemError({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
