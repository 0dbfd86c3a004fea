/** The observances' doors. */
import { holderOf, requireScope } from "../access/gate";
import { ask } from "../db/client";
import { type App, door, type Visit } from "../http/door";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { Refusal } from "../problem";
import { changeObservance, createObservance } from "./keep";
import { type Observance, observanceShape } from "./observance";
import { nextOccurrence } from "./rule";
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
  return json(publicObservance(made, runtime.now()), 201, { Location: `/api/observances/${made.id}` });
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
  return json(publicObservance(changed, runtime.now()), 200);
}

const idOf = (c: Visit) => Number(c.req.param("id"));

/** As editors see it, with the day on which it falls next. */
function publicObservance(observance: Observance, now: number) {
  const next = nextOccurrence(observance, now);
  return {
    id: observance.id,
    key: observance.key,
    names: observance.names,
    rule: observance.rule,
    origin_year: observance.originYear,
    zone: observance.zone,
    local_time: observance.localTime,
    mode: observance.mode,
    templates: observance.templates,
    since: observance.since,
    next: next && { local_date: next.localDate, at: new Date(next.dueAt).toISOString() },
  };
}
