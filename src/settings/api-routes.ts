/** The settings' doors. */
import { holderOf, requireScope } from "../auth/gate";
import { runQueries } from "../db/client";
import { type App, type AppContext, door } from "../http/door";
import { ifUnchanged } from "../http/if-unchanged";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { changeSettings, type Resume } from "./change";
import { changeIdentity, identityShape, readIdentity } from "./identity";
import { currentSettings } from "./queries";
import { changeShape, decided } from "./settings";

/** @param resume what resumes a service that the settings name. */
export const openSettings = (resume: Resume) => (app: App) => {
  const gate = requireScope("settings:write");
  door(app, "/api/identity", {
    GET: [gate, readTheIdentity],
    PUT: [gate, ifUnchanged(readTheIdentity), changeTheIdentity],
  });
  door(app, "/api/settings", {
    GET: [gate, readTheSettings],
    PATCH: [gate, ifUnchanged(readTheSettings), c => changeTheSettings(c, resume)],
  });
};

async function readTheSettings(c: AppContext): Promise<Response> {
  const { db, waits } = c.env.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  return json(decided(settings), 200);
}

async function readTheIdentity(c: AppContext): Promise<Response> {
  return json({ identity: await readIdentity(c.env.runtime) }, 200);
}

async function changeTheIdentity(c: AppContext): Promise<Response> {
  const { identity } = await readJson(c.req.raw, identityShape);
  await changeIdentity(c.env.runtime, identity, holderOf(c).tokenId);
  return json({ identity }, 200);
}

async function changeTheSettings(c: AppContext, resume: Resume): Promise<Response> {
  const given = await readJson(c.req.raw, changeShape);
  const changed = await changeSettings(c.env.runtime, given, holderOf(c).tokenId, resume);
  return json({ ...decided(changed.settings), edition: changed.edition }, 200);
}
