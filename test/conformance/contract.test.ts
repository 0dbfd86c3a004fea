/**
 * Prism and Spectral judge the contract: every operation is driven through a proxy that knows nothing but the document,
 * successes and refusals, and an answer that the document does not know fails.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ReadOperation } from "../../src/openapi/reading";
import { type BuiltSite, startBuiltSite } from "../built/site";
import { Client } from "./client";
import { type Prism, startPrism, violationsOf } from "./prism";

let site: BuiltSite;
let prism: Prism;
let client: Client;
const folder = mkdtempSync(join(tmpdir(), "contract-"));
const file = join(folder, "openapi.json");

interface Document {
  readonly paths: Record<string, Record<string, { responses: Record<string, unknown> }>>;
  readonly components: { readonly schemas: Record<string, { required: string[] }> };
}
let document: Document;
type Deliveries = { readonly deliveries: readonly { readonly id: string; readonly event: string }[] };

beforeAll(async () => {
  site = await startBuiltSite("nothing");
  document = (await (await fetch(`${site.origin}/api/openapi.json`)).json()) as Document;
  writeFileSync(file, JSON.stringify(document));
  prism = await startPrism(file, site.origin);
  client = new Client(prism, document, site.token);
});
afterAll(async () => {
  prism?.close();
  await site?.close();
});

it("Spectral finds nothing in it, its examples included", () => {
  const args = ["lint", file, "--ruleset", "test/conformance/.spectral.yaml", "--fail-severity", "hint"];
  const said = execFileSync("test/conformance/node_modules/.bin/spectral", args, { encoding: "utf8" });
  expect(said).toContain("No results with a severity of 'hint' or higher found!");
});

it("the proxy sees what is not in it: a status, a field", async () => {
  const wrong = structuredClone(document);
  delete wrong.paths["/api/articles/{id}"]?.get?.responses["404"];
  wrong.components.schemas.Health?.required.push("mood");
  const other = join(folder, "wrong.json");
  writeFileSync(other, JSON.stringify(wrong));
  const strict = await startPrism(other, site.origin);
  try {
    const status = await fetch(`${strict.origin}/api/articles/999`);
    expect(violationsOf(status, "response")[0]?.message).toContain(
      "Unable to match the returned status code",
    );
    const field = await fetch(`${strict.origin}/api/health`);
    expect(violationsOf(field, "response")[0]?.message).toContain("'mood'");
  } finally {
    strict.close();
  }
});

/** A step succeeds, or is refused, with a status. */
type Step = [id: string, status: number, departure?: Parameters<Client["send"]>[2]];

const text = (words: string) => ({ lang: "ar", title: words, body: `${words}.` });
const ANOTHER_PLAN = { ...text("Another plan"), lang: "en" };
/**
 * In the order in which one leads to the next. The first of each kind has the id 1. Prism takes every body for text,
 * dies of a form and never answers to JSON that is none: what is answered to several files (207) and to such JSON (400)
 * is held against the contract by the journeys in test/, as everything is.
 */
const JOURNEY: readonly (readonly [what: string, steps: readonly Step[]])[] = [
  [
    "the contract itself, and the health",
    [
      ["readContract", 200],
      ["readReference", 200],
      ["readHealth", 200],
      ["takeIdentity", 200],
      ["readIdentity", 200],
    ],
  ],
  [
    "sections",
    [
      ["createSection", 201],
      ["createSection", 409],
      ["createSection", 409, { json: { lang: "ar", name: "رأي", translation_of: 1 } }],
      ["listSections", 200],
      ["changeSection", 200],
      ["readSection", 200],
      ["changeSection", 412, { headers: { "If-Match": '"r1"' } }],
      ["createSection", 201, { json: { lang: "ar", name: "تحقيقات" } }],
      ["removeSection", 200, { path: { id: 2 } }],
    ],
  ],
  [
    "authors",
    [
      ["createAuthor", 201],
      ["createAuthor", 409],
      ["listAuthors", 200],
      ["listAuthors", 200, { token: "owner" }],
      ["listAuthors", 422, { query: { lang: "fr" } }],
      ["readAuthor", 404],
      ["readAuthor", 200, { token: "owner" }],
      ["changeAuthor", 200],
      ["changeAuthor", 412, { headers: { "If-Match": '"another"' } }],
      ["createAuthor", 201, { json: { lang: "ar", name: "سعاد العيسى" } }],
      ["mergeAuthor", 200],
      ["mergeAuthor", 422],
    ],
  ],
  [
    "standing pages",
    [
      ["createPage", 201],
      ["createPage", 409],
      ["listPages", 200],
      ["readPage", 200],
      ["changePage", 200],
    ],
  ],
  [
    "media",
    [
      ["createMedium", 201],
      ["createMedium", 200],
      ["createMedium", 415, { body: "<svg xmlns='http://www.w3.org/2000/svg'/>" }],
      ["createMedium", 422, { body: "GIF89a" }],
      ["listMedia", 200],
      ["readMedium", 200],
      ["changeMedium", 200],
      ["changeMedium", 412, { headers: { "If-Match": '"another"' } }],
    ],
  ],
  [
    "an article's text and its past",
    [
      ["createArticle", 201, { json: { ...text("خبر أوّل"), section: "ثقافة", authors: ["سعاد عيسى"] } }],
      ["createArticle", 201, { json: { ...text("The water plan"), lang: "en" } }],
      ["createArticle", 422, { json: { ...text("خبر آخر"), translation_of: 1 } }],
      ["createArticle", 201, { json: ANOTHER_PLAN, headers: { "Idempotency-Key": "one" } }],
      ["createArticle", 200, { json: ANOTHER_PLAN, headers: { "Idempotency-Key": "one" } }],
      ["createArticle", 422, { json: text("خبر رابع"), headers: { "Idempotency-Key": "one" } }],
      ["createArticle", 415, { headers: { "Content-Encoding": "br" } }],
      ["createArticle", 413, { json: text("خ".repeat(1_100_000)) }],
      ["rewriteArticle", 200],
      ["readDraft", 200],
      ["rewriteArticle", 428, { headers: { "If-Match": null } }],
      ["rewriteArticle", 412, { headers: { "If-Match": '"r1"' } }],
      ["listRevisions", 200],
      ["listRevisions", 200, { query: { verify: "1" } }],
      ["readRevision", 200],
      ["readDifference", 200],
      ["restoreRevision", 200],
      ["restoreRevision", 412, { headers: { "If-Match": '"r1"' } }],
      ["makePreview", 201],
      ["linkTranslation", 200],
      ["linkTranslation", 409, { path: { other: 3 } }],
      ["linkTranslation", 412, { headers: { "If-Match": '"r1"' } }],
      ["createArticle", 409, { json: { ...ANOTHER_PLAN, translation_of: 1 } }],
      ["unlinkTranslation", 200],
    ],
  ],
  [
    "an article's standing",
    [
      ["removeSection", 409],
      ["retractArticle", 409],
      ["askForReview", 200],
      ["endReview", 200],
      ["publishArticle", 200, { path: { id: 3 } }],
      ["askForReview", 409, { path: { id: 3 } }],
      ["retractArticle", 200, { path: { id: 3 } }],
      ["publishArticle", 200, { json: {} }],
      ["publishArticle", 409],
      ["publishArticle", 412, { json: {}, headers: { "If-Match": '"r1"' } }],
      ["publishArticle", 200, { json: { unpublish_at: "2126-11-30T08:00:00+03:00" } }],
      ["publishArticle", 422, { json: { unpublish_at: "2020-11-30T08:00:00+03:00" } }],
      ["readAuthor", 200],
      ["readArticle", 200],
      ["readArticle", 200, { query: {} }],
      ["readArticle", 200, { query: {}, token: "owner" }],
      ["readArticle", 200, { query: { include: "section", fields: "id,warnings" }, token: "owner" }],
      ["readArticle", 404, { path: { id: 3 } }],
      ["readArticle", 422, { query: { fields: "id,secret" } }],
      ["listArticles", 200],
      ["listArticles", 200, { query: { include: "authors,body,section,tags,translations" } }],
      ["listArticles", 200, { query: { status: "draft" }, token: "owner" }],
      ["listArticles", 401, { query: { status: "draft" } }],
      ["listArticles", 422, { query: { cursor: "nothing-of-ours" } }],
      ["search", 200],
      ["search", 200, { query: { q: "خبر" } }],
      ["search", 422, { query: { q: "خبر", from: "2026-02-31" } }],
      ["trashArticle", 200, { path: { id: 3 } }],
      ["rewriteArticle", 409, { path: { id: 3 }, json: ANOTHER_PLAN }],
      ["untrashArticle", 200, { path: { id: 3 } }],
    ],
  ],
  [
    "uploads and the archive",
    [
      ["upload", 201],
      ["upload", 200],
      ["upload", 200, { query: { lang: "ar", dry_run: "1" }, body: "خبر جديد\n\nنصّه.\n" }],
      ["upload", 422, { query: { lang: "ar" }, body: "\n" }],
      ["upload", 415, { query: { lang: "ar" }, headers: { "Content-Type": "image/png" } }],
      ["readArchived", 200],
      ["putArchived", 201],
      ["putArchived", 200],
      ["putArchived", 409, { path: { id: 1 } }],
      ["listArchivedRevisions", 200],
      ["putArchivedRevisions", 200],
      ["listAddresses", 200],
      ["putAddresses", 200],
      ["takeIdentity", 409, { json: { identity: "f".repeat(18) } }],
    ],
  ],
  [
    "days that return",
    [
      ["createObservance", 201],
      ["createObservance", 409],
      ["listObservances", 200],
      ["readObservance", 200],
      ["confirmName", 200],
      ["changeObservance", 200],
      ["changeObservance", 428, { headers: { "If-Match": null } }],
      ["changeObservance", 412, { headers: { "If-Match": '"r1"' } }],
      ["setMode", 200],
      ["approve", 200, { json: { approver: "سعاد عيسى" } }],
      ["takeBackApproval", 200],
      ["settleDate", 200],
      ["unsettleDate", 200],
      ["linkOccurrence", 200],
      ["linkOccurrence", 409],
      ["listOccurrences", 200],
      ["listVersions", 200],
      ["importPack", 200],
      ["importPack", 200, { query: { dry_run: "false" } }],
      ["putSwitch", 201],
      ["listSwitches", 200],
      ["previewCommemorations", 200],
      ["previewAsCalendar", 200],
      ["previewAsPage", 200],
      ["listTasks", 200],
      ["liftSwitch", 200],
    ],
  ],
  [
    "what was retracted",
    [
      ["retractArticle", 200],
      ["readArticle", 410],
      ["retractArticle", 200, { path: { id: 4 }, json: { legal: true } }],
      ["readArticle", 451, { path: { id: 4 } }],
      ["upload", 409],
    ],
  ],
  [
    "the site",
    [
      ["readSettings", 200],
      ["changeSettings", 200],
      ["listTokens", 200],
      ["listActs", 200],
      ["rebuildSearch", 200],
      ["removePage", 200],
      ["removeMedium", 200],
    ],
  ],
];

describe("through the proxy", () => {
  it.each(JOURNEY)("%s", async (_, steps) => {
    for (const [id, status, departure = {}] of steps) {
      const token = departure.token === "owner" ? { token: site.token } : {};
      await client.send(id, status, { ...departure, ...token });
    }
    expect(steps.length).toBeGreaterThan(0);
  });

  it("a token is made, and revoked", async () => {
    const made = (await (await client.send("createToken", 201)).json()) as { id: string };
    await client.send("createToken", 422, { json: { name: "x", scopes: ["everything"] } });
    await client.send("revokeToken", 200, { path: { id: made.id } });
    expect(client.succeeded.has("revokeToken")).toBe(true);
  });

  it("a webhook is told of news, and told again", async () => {
    await client.send("createWebhook", 201);
    await client.send("createWebhook", 422, { json: { url: "http://receiver.example/" } });
    for (const id of ["listWebhooks", "readWebhook", "changeWebhook", "rotateSecret", "testWebhook"])
      await client.send(id, 200);
    await client.send("upload", 201, { body: "خبر للمستقبِلين\n\nنصّه.\n" });
    const listed = (await (await client.send("listDeliveries", 200)).json()) as Deliveries;
    const [delivery] = listed.deliveries;
    expect(delivery?.event).toBe("article.published");
    await client.send("sendOnceMore", 202, { path: { delivery: delivery?.id ?? "" } });
    await client.send("sendOnceMore", 404, { path: { delivery: "msg_1_1_e1" } });
    await client.send("removeWebhook", 200);
    expect(client.seen.get("sendOnceMore")).toEqual(new Set([202, 404]));
  });

  it("every operation is refused as the document says, without a token, with a poor one, and for what is not there", async () => {
    const poor = await poorTokens();
    for (const operation of client.operations) {
      for (const [status, departure] of refusalsOf(operation, poor))
        await client.send(operation.operationId, status, departure);
    }
    expect(client.seen.get("rewriteArticle")).toEqual(new Set([200, 401, 403, 404, 409, 412, 422, 428]));
  });

  it("every GET has an ETag, and answers 304 to it", async () => {
    const reading = client.operations.filter(({ method }) => method === "GET");
    // What was retracted or removed has none.
    const gone = ["readArticle", "readAuthor", "readPage", "readMedium", "readWebhook", "listDeliveries"];
    for (const { operationId } of reading.filter(one => !gone.includes(one.operationId))) {
      const query = operationId === "listArticles" ? { query: {} } : {};
      expect([operationId, await client.comesUnchanged(operationId, query)]).toEqual([operationId, true]);
    }
    expect(reading.length).toBeGreaterThan(25);
  });

  it("whoever shows many tokens that open nothing is told when to come again", async () => {
    const wrong = `dhk_${"0".repeat(12)}_${"A".repeat(43)}_${"0".repeat(8)}`;
    for (let n = 0; n < 30; n++) await client.send("listTokens", 401, { token: wrong });
    await client.send("listTokens", 429, { token: wrong });
    expect(client.seen.get("listTokens")).toContain(429);
  });

  it("no operation was left out", () => {
    const left = client.operations.filter(({ operationId }) => !client.succeeded.has(operationId));
    expect(
      left.map(
        ({ operationId, method, path }) =>
          `${operationId} (${method} ${path}) was never driven: let JOURNEY in test/conformance/contract.test.ts send it.`,
      ),
    ).toEqual([]);
  });
});

/** Two tokens that have one scope each, so that for every operation one of them may not. */
async function poorTokens(): Promise<Record<string, string>> {
  const tokens: Record<string, string> = {};
  for (const scope of ["media:write", "tokens:write"]) {
    const made = await client.send("createToken", 201, { json: { name: scope, scopes: [scope] } });
    tokens[scope] = ((await made.json()) as { token: string }).token;
  }
  return tokens;
}

/** A list of nothing is no refusal, and neither is what makes that which is not there. */
const OF_NOTHING = ["putArchived", "listOccurrences"];

/** The refusals that follow from what an operation needs and takes. */
function refusalsOf(operation: ReadOperation, poor: Record<string, string>): [number, Step[2] & object][] {
  const { parameters, requestBody, responses } = operation;
  const isDocumented = (status: number) => String(status) in responses;
  const ids = parameters.filter(one => one.in === "path" && one.schema.type === "integer");
  const elsewhere = Object.fromEntries(ids.map(({ name }) => [name, 999_999]));
  const isJson = Object.keys(requestBody?.content ?? {}).join() === "application/json";
  const needs = operation["x-scopes"];
  const named = needs === undefined ? [] : [...(needs.any ?? []), ...(needs.all ?? [])];
  const without = Object.keys(poor).find(scope => !named.includes(scope)) ?? "";
  const isFound = isDocumented(404) && ids.length > 0 && !OF_NOTHING.includes(operation.operationId);
  return [
    ...(needs === undefined
      ? []
      : ([
          [401, { token: null }],
          [403, { token: poor[without] ?? "" }],
        ] as const)),
    ...(isFound ? ([[404, { path: elsewhere }]] as const) : []),
    ...(isJson ? ([[422, { json: { nonsense: 1 } }]] as const) : []),
  ].map(([status, departure]) => [status, departure]);
}
