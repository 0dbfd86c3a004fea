/** An editor creates, changes or removes a section, a page or an author: one edition each, with its line in the audit log. */
import type { SQL } from "drizzle-orm";
import type * as z from "zod";
import { insertEdition } from "../cache/edition-queries";
import { makeEdition } from "../cache/editions";
import { siteTag } from "../cache/tags";
import { audit } from "../db/audit";
import { type Db, type Query, ReferenceGone, runQueries, type Statement, UniqueKeyTaken } from "../db/client";
import { newGroup } from "../db/group";
import type { Precondition } from "../http/precondition";
import { ProblemError, throwIssues } from "../http/problem";
import type { Runtime } from "../runtime";
import type { Contents, Entry } from "../settings/contents";
import { currentSettings } from "../settings/queries";
import type { Lang } from "../text/languages";
import { newPage, type PageReplacement, type pageInput, type StandingPage } from "./pages";
import { addressFrom, invalid, keysOf } from "./resource";
import * as queries from "./resource-queries";
import { newSection, type Section, type sectionChange, type sectionInput, sectionIssues } from "./sections";

export interface Written<R> {
  readonly resource: R;
  readonly edition: number;
}

/** What an edition of a resource says of itself. */
export interface ResourceEdition {
  /** `sections`, `pages`, `authors`. */
  readonly cause: string;
  readonly tags: readonly string[];
  /** `section.create`, … */
  readonly action: string;
  readonly id: SQL | number;
  readonly tokenId: string;
}

/** The statements that make a change an edition. */
export function editionOf(
  { db, now }: Runtime,
  { cause, tags, action, id, tokenId }: ResourceEdition,
): Statement[] {
  const at = now();
  return [
    insertEdition(db, { at, cause, tags }, null),
    audit(db, { at, tokenId, action, subject: { id }, edition: "this" }),
  ];
}

/** @throws ProblemError `not-found` */
export async function existing<R>({ db, waits }: Runtime, query: Query<R | null>): Promise<R> {
  const [found] = await runQueries(db, [query], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return found;
}

/**
 * Commits an edition and reads the resource that it made.
 * @param problemOf the problem of a unique key that refused. @throws ProblemError `not-found`, or that one
 */
export async function write<R>(
  runtime: Runtime,
  statements: readonly Statement[],
  query: Query<R | null>,
  problemOf: (conflict: UniqueKeyTaken) => ProblemError | Promise<ProblemError>,
): Promise<Written<R>> {
  try {
    const { answer, edition } = await makeEdition(runtime, statements, query);
    if (answer === null) throw new ProblemError({ code: "not-found" });
    return { resource: answer, edition };
  } catch (failure) {
    throw failure instanceof UniqueKeyTaken ? await problemOf(failure) : failure;
  }
}

/** A kind whose addresses redirect when they change, and which every masthead names. */
interface AddressedKind<R> {
  readonly kind: queries.AddressKind;
  readonly cause: string;
  readonly byId: (db: Db, id: SQL | number) => Query<R | null>;
  readonly entriesOf: (contents: Contents) => readonly Entry[];
  readonly takenCode: "section-taken" | "page-taken";
  readonly remove: (db: Db, id: number) => readonly Statement[];
  /** Throws the problem that stops removal. */
  readonly requireUnused?: (runtime: Runtime, id: number) => Promise<void>;
}

/** How many of the articles that hold a section are named. */
const NAMED = 20;

const SECTION: AddressedKind<Section> = {
  kind: "section",
  cause: "sections",
  byId: queries.sectionById,
  entriesOf: ({ sections }) => sections,
  takenCode: "section-taken",
  remove: queries.deleteSection,
  requireUnused: async ({ db, waits }, id) => {
    const [{ articles, count }] = await runQueries(db, [queries.articlesIn(db, id, NAMED)], waits.d1Ms);
    if (count > 0) throw new ProblemError({ code: "section-in-use", articles, count });
  },
};

const PAGE: AddressedKind<StandingPage> = {
  kind: "page",
  cause: "pages",
  byId: queries.pageById,
  entriesOf: ({ pages }) => pages,
  takenCode: "page-taken",
  remove: queries.deletePage,
};

/** @throws ProblemError `invalid`, `section-taken`, `translation-exists` */
export async function createSection(
  runtime: Runtime,
  input: z.output<typeof sectionInput>,
  tokenId: string,
): Promise<Written<Section>> {
  const section = newSection(input);
  throwIssues(sectionIssues(section));
  const insert = (groupId: number) => queries.insertSection(runtime.db, { ...section, groupId });
  return await create(runtime, SECTION, input, section, insert, tokenId);
}

/** @throws ProblemError `invalid`, `page-taken`, `translation-exists` */
export async function createPage(
  runtime: Runtime,
  input: z.output<typeof pageInput>,
  tokenId: string,
): Promise<Written<StandingPage>> {
  const page = newPage(input);
  const id = input.id === undefined ? {} : { id: input.id };
  const insert = (groupId: number) =>
    queries.insertPage(runtime.db, { ...page, ...id, groupId, revisedAt: runtime.now() });
  return await create(runtime, PAGE, input, page, insert, tokenId);
}

/** @throws ProblemError `not-found`, `invalid`, `section-taken`, `precondition-failed` */
export async function changeSection(
  runtime: Runtime,
  id: number,
  change: z.output<typeof sectionChange>,
  precondition: Precondition | null,
  tokenId: string,
): Promise<Written<Section>> {
  const { db } = runtime;
  const found = await existing(runtime, queries.sectionById(db, id));
  const address = change.slug === undefined ? { slug: found.slug, key: found.key } : addressFrom(change.slug);
  throwIssues(sectionIssues(address));
  const isEmpty = Object.keys(change).length === 0;
  const changed = change.slug === undefined ? change : { ...change, ...address };
  const update = isEmpty ? [] : [queries.updateSection(db, id, changed)];
  return await replace(runtime, SECTION, found, address, update, precondition, tokenId);
}

/**
 * Title, text, position and, when a slug is sent, address; the language stays.
 * @throws ProblemError `not-found`, `invalid`, `page-taken`, `precondition-failed`
 */
export async function replacePage(
  runtime: Runtime,
  id: number,
  input: PageReplacement,
  precondition: Precondition,
  tokenId: string,
): Promise<Written<StandingPage>> {
  const { db, now } = runtime;
  const found = await existing(runtime, queries.pageById(db, id));
  if (input.lang !== found.lang) {
    const message = `The page is in '${found.lang}', and stays so. Make another with POST /api/pages and translation_of.`;
    throw invalid("not-valid", "lang", message);
  }
  const page = newPage({ ...input, slug: input.slug ?? found.slug });
  const update = queries.updatePage(db, id, { ...page, revisedAt: now() });
  return await replace(runtime, PAGE, found, page, [update], precondition, tokenId);
}

/** @returns the section as it was. @throws ProblemError `not-found`, `section-in-use`, `precondition-failed` */
export const removeSection = (
  runtime: Runtime,
  id: number,
  precondition: Precondition | null,
  tokenId: string,
) => remove(runtime, SECTION, id, precondition, tokenId);

/** @returns the page as it was. @throws ProblemError `not-found`, `precondition-failed` */
export const removePage = (runtime: Runtime, id: number, precondition: Precondition, tokenId: string) =>
  remove(runtime, PAGE, id, precondition, tokenId);

async function create<R>(
  runtime: Runtime,
  of: AddressedKind<R>,
  input: { readonly translation_of: number | null; readonly formerly: readonly string[] },
  address: { readonly lang: Lang; readonly slug: string; readonly key: string },
  insert: (groupId: number) => Statement,
  tokenId: string,
): Promise<Written<R>> {
  const { db, waits } = runtime;
  const { kind } = of;
  const { lang, slug } = address;
  const [{ contents }] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const other = input.translation_of;
  const translated = of.entriesOf(contents).find(one => one.id === other);
  if (other !== null && translated === undefined) {
    const message = `There is no ${kind} ${other}. Give the id of a ${kind} in another language, or leave translation_of out.`;
    throw invalid("translation-unknown", "translation_of", message);
  }
  const id = queries.idAt(kind, address);
  const statements = [
    insert(translated?.groupId ?? newGroup(runtime)),
    ...queries.claimAddress(db, kind, address, null),
    ...queries.importAddresses(db, kind, lang, keysOf(input.formerly), id),
    ...contentsEdition(runtime, of, "create", id, tokenId),
  ];
  return await write(runtime, statements, of.byId(db, id), conflict =>
    isOwnId(conflict)
      ? invalid("id-in-use", "id", "'id' is another's here: leave it out, and it gets one of its own.")
      : addressProblem(of, conflict, lang, slug),
  );
}

async function replace<R extends Section | StandingPage>(
  runtime: Runtime,
  of: AddressedKind<R>,
  { id, lang, slug }: R,
  next: { readonly slug: string; readonly key: string },
  update: readonly Statement[],
  precondition: Precondition | null,
  tokenId: string,
): Promise<Written<R>> {
  const { db } = runtime;
  const moving =
    next.slug === slug
      ? []
      : [
          ...queries.claimAddress(db, of.kind, { lang, key: next.key }, id),
          queries.keepAddress(db, of.kind, id, next.key),
        ];
  const statements = [
    ...guard(runtime, of, id, precondition),
    ...moving,
    ...update,
    ...contentsEdition(runtime, of, "change", id, tokenId),
  ];
  return await write(runtime, statements, of.byId(db, id), async conflict =>
    isOwnId(conflict) ? await overtaken(runtime, of, id) : addressProblem(of, conflict, lang, next.slug),
  );
}

async function remove<R extends Section | StandingPage>(
  runtime: Runtime,
  of: AddressedKind<R>,
  id: number,
  precondition: Precondition | null,
  tokenId: string,
): Promise<Written<R>> {
  const { db } = runtime;
  const resource = await existing(runtime, of.byId(db, id));
  await of.requireUnused?.(runtime, id);
  const statements = [
    ...guard(runtime, of, id, precondition),
    queries.freeAddresses(db, of.kind, id),
    ...of.remove(db, id),
    ...contentsEdition(runtime, of, "delete", id, tokenId),
  ];
  try {
    const { edition } = await makeEdition(runtime, statements, currentSettings(db));
    return { resource, edition };
  } catch (failure) {
    if (failure instanceof UniqueKeyTaken) throw await overtaken(runtime, of, id);
    // An article may have been filed under it in the same moment: then nothing was removed.
    if (failure instanceof ReferenceGone) await of.requireUnused?.(runtime, id);
    throw failure;
  }
}

/** Every page shows the masthead, so every page is touched. */
function contentsEdition<R>(
  runtime: Runtime,
  { kind, cause }: AddressedKind<R>,
  act: "create" | "change" | "delete",
  id: SQL | number,
  tokenId: string,
): Statement[] {
  const edition = { cause, tags: [siteTag], action: `${kind}.${act}`, id, tokenId };
  return [queries.copyContents(runtime.db), ...editionOf(runtime, edition)];
}

const guard = <R>(
  { db }: Runtime,
  { kind }: AddressedKind<R>,
  id: number,
  precondition: Precondition | null,
) =>
  precondition === null || precondition === "any"
    ? []
    : [queries.requireRevision(db, kind, id, precondition)];

const isOwnId = ({ key }: UniqueKeyTaken) => key === "sections.id" || key === "standing_pages.id";

function addressProblem<R>(
  { takenCode }: AddressedKind<R>,
  { key }: UniqueKeyTaken,
  lang: Lang,
  slug: string,
): ProblemError {
  return key.includes("group_id")
    ? new ProblemError({ code: "translation-exists", lang })
    : new ProblemError({ code: takenCode, slug });
}

async function overtaken<R extends Section | StandingPage>(
  runtime: Runtime,
  { byId }: AddressedKind<R>,
  id: number,
): Promise<ProblemError> {
  const { revision } = await existing(runtime, byId(runtime.db, id));
  return new ProblemError({ code: "precondition-failed", stands: { revision, changed: null } });
}
