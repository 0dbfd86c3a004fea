/** An editor makes, changes or removes a standing page: one edition, which touches every page, since each names it. */
import { ask, type Statement, UniqueKeyTaken } from "../db/client";
import { makeEdition } from "../editions/make-edition";
import { insertEdition, recordAct } from "../editions/store";
import { siteTag } from "../editions/tags";
import type { Runtime } from "../env";
import { Refusal } from "../problem";
import { copyContents, currentSettings } from "../settings/store";
import { newStandingPage, type SentStandingPage, type StandingPage } from "./standing-page";
import * as store from "./store";

export interface Kept {
  readonly page: StandingPage;
  readonly edition: number;
}

/** @throws Refusal `invalid`, `page-taken`, `translation-exists` */
export async function createStandingPage(
  runtime: Runtime,
  sent: SentStandingPage,
  tokenId: string,
): Promise<Kept> {
  const { db, waits } = runtime;
  const at = runtime.now();
  const page = newStandingPage(sent);
  const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
  const translated = settings.contents.pages.find(one => one.id === sent.translation_of);
  if (sent.translation_of !== null && translated === undefined) refuseUnknown(sent.translation_of);
  const groupId = translated?.groupId ?? runtime.random(6).reduce((number, byte) => number * 256 + byte, 0);
  const statements = [
    store.insertStandingPage(db, page, groupId, at),
    ...visibly(runtime, at),
    recordAct(db, "page.create", store.newestPageId, { at, tokenId }),
  ];
  try {
    return await write(runtime, statements, store.newestPageId);
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    if (failure.key.includes("group_id")) throw new Refusal({ code: "translation-exists", lang: sent.lang });
    throw new Refusal({ code: "page-taken", slug: page.slug });
  }
}

/** Title, text and place; language and address stay. @throws Refusal `not-found` */
export async function changeStandingPage(
  runtime: Runtime,
  id: number,
  sent: SentStandingPage,
  tokenId: string,
): Promise<Kept> {
  const { db } = runtime;
  const at = runtime.now();
  const page = await existing(runtime, id);
  if (sent.lang !== page.lang) refuseOtherLanguage(page.lang);
  const statements = [
    store.updateStandingPage(db, id, newStandingPage(sent), at),
    ...visibly(runtime, at),
    recordAct(db, "page.change", id, { at, tokenId }),
  ];
  return await write(runtime, statements, id);
}

/** @returns the page as it was, and the edition since which it is gone. @throws Refusal `not-found` */
export async function removeStandingPage(runtime: Runtime, id: number, tokenId: string): Promise<Kept> {
  const { db } = runtime;
  const at = runtime.now();
  const page = await existing(runtime, id);
  const statements = [
    store.deleteStandingPage(db, id),
    ...visibly(runtime, at),
    recordAct(db, "page.delete", id, { at, tokenId }),
  ];
  const { edition } = await makeEdition(runtime, statements, currentSettings(db));
  return { page, edition };
}

function visibly({ db }: Runtime, at: number): Statement[] {
  return [copyContents(db), insertEdition(db, { at, cause: "pages", tags: [siteTag] }, null)];
}

async function existing({ db, waits }: Runtime, id: number): Promise<StandingPage> {
  const [found] = await ask(db, [store.standingPageById(db, id)], waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  return found;
}

async function write(
  runtime: Runtime,
  statements: readonly Statement[],
  id: Parameters<typeof store.standingPageById>[1],
): Promise<Kept> {
  const { answer, edition } = await makeEdition(runtime, statements, store.standingPageById(runtime.db, id));
  if (answer === null) throw new Refusal({ code: "not-found" });
  return { page: answer, edition };
}

function refuseOtherLanguage(lang: string): never {
  const message = `The page is in '${lang}', and stays so. Make another with POST /api/pages and translation_of.`;
  throw new Refusal({ code: "invalid", faults: [{ code: "not-valid", field: "lang", message }] });
}

function refuseUnknown(id: number): never {
  const message = `There is no page ${id}. Give the id of a page in another language, or leave translation_of out.`;
  throw new Refusal({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
