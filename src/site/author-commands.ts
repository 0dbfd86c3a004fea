/** An editor creates an author, says more of one, or merges two: an edition that touches their pages in every language. */
import type { SQL } from "drizzle-orm";
import { authorTag, siteTag } from "../cache/tags";
import { runQueries, type UniqueKeyTaken } from "../db/client";
import { newGroup } from "../db/group";
import { ProblemError } from "../http/problem";
import type { Runtime } from "../runtime";
import type { Lang } from "../text/languages";
import * as queries from "./author-queries";
import { type Author, type AuthorChange, type AuthorInput, furtherNames, nameKey } from "./authors";
import { addressFrom, invalid } from "./resource";
import { editionOf, existing, type Written, write } from "./resource-commands";

/** @throws ProblemError `invalid`, `author-taken`, `translation-exists` */
export async function createAuthor(
  runtime: Runtime,
  input: AuthorInput,
  tokenId: string,
): Promise<Written<Author>> {
  const { db } = runtime;
  const { lang, name, about, link, translation_of: other } = input;
  const { slug, key } = addressFrom(input.slug ?? name);
  const shown = [name, ...input.former_names].map(one => ({ name: one, isPublic: true }));
  const hidden = input.other_names.map(one => ({ name: one, isPublic: false }));
  const further = furtherNames(key, [], [...shown, ...hidden]);
  await requireFree(runtime, lang, [key, ...further.map(one => one.key)], null);
  const kin = other === null ? null : await translated(runtime, other, lang);
  const id = queries.newestAuthorId;
  const statements = [
    queries.insertAuthor(db, { lang, slug, key, name, about, link }),
    ...further.map(one => queries.insertName(db, lang, one, id)),
    ...(other === null ? [] : queries.joinGroup(db, id, other, newGroup(runtime))),
    ...authorEdition(runtime, "create", id, [authorTag(lang, key), ...tagsOf(kin)], tokenId),
  ];
  return await write(runtime, statements, queries.authorById(db, id, null), problemOf(lang, name));
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
): Promise<Written<Author>> {
  const { db, now } = runtime;
  const { translation_of: other, ...own } = change;
  const author = await existing(runtime, queries.authorById(db, id, null));
  const { lang } = author;
  const renamed = own.name === undefined ? [] : [{ name: own.name, isPublic: true }];
  const further = furtherNames(author.key, author.otherNames, renamed);
  await requireFree(
    runtime,
    lang,
    further.map(({ key }) => key),
    id,
  );
  const kin = other == null ? null : await translated(runtime, other, lang);
  const statements = [
    ...(Object.keys(own).length === 0 ? [] : [queries.updateAuthor(db, id, own)]),
    ...further.map(one => queries.insertName(db, lang, one, id)),
    ...(own.name === undefined ? [] : queries.publishName(db, author, nameKey(own.name), now())),
    ...(other === null ? [queries.leaveGroup(db, id)] : []),
    ...(other == null ? [] : queries.joinGroup(db, id, other, newGroup(runtime))),
    ...authorEdition(runtime, "change", id, [...tagsOf(author), ...tagsOf(kin)], tokenId),
  ];
  const problem = problemOf(lang, own.name ?? author.name);
  return await write(runtime, statements, queries.authorById(db, id, null), problem);
}

const authorEdition = (
  runtime: Runtime,
  act: "create" | "change" | "merge",
  id: SQL | number,
  tags: readonly string[],
  tokenId: string,
) => editionOf(runtime, { cause: "authors", action: `author.${act}`, id, tags, tokenId });

const problemOf =
  (lang: Lang, name: string) =>
  ({ key }: UniqueKeyTaken) =>
    key.includes("group_id")
      ? new ProblemError({ code: "translation-exists", lang })
      : new ProblemError({ code: "author-taken", name });

/** What the pages of an author show, in every language of theirs. */
function tagsOf(author: Author | null): string[] {
  if (author === null) return [];
  return [authorTag(author.lang, author.key), ...author.kin.map(({ lang, key }) => authorTag(lang, key))];
}

/** A byline that creates an author of the name in the same moment is not seen here: the name is then that author's. */
async function requireFree(
  { db, waits }: Runtime,
  lang: Lang,
  keys: readonly string[],
  id: number | null,
): Promise<void> {
  if (keys.length === 0) return;
  const [taken] = await runQueries(db, [queries.nameTaken(db, lang, keys, id)], waits.d1Ms);
  if (taken !== null) throw new ProblemError({ code: "author-taken", name: taken });
}

async function translated({ db, waits }: Runtime, id: number, lang: Lang) {
  const [found] = await runQueries(db, [queries.authorById(db, id, null)], waits.d1Ms);
  if (found !== null && found.lang !== lang) return found;
  const message =
    found === null
      ? `There is no author ${id}. Give the id of the same author in another language.`
      : `Author ${id} is in '${lang}' too. Give the id of the same author in another language.`;
  throw invalid("translation-unknown", "translation_of", message);
}

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
): Promise<Written<Author>> {
  const { db, waits, now } = runtime;
  const both = [queries.authorById(db, id, null), queries.authorById(db, other, null)] as const;
  const [author, gone] = await runQueries(db, both, waits.d1Ms);
  if (author === null) throw new ProblemError({ code: "not-found" });
  if (gone === null || gone.lang !== author.lang || other === id) throw unmergeable(other, author);
  const statements = [
    queries.requireUnmerged(db, other, id),
    queries.resign(db, other, author),
    ...queries.mergeNames(db, gone, id, findable(gone), now()),
    ...queries.relist(db, other, id),
    ...queries.inheritGroup(db, gone.groupId, id),
    // Pages that show the byline lead to the author's page: there may be any number of them.
    ...authorEdition(runtime, "merge", id, [siteTag], tokenId),
  ];
  // Somebody merged one of them in the same moment. Asked again, the response says which.
  const busy = () => new ProblemError({ code: "busy" });
  return await write(runtime, statements, queries.authorById(db, id, null), busy);
}

/** A name whose key is that of the address: the address is found by it, also after a move to another site. */
const findable = ({ key, name, slug }: Author) => (nameKey(name) === key ? name : slug);

function unmergeable(other: number, { id, lang }: Author): ProblemError {
  const message =
    other === id
      ? "'other' is this author. Give the id of the one that is to become this one."
      : `There is no author ${other} in '${lang}'. Give the id of one in the same language.`;
  return invalid("author-unknown", "other", message);
}
