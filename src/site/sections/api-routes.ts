/** The sections' doors. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { preconditionOf } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
import { type Entry, formerlyIn, publicSection } from "../../settings/contents";
import { currentSettings } from "../../settings/queries";
import { toldSection } from "../../settings/responses";
import { changeSection, createSection, type Kept, removeSection } from "./keep";
import { type Section, sectionById } from "./queries";
import { sectionChange, sectionShape } from "./section";

const mayChange = { oneOf: ["settings:write"] } as const;

const toldWhole = toldSection
  .extend({
    formerly: z
      .array(z.string())
      .meta({ description: "The addresses that it had, as they are compared: they redirect to it." }),
  })
  .meta({ id: "WholeSection" });
const changedResponse = toldWhole.extend({ edition: told.edition });

export const sectionRoutes = createRouter();

sectionRoutes.get(
  "/api/sections",
  operation({
    id: "listSections",
    summary: "The sections of all languages, in order",
    access: "everybody",
    answers: {
      200: { says: "All of them.", json: z.strictObject({ sections: z.array(toldWhole) }) },
    },
    example: {},
  }),
  listSections,
);

sectionRoutes.post(
  "/api/sections",
  operation({
    id: "createSection",
    summary: "A new section",
    access: mayChange,
    body: { json: sectionShape },
    answers: { 201: { says: "It is there.", json: changedResponse } },
    refusals: ["section-taken", "translation-exists"],
    example: { json: { lang: "ar", name: "ثقافة", position: 2 } },
  }),
  create,
);

sectionRoutes.get(
  `/api/sections/${ID}`,
  operation({
    id: "readSection",
    summary: "One of them",
    access: "everybody",
    answers: { 200: { says: "The section.", json: toldWhole } },
    example: { path: { id: 1 } },
  }),
  read,
);

sectionRoutes.patch(
  `/api/sections/${ID}`,
  operation({
    id: "changeSection",
    summary: "Its name, its place or its address",
    description: "The address that it had redirects for ever.",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: sectionChange },
    answers: { 200: { says: "As it is now.", json: changedResponse } },
    refusals: ["section-taken"],
    example: { path: { id: 1 }, json: { position: 1 } },
  }),
  change,
);

sectionRoutes.delete(
  `/api/sections/${ID}`,
  operation({
    id: "removeSection",
    summary: "Removes it",
    description: "Not while any article is filed under it, be it in the trash.",
    access: mayChange,
    ifMatch: "heeded",
    answers: { 200: { says: "As it was.", json: changedResponse } },
    refusals: ["section-in-use"],
    example: { path: { id: 1 } },
  }),
  remove,
);

/** All of them, in order: readers see them in every masthead. */
async function listSections(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const { contents } = settings;
  const sections = contents.sections.map(section =>
    wholeSection({ ...section, formerly: formerlyIn(contents, section.id) }, origin),
  );
  return json({ sections }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
  const [found] = await runQueries(db, [sectionById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(wholeSection(found, origin), 200, etagOf(found));
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, sectionShape);
  return written(await createSection(runtime, sent, holderOf(c).tokenId), runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, sectionChange);
  const kept = await changeSection(runtime, idOf(c), sent, preconditionOf(c), holderOf(c).tokenId);
  return written(kept, runtime.origin, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const { section, edition } = await removeSection(runtime, idOf(c), preconditionOf(c), holderOf(c).tokenId);
  return json({ ...wholeSection(section, runtime.origin), edition }, 200);
}

const etagOf = ({ revision }: Section) => ({ ETag: `"r${revision}"` });

function written({ section, edition }: Kept, origin: string, status: number): Response {
  return json({ ...wholeSection(section, origin), edition }, status, etagOf(section));
}

/** As its own doors tell it: with the keys of the addresses that it had. */
function wholeSection(section: Entry & Pick<Section, "formerly">, origin: string) {
  return { ...publicSection(section, origin), formerly: section.formerly };
}
