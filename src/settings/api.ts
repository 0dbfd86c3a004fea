/** The settings' doors. */
import { holderOf, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door } from "../http/door";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { changeSettings } from "./change";
import { settingsShape } from "./settings";
import { currentSettings } from "./store";

export function openSettings(app: App): void {
  door(app, "/api/settings", {
    GET: [
      requireScope("settings:write"),
      async function readTheSettings(c) {
        const { db, waits } = c.var.runtime;
        const [settings] = await ask(db, [currentSettings(db)], waits.d1Ms);
        return json(settings, 200);
      },
    ],
    PATCH: [
      requireScope("settings:write"),
      async function changeTheSettings(c) {
        const { runtime } = c.var;
        const wish = await readJson(c.req.raw, settingsShape.partial());
        const [settings] = await ask(runtime.db, [currentSettings(runtime.db)], runtime.waits.d1Ms);
        const given = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
        const changed = await changeSettings(runtime, { ...settings, ...given }, holderOf(c).tokenId);
        return json({ ...changed.settings, edition: changed.edition }, 200);
      },
    ],
  });
}
