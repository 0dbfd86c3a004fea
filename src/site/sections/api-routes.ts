/** The sections' doors. */
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, door } from "../../http/door";
import { preconditionOf } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { type Entry, formerlyIn, publicSection } from "../../settings/contents";
import { currentSettings } from "../../settings/queries";
import { changeSection, createSection, type Kept, removeSection } from "./keep";
import { type Section, sectionById } from "./queries";
import { sectionChange, sectionShape } from "./section";

export function openSections(app: App): void {
  const gate = requireScope("settings:write");
  door(app, "/api/sections", { GET: [listSections], POST: [gate, create] });
  door(app, "/api/sections/:id{[1-9][0-9]{0,14}}", {
    GET: [read],
    PATCH: [gate, change],
    DELETE: [gate, remove],
  });
}

/** All of them, in order: readers see them in every masthead. */
async function listSections(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const { contents } = settings;
  const sections = contents.sections.map(section =>
    wholeSection({ ...section, formerly: formerlyIn(contents, section.id) }, origin),
  );
  return json({ sections }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [found] = await runQueries(db, [sectionById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(wholeSection(found, origin), 200, etagOf(found));
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, sectionShape);
  return written(await createSection(runtime, sent, holderOf(c).tokenId), runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, sectionChange);
  const kept = await changeSection(runtime, idOf(c), sent, preconditionOf(c), holderOf(c).tokenId);
  return written(kept, runtime.origin, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const { section, edition } = await removeSection(runtime, idOf(c), preconditionOf(c), holderOf(c).tokenId);
  return json({ ...wholeSection(section, runtime.origin), edition }, 200);
}

const idOf = (c: AppContext) => Number(c.req.param("id"));
const etagOf = ({ revision }: Section) => ({ ETag: `"r${revision}"` });

function written({ section, edition }: Kept, origin: string, status: number): Response {
  return json({ ...wholeSection(section, origin), edition }, status, etagOf(section));
}

/** As its own doors tell it: with the keys of the addresses that it had. */
function wholeSection(section: Entry & Pick<Section, "formerly">, origin: string) {
  return { ...publicSection(section, origin), formerly: section.formerly };
}
