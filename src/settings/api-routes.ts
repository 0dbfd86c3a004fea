/** The settings' doors. */

import { holderOf, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { ifUnchanged } from "../http/if-unchanged";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type App, type AppContext, createRouter } from "../http/routes";
import { changeSettings, type Resume } from "./change";
import { changeIdentity, identityShape, readIdentity } from "./identity";
import { currentSettings } from "./queries";
import { changeShape, decided, settingsShape } from "./settings";

const mayChange = { oneOf: ["settings:write"] } as const;
const toldIdentity = identityShape.meta({ id: "Identity" });
const toldSettings = settingsShape.meta({ id: "Settings" });

const identityRoutes = createRouter();

identityRoutes.get(
  "/api/identity",
  operation({
    id: "readIdentity",
    summary: "The mark with which the ids in feeds begin",
    access: mayChange,
    answers: { 200: { says: "The mark.", json: toldIdentity } },
    example: {},
  }),
  readTheIdentity,
);
identityRoutes.put(
  "/api/identity",
  operation({
    id: "takeIdentity",
    summary: "An empty site takes over the mark of the one that it follows",
    description: "With another mark, feed readers would see every article anew.",
    access: mayChange,
    ifMatch: "heeded",
    body: { json: identityShape },
    answers: { 200: { says: "The site has it.", json: toldIdentity } },
    refusals: ["identity-in-use", "busy"],
    example: { json: { identity: "0123456789abcdef01" } },
  }),
  ifUnchanged(readTheIdentity),
  changeTheIdentity,
);

const reading = operation({
  id: "readSettings",
  summary: "The site's settings",
  access: mayChange,
  answers: { 200: { says: "All of them.", json: toldSettings } },
  example: {},
});

const changing = operation({
  id: "changeSettings",
  summary: "Those that are sent",
  description: "What is left out stays; of a name, a description or a navigation null takes a language away.",
  access: mayChange,
  ifMatch: "heeded",
  body: { json: changeShape },
  answers: { 200: { says: "As they are now.", json: settingsShape.extend({ edition: told.edition }) } },
  refusals: ["busy"],
  example: { json: { description: { ar: "أخبار البلدة وذكراها" } } },
});

/** @param resume what resumes a service that the settings name. */
export function settingsRoutes(resume: Resume): App {
  const routes = createRouter();
  routes.get("/api/settings", reading, readTheSettings);
  routes.patch("/api/settings", changing, ifUnchanged(readTheSettings), c => changeTheSettings(c, resume));
  routes.route("/", identityRoutes);
  return routes;
}

async function readTheSettings(c: AppContext): Promise<Response> {
  const { db, waits } = c.var.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  return json(decided(settings), 200);
}

async function readTheIdentity(c: AppContext): Promise<Response> {
  return json({ identity: await readIdentity(c.var.runtime) }, 200);
}

async function changeTheIdentity(c: AppContext): Promise<Response> {
  const { identity } = await readJson(c.req.raw, identityShape);
  await changeIdentity(c.var.runtime, identity, holderOf(c).tokenId);
  return json({ identity }, 200);
}

async function changeTheSettings(c: AppContext, resume: Resume): Promise<Response> {
  const given = await readJson(c.req.raw, changeShape);
  const changed = await changeSettings(c.var.runtime, given, holderOf(c).tokenId, resume);
  return json({ ...decided(changed.settings), edition: changed.edition }, 200);
}
