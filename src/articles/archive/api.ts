/** The door by which a whole site is carried: articles as they stand, with their ids. */
import { holderOf, requireScope } from "../../access/gate";
import { ask } from "../../db/client";
import { type App, door, type Visit } from "../../http/door";
import { JSON_BYTES, readBody, readJsonBytes } from "../../http/read-body";
import { json } from "../../http/respond";
import { Refusal } from "../../problem";
import { archivedShape } from "./archived";
import { putArchived } from "./put-archived";
import { archivedById } from "./store";

export function openArchive(app: App): void {
  const gate = requireScope("settings:write");
  // Who carries articles in also publishes them: neither scope alone may.
  const mayPublish = requireScope("articles:publish");
  door(app, "/api/articles/:id{[1-9][0-9]{0,14}}/archived", {
    GET: [gate, read],
    PUT: [gate, mayPublish, put],
  });
}

async function read(c: Visit): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [found] = await ask(db, [archivedById(db, idOf(c), now())], waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  return json(found, 200);
}

async function put(c: Visit): Promise<Response> {
  // A text that just fits into a row grows by a half as JSON, at most.
  const sent = readJsonBytes(await readBody(c.req.raw, 2 * JSON_BYTES), archivedShape);
  const { outcome, archived } = await putArchived(c.env.runtime, idOf(c), sent, holderOf(c).tokenId);
  return json({ ...archived, outcome }, outcome === "created" ? 201 : 200);
}

const idOf = (c: Visit) => Number(c.req.param("id"));
