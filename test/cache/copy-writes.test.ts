/** KV takes one write a second of a key: the ledger's copy is written no oftener, and the newest one in the end. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { Counter } from "../counting";
import { TestWorker } from "../worker";

it("editions that follow within a second share one write, and none of them waits longer than it", async () => {
  const counter = new Counter();
  const worker = new TestWorker({ CACHE: counter.kv(env.CACHE) });
  const waits: number[] = [];
  let pass = () => {};
  worker.sleep = ms => {
    waits.push(ms);
    return new Promise(resolve => {
      pass = resolve;
    });
  };
  const context = createExecutionContext();
  const publish = async (title: string) => {
    const sent = { lang: "ar", title, body: "نصّ", status: "published" };
    const headers = { Authorization: await worker.authorization(), "Content-Type": "application/json" };
    const init = { method: "POST", body: JSON.stringify(sent), headers };
    expect((await worker.fetchOnly("/api/articles", init, context)).status).toBe(201);
  };
  await publish("أول");
  // A clock that was set back by an hour makes nobody wait for it.
  worker.now -= 3_600_000;
  for (const title of ["ثانٍ", "ثالث", "رابع"]) await publish(title);
  expect(waits).toEqual([1_000]);
  expect(counter.take().kvWrites).toBe(1);
  pass();
  await waitOnExecutionContext(context);
  expect(counter.take().kvWrites).toBe(1);
});
