/** An editor makes or changes a section: one edition, which touches every page, since every masthead names it. */
import type { SQL } from "drizzle-orm";
import { ask, type Question, type Statement, UniqueKeyTaken } from "../db/client";
import { makeEdition } from "../editions/make-edition";
import { insertEdition, recordAct } from "../editions/store";
import { siteTag } from "../editions/tags";
import type { Runtime } from "../env";
import { Refusal, refuseFaults } from "../problem";
import { copyContents, currentSettings } from "../settings/store";
import { newSection, type SectionChange, type SentSection, sectionFaults } from "./section";
import * as store from "./store";

/** @throws Refusal `invalid`, `section-taken`, `translation-exists` */
export async function createSection(runtime: Runtime, sent: SentSection, tokenId: string) {
  const { db, waits } = runtime;
  const section = newSection(sent);
  refuseFaults(sectionFaults(section));
  const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
  const translated = settings.contents.sections.find(one => one.id === sent.translation_of);
  if (sent.translation_of !== null && translated === undefined) refuseUnknown(sent.translation_of);
  const groupId = translated?.groupId ?? runtime.random(6).reduce((number, byte) => number * 256 + byte, 0);
  const statements = [
    store.insertSection(db, section, groupId),
    ...makingVisible(runtime, "section.create", store.newestSectionId, tokenId),
  ];
  try {
    return await write(runtime, statements, store.sectionById(db, store.newestSectionId));
  } catch (failure) {
    if (!(failure instanceof UniqueKeyTaken)) throw failure;
    if (failure.key.includes("group_id")) throw new Refusal({ code: "translation-exists", lang: sent.lang });
    throw new Refusal({ code: "section-taken", slug: section.slug });
  }
}

/** @throws Refusal `not-found` */
export async function changeSection(runtime: Runtime, id: number, change: SectionChange, tokenId: string) {
  const { db } = runtime;
  const statements = [
    ...(Object.keys(change).length === 0 ? [] : [store.updateSection(db, id, change)]),
    ...makingVisible(runtime, "section.change", id, tokenId),
  ];
  const [found] = await ask(db, [store.sectionById(db, id)], runtime.waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  return await write(runtime, statements, store.sectionById(db, id));
}

function makingVisible(
  { db, now }: Runtime,
  action: "section.create" | "section.change",
  subject: SQL | number,
  tokenId: string,
): Statement[] {
  const at = now();
  return [
    copyContents(db),
    insertEdition(db, { at, cause: "sections", tags: [siteTag] }, null),
    recordAct(db, action, subject, { at, tokenId }),
  ];
}

async function write(
  runtime: Runtime,
  statements: readonly Statement[],
  answer: Question<store.Section | null>,
): Promise<{ section: store.Section; edition: number }> {
  const made = await makeEdition(runtime, statements, answer);
  if (made.answer === null) throw new Error("the section that was written is gone");
  return { section: made.answer, edition: made.edition };
}

function refuseUnknown(id: number): never {
  const message = `There is no section ${id}. Give the id of a section in another language, or leave translation_of out.`;
  throw new Refusal({
    code: "invalid",
    faults: [{ code: "translation-unknown", field: "translation_of", message }],
  });
}
