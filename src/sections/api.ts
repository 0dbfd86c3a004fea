/** The sections' doors. */
import { holderOf, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { publicSection } from "../settings/contents";
import { currentSettings } from "../settings/store";
import { changeSection, createSection } from "./keep";
import { sectionChange, sectionShape } from "./section";

export function openSections(app: App): void {
  const gate = requireScope("settings:write");
  door(app, "/api/sections", { GET: [listSections], POST: [gate, create] });
  door(app, "/api/sections/:id{[1-9][0-9]{0,14}}", { PATCH: [gate, change] });
}

/** All of them, in order: readers see them in every masthead. */
async function listSections(c: Visit): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
  const sections = settings.contents.sections.map(section => publicSection(section, origin));
  return json({ sections }, 200);
}

async function create(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, sectionShape);
  const { section, edition } = await createSection(runtime, sent, holderOf(c).tokenId);
  return json({ ...publicSection(section, runtime.origin), edition }, 201);
}

async function change(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, sectionChange);
  const changed = await changeSection(runtime, Number(c.req.param("id")), sent, holderOf(c).tokenId);
  return json({ ...publicSection(changed.section, runtime.origin), edition: changed.edition }, 200);
}
