/** The settings' doors. */
import { holderOf, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { ifUnchanged } from "../http/if-unchanged";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { changeSettings } from "./change";
import { changeIdentity, identityShape, readIdentity } from "./identity";
import { changeShape, decided } from "./settings";
import { currentSettings } from "./store";

export function openSettings(app: App): void {
  const gate = requireScope("settings:write");
  door(app, "/api/identity", {
    GET: [gate, readTheIdentity],
    PUT: [gate, ifUnchanged(readTheIdentity), changeTheIdentity],
  });
  door(app, "/api/settings", {
    GET: [gate, readTheSettings],
    PATCH: [gate, ifUnchanged(readTheSettings), changeTheSettings],
  });
}

async function readTheSettings(c: Visit): Promise<Response> {
  const { db, waits } = c.env.runtime;
  const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
  return json(decided(settings), 200);
}

async function readTheIdentity(c: Visit): Promise<Response> {
  return json({ identity: await readIdentity(c.env.runtime) }, 200);
}

async function changeTheIdentity(c: Visit): Promise<Response> {
  const { identity } = await readJson(c.req.raw, identityShape);
  await changeIdentity(c.env.runtime, identity, holderOf(c).tokenId);
  return json({ identity }, 200);
}

async function changeTheSettings(c: Visit): Promise<Response> {
  const given = await readJson(c.req.raw, changeShape);
  const changed = await changeSettings(c.env.runtime, given, holderOf(c).tokenId);
  return json({ ...decided(changed.settings), edition: changed.edition }, 200);
}
