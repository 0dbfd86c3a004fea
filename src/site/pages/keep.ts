/** An editor makes, changes or removes a standing page: one edition, which touches every page, since each names it. */

import { insertEdition } from "../../cache/edition-queries";
import { makeEdition } from "../../cache/editions";
import { siteTag } from "../../cache/tags";
import { audit } from "../../db/audit";
import { runQueries, type Statement, UniqueKeyTaken } from "../../db/client";
import { newGroup } from "../../db/group";
import type { Precondition } from "../../http/precondition";
import { ProblemError } from "../../http/problem";
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
import * as store from "./queries";
import {
  newStandingPage,
  type SentNewStandingPage,
  type SentStandingPage,
  type StandingPage,
} from "./standing-page";

export interface Kept {
  readonly page: StandingPage;
  readonly edition: number;
}

/** @throws ProblemError `invalid`, `page-taken`, `translation-exists` */
export async function createStandingPage(
  runtime: Runtime,
  sent: SentNewStandingPage,
  tokenId: string,
): Promise<Kept> {
  const { db, waits } = runtime;
  const at = runtime.now();
  const page = { ...newStandingPage(sent), ...(sent.id === undefined ? {} : { id: sent.id }) };
  const made = store.pageIdAt(page);
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const translated = settings.contents.pages.find(one => one.id === sent.translation_of);
  if (sent.translation_of !== null && translated === undefined) refuseUnknown(sent.translation_of);
  const groupId = translated?.groupId ?? newGroup(runtime);
  const statements = [
    store.insertStandingPage(db, page, groupId, at),
    ...claimAddress(db, "page", page.lang, page.key, null),
    ...carryAddresses(db, "page", page.lang, keysOf(sent.formerly), made),
    ...visibly(runtime, at),
    audit(db, { at, tokenId, action: "page.create", subject: { id: made }, edition: "this" }),
  ];
  return await write(runtime, statements, made, page);
}

/**
 * Title, text, place and, when a slug is sent, address; the language stays.
 * @throws ProblemError `not-found`, `invalid`, `page-taken`, `precondition-failed`
 */
export async function changeStandingPage(
  runtime: Runtime,
  id: number,
  sent: SentStandingPage,
  precondition: Precondition,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const at = runtime.now();
  const page = await existing(runtime, id);
  if (sent.lang !== page.lang) refuseOtherLanguage(page.lang);
  const next = newStandingPage({ ...sent, slug: sent.slug ?? page.slug });
  const moving =
    next.slug === page.slug
      ? []
      : [...claimAddress(db, "page", next.lang, next.key, id), keepAddress(db, "page", id, next.key)];
  const statements = [
    ...guard(runtime, id, precondition),
    ...moving,
    store.updateStandingPage(db, id, next, at),
    ...visibly(runtime, at),
    audit(db, { at, tokenId, action: "page.change", subject: { id }, edition: "this" }),
  ];
  return await write(runtime, statements, id, next);
}

/** @returns the page as it was, and the edition since which it is gone. @throws ProblemError `not-found`, `precondition-failed` */
export async function removeStandingPage(
  runtime: Runtime,
  id: number,
  precondition: Precondition,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const at = runtime.now();
  const page = await existing(runtime, id);
  const statements = [
    ...guard(runtime, id, precondition),
    freeAddresses(db, "page", id),
    store.deleteStandingPage(db, id),
    ...visibly(runtime, at),
    audit(db, { at, tokenId, action: "page.delete", subject: { id }, edition: "this" }),
  ];
  try {
    const { edition } = await makeEdition(runtime, statements, currentSettings(db));
    return { page, edition };
  } catch (failure) {
    throw failure instanceof UniqueKeyTaken ? await overtaken(runtime, id) : failure;
  }
}

const guard = ({ db }: Runtime, id: number, precondition: Precondition): Statement[] =>
  precondition === "any" ? [] : [store.refuseOther(db, id, precondition)];

async function overtaken(runtime: Runtime, id: number): Promise<ProblemError> {
  const { revision } = await existing(runtime, id);
  return new ProblemError({ code: "precondition-failed", stands: { revision, changed: null } });
}

function visibly({ db }: Runtime, at: number): Statement[] {
  return [copyContents(db), insertEdition(db, { at, cause: "pages", tags: [siteTag] }, null)];
}

async function existing({ db, waits }: Runtime, id: number): Promise<StandingPage> {
  const [found] = await runQueries(db, [store.standingPageById(db, id)], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return found;
}

async function write(
  runtime: Runtime,
  statements: readonly Statement[],
  id: Parameters<typeof store.standingPageById>[1],
  { lang, slug }: Pick<StandingPage, "lang" | "slug">,
): Promise<Kept> {
  try {
    const question = store.standingPageById(runtime.db, id);
    const { answer, edition } = await makeEdition(runtime, statements, question);
    if (answer === null) throw new ProblemError({ code: "not-found" });
    return { page: answer, edition };
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    if (failure.key === "standing_pages.id")
      throw typeof id === "number" ? await overtaken(runtime, id) : idInUse();
    if (failure.key.includes("group_id")) throw new ProblemError({ code: "translation-exists", lang });
    throw new ProblemError({ code: "page-taken", slug });
  }
}

function refuseOtherLanguage(lang: string): never {
  const message = `The page is in '${lang}', and stays so. Make another with POST /api/pages and translation_of.`;
  throw new ProblemError({ code: "invalid", faults: [{ code: "not-valid", field: "lang", message }] });
}

function refuseUnknown(id: number): never {
  const message = `There is no page ${id}. Give the id of a page in another language, or leave translation_of out.`;
  throw new ProblemError({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
