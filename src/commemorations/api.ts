/** The observances' doors. */
import { holderOf, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { Refusal } from "../problem";
import { publicObservance } from "./answer";
import { changeObservance, createObservance, type Kept } from "./keep";
import { observanceShape } from "./observance-shape";
import { allObservances, observanceById } from "./store";

export function openObservances(app: App): void {
  const gate = requireScope("observances:write");
  door(app, "/api/observances", { GET: [gate, listObservances], POST: [gate, create] });
  door(app, "/api/observances/:id{[1-9][0-9]{0,14}}", { GET: [gate, read], PUT: [gate, change] });
}

async function listObservances(c: Visit): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [all] = await ask(db, [allObservances(db)], waits.d1Ms);
  return json({ observances: all.map(observance => publicObservance(observance, now())) }, 200);
}

async function create(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, observanceShape);
  const made = await createObservance(runtime, sent, holderOf(c).tokenId);
  const headers = { Location: `/api/observances/${made.observance.id}` };
  return json(written(made, runtime.now()), 201, headers);
}

async function read(c: Visit): Promise<Response> {
  const { db, waits, now } = c.env.runtime;
  const [found] = await ask(db, [observanceById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new Refusal({ code: "not-found" });
  return json(publicObservance(found, now()), 200);
}

async function change(c: Visit): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, observanceShape);
  const changed = await changeObservance(runtime, idOf(c), sent, holderOf(c).tokenId);
  return json(written(changed, runtime.now()), 200);
}

const idOf = (c: Visit) => Number(c.req.param("id"));

const written = ({ observance, edition }: Kept, now: number) => ({
  ...publicObservance(observance, now),
  edition,
});
