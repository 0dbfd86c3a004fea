/** A site that has what the contract's examples name: made by the examples themselves, where one of them makes it. */
import { env } from "cloudflare:workers";
import openapi from "../../generated/openapi.json.txt";
import { addressOf, exampleOf } from "../../src/openapi/example";
import { operationsOf, type ReadOperation, readDocument } from "../../src/openapi/reading";
import type { TestWorker } from "../worker";

export const operations: readonly ReadOperation[] = operationsOf(readDocument(JSON.parse(openapi)));

export function operationOf(id: string): ReadOperation {
  const found = operations.find(one => one.operationId === id);
  if (found === undefined) throw new Error(`there is no operation ${id}`);
  return found;
}

/** Sends the example of an operation, as an editor who may do everything. @param more headers. @param asked beside its query. */
export async function sendExample(
  worker: TestWorker,
  id: string,
  more: Readonly<Record<string, string>> = {},
  asked: readonly (readonly [string, string])[] = [],
): Promise<Response> {
  const example = exampleOf(operationOf(id));
  const request = { ...example, query: [...example.query, ...asked] };
  const { method, body, needsToken } = request;
  const init = { method, headers: { ...request.headers, ...more }, ...(body === null ? {} : { body }) };
  const address = addressOf(request);
  return needsToken ? await worker.asEditor(address, init) : await worker.fetch(address, init);
}

/** Nouns in the order in which they are made; each is the first of its kind, with the id 1. */
const MADE = [
  "createSection",
  "createPage",
  "createAuthor",
  "createWebhook",
  "createMedium",
  "createObservance",
  "putSwitch",
  "createArticle",
];

/** What has to be done besides, before an example can be sent; of a published article unless it says otherwise. */
const BEFORE: Readonly<Record<string, readonly (readonly [method: string, path: string])[]>> = {
  endReview: [["PUT", "/api/articles/1/review"]],
  untrashArticle: [["DELETE", "/api/articles/1"]],
  unlinkTranslation: [["PUT", "/api/articles/1/translations/2"]],
};
/** These ask for a site without articles. */
const OF_AN_EMPTY_SITE = [...MADE, "takeIdentity"];
const OF_A_DRAFT = ["publishArticle", "askForReview", "endReview"];

/** Makes of an empty site what an operation's example needs. */
export async function prepare(worker: TestWorker, id: string): Promise<void> {
  if (OF_AN_EMPTY_SITE.includes(id)) return;
  for (const made of MADE) await sendExample(worker, made);
  await worker.send("POST", "/api/articles", { lang: "en", title: "The water plan", body: "A plan." });
  const { title, body } = { title: "خطّة المياه", body: "أعلن المجلس عن خطّة." };
  await worker.send(
    "PUT",
    "/api/articles/1",
    { lang: "ar", title, body, authors: ["سعاد عيسى", "س. عيسى الحلبي"] },
    { "If-Match": "*" },
  );
  if (!OF_A_DRAFT.includes(id)) await worker.send("PUT", "/api/articles/1/publication", {});
  for (const [method, path] of BEFORE[id] ?? []) await worker.asEditor(path, { method });
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO tokens (id, name, secret_hash, scopes, created_at) VALUES ('0123456789ab', 'مكتب حلب', 'x', '[]', 0)",
    ),
    env.DB.prepare(
      `INSERT INTO deliveries (receiver_id, at, subject, event, edition, article_id, state, attempts, attempted_at, status)
       VALUES (1, 1764144000000, 'e1', 'article.published', 1, 1, 'delivered', 1, 1764144001000, 204)`,
    ),
  ]);
}
