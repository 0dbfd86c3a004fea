/** What the settings' doors take and answer. */
import type { Group } from "../http/operation";
import { told } from "../http/responses";
import { identityShape } from "./identity";
import { changeShape, settingsShape } from "./settings";

const mayChange = { oneOf: ["settings:write"] } as const;
const toldIdentity = identityShape.meta({ id: "Identity" });
const toldSettings = settingsShape.meta({ id: "Settings" });

export const settings: Group = {
  name: "Settings",
  about: "What the newsroom decides about its site.",
  operations: [
    {
      method: "GET",
      path: "/api/settings",
      id: "readSettings",
      summary: "The site's settings",
      access: mayChange,
      answers: { 200: { says: "All of them.", json: toldSettings } },
      example: {},
    },
    {
      method: "PATCH",
      path: "/api/settings",
      id: "changeSettings",
      summary: "Those that are sent",
      description:
        "What is left out stays; of a name, a description or a navigation null takes a language away.",
      access: mayChange,
      ifMatch: "heeded",
      body: { json: changeShape },
      answers: { 200: { says: "As they are now.", json: settingsShape.extend({ edition: told.edition }) } },
      refusals: ["busy"],
      example: { json: { description: { ar: "أخبار البلدة وذكراها" } } },
    },
    {
      method: "GET",
      path: "/api/identity",
      id: "readIdentity",
      summary: "The mark with which the ids in feeds begin",
      access: mayChange,
      answers: { 200: { says: "The mark.", json: toldIdentity } },
      example: {},
    },
    {
      method: "PUT",
      path: "/api/identity",
      id: "takeIdentity",
      summary: "An empty site takes over the mark of the one that it follows",
      description: "With another mark, feed readers would see every article anew.",
      access: mayChange,
      ifMatch: "heeded",
      body: { json: identityShape },
      answers: { 200: { says: "The site has it.", json: toldIdentity } },
      refusals: ["identity-in-use", "busy"],
      example: { json: { identity: "0123456789abcdef01" } },
    },
  ],
};
