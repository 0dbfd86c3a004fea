/** An editor makes, changes or removes a section: one edition, which touches every page, since every masthead names it. */

import type { SQL } from "drizzle-orm";
import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { siteTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { type Query, ReferenceGone, runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { newGroup } from "../../db/group";
import type { Precondition } from "../../http/precondition";
import { ProblemError, throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { idInUse, keysOf } from "../../settings/contents";
import {
  carryAddresses,
  claimAddress,
  copyContents,
  currentSettings,
  freeAddresses,
  keepAddress,
} from "../../settings/queries";
import { slugify, slugKey } from "../../text/slug";
import * as store from "./queries";
import { newSection, type SectionChange, type SentSection, sectionFaults } from "./section";

/** So many of the articles that hold a section are named. */
const NAMED = 20;

export interface Kept {
  readonly section: store.Section;
  readonly edition: number;
}

/** @throws ProblemError `invalid`, `section-taken`, `translation-exists` */
export async function createSection(runtime: Runtime, sent: SentSection, tokenId: string): Promise<Kept> {
  const { db, waits } = runtime;
  const section = newSection(sent);
  throwIssues(sectionFaults(section));
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const translated = settings.contents.sections.find(one => one.id === sent.translation_of);
  if (sent.translation_of !== null && translated === undefined) refuseUnknown(sent.translation_of);
  const groupId = translated?.groupId ?? newGroup(runtime);
  const made = store.sectionIdAt(section);
  const statements = [
    store.insertSection(db, section, groupId),
    ...claimAddress(db, "section", section.lang, section.key, null),
    ...carryAddresses(db, "section", section.lang, keysOf(sent.formerly), made),
    ...makingVisible(runtime, "section.create", made, tokenId),
  ];
  return await write(runtime, statements, store.sectionById(db, made), { ...section, isNew: true });
}

/** @throws ProblemError `not-found`, `invalid`, `section-taken`, `precondition-failed` */
export async function changeSection(
  runtime: Runtime,
  id: number,
  change: SectionChange,
  precondition: Precondition | null,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const found = await existing(runtime, id);
  const slug = change.slug === undefined ? found.slug : slugify(change.slug);
  const address = { lang: found.lang, slug, key: slugKey(slug) };
  throwIssues(sectionFaults(address));
  const moving =
    slug === found.slug
      ? []
      : [
          ...claimAddress(db, "section", address.lang, address.key, id),
          keepAddress(db, "section", id, address.key),
        ];
  const changed = change.slug === undefined ? change : { ...change, slug, key: address.key };
  const statements = [
    ...guard(runtime, id, precondition),
    ...moving,
    ...(Object.keys(change).length === 0 ? [] : [store.updateSection(db, id, changed)]),
    ...makingVisible(runtime, "section.change", id, tokenId),
  ];
  return await write(runtime, statements, store.sectionById(db, id), address);
}

/** @returns the section as it was. @throws ProblemError `not-found`, `section-in-use`, `precondition-failed` */
export async function removeSection(
  runtime: Runtime,
  id: number,
  precondition: Precondition | null,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const section = await existing(runtime, id);
  await refuseInUse(runtime, id);
  const statements = [
    ...guard(runtime, id, precondition),
    freeAddresses(db, "section", id),
    ...store.deleteSection(db, id),
    ...makingVisible(runtime, "section.delete", id, tokenId),
  ];
  try {
    const { edition } = await makeEdition(runtime, statements, currentSettings(db));
    return { section, edition };
  } catch (failure) {
    if (failure instanceof UniqueKeyTaken) await refuseOvertaken(runtime, id);
    // An article may have been filed under it in the same moment: then nothing was removed.
    if (failure instanceof ReferenceGone) await refuseInUse(runtime, id);
    throw failure;
  }
}

const guard = ({ db }: Runtime, id: number, precondition: Precondition | null): Statement[] =>
  precondition === null || precondition === "any" ? [] : [store.refuseOther(db, id, precondition)];

function makingVisible(
  { db, now }: Runtime,
  action: "section.create" | "section.change" | "section.delete",
  subject: SQL | number,
  tokenId: string,
): Statement[] {
  const at = now();
  return [
    copyContents(db),
    insertEdition(db, { at, cause: "sections", tags: [siteTag] }, null),
    audit(db, { at, tokenId, action, subject: { id: subject }, edition: "this" }),
  ];
}

async function write(
  runtime: Runtime,
  statements: readonly Statement[],
  answer: Query<store.Section | null>,
  { lang, slug, isNew }: Pick<store.Section, "lang" | "slug"> & { readonly isNew?: true },
): Promise<Kept> {
  try {
    const made = await makeEdition(runtime, statements, answer);
    if (made.answer === null) throw new ProblemError({ code: "not-found" });
    return { section: made.answer, edition: made.edition };
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    if (failure.key === "sections.id" && isNew === true) throw idInUse();
    if (failure.key === "sections.id") {
      const [now] = await runQueries(runtime.db, [answer], runtime.waits.d1Ms);
      throw overtaken(now);
    }
    if (failure.key.includes("group_id")) throw new ProblemError({ code: "translation-exists", lang });
    throw new ProblemError({ code: "section-taken", slug });
  }
}

async function existing({ db, waits }: Runtime, id: number): Promise<store.Section> {
  const [found] = await runQueries(db, [store.sectionById(db, id)], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return found;
}

async function refuseOvertaken(runtime: Runtime, id: number): Promise<never> {
  throw overtaken(await existing(runtime, id));
}

function overtaken(section: store.Section | null): ProblemError {
  if (section === null) return new ProblemError({ code: "not-found" });
  return new ProblemError({
    code: "precondition-failed",
    stands: { revision: section.revision, changed: null },
  });
}

async function refuseInUse({ db, waits }: Runtime, id: number): Promise<void> {
  const [{ articles, count }] = await runQueries(db, [store.articlesIn(db, id, NAMED)], waits.d1Ms);
  if (count > 0) throw new ProblemError({ code: "section-in-use", articles, count });
}

function refuseUnknown(id: number): never {
  const message = `There is no section ${id}. Give the id of a section in another language, or leave translation_of out.`;
  throw new ProblemError({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
