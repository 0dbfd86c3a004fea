/** What is tried again and when, when it stops, and that nobody waits for another's slow receiver. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { TestWorker } from "../worker";
import { deliveries, Outside, post, webhook, webhookAsItStands } from "./outside";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let worker: TestWorker;
let outside: Outside;
beforeEach(() => {
  worker = new TestWorker();
  outside = new Outside(worker);
});

const fails = () => new Response("قاعدة البيانات متوقفة", { status: 500 });

/** Ticks whenever something is due, until nothing is any more. @returns the minutes at which something was sent. */
async function tickThrough(days: number): Promise<number[]> {
  const from = worker.now;
  const sent: number[] = [];
  const next = async () =>
    (await env.DB.prepare("SELECT min(next_at) AS at FROM deliveries").first<{ at: number | null }>())?.at;
  for (let at = await next(); at != null && at <= from + days * DAY_MS; at = await next()) {
    worker.now = Math.max(worker.now + 1, at);
    await worker.tick();
    if (outside.take().length > 0) sent.push(Math.round((worker.now - from) / MINUTE_MS));
    else return sent;
  }
  return sent;
}

it("a message that fails is tried ten times over three days, then given up, and says why", async () => {
  const { id } = await webhook(worker);
  outside.answer = fails;
  await post(worker, "خبر");
  outside.take();
  const minutes = await tickThrough(9);
  expect(minutes).toHaveLength(9);
  const pauses = minutes.map((minute, place) => minute - (minutes[place - 1] ?? 0));
  for (const [place, pause] of [1, 5, 30, 120, 300, 600, 840, 1_200, 1_440].entries()) {
    expect(pauses[place]).toBeGreaterThanOrEqual(pause - 1);
    expect(pauses[place]).toBeLessThanOrEqual(pause * 1.1 + 1);
  }
  expect(await deliveries(worker, id)).toMatchObject([
    { state: "given-up", attempts: 10, status: 500, failure: "قاعدة البيانات متوقفة", next_attempt_at: null },
  ]);
  expect(await webhookAsItStands(worker, id)).toMatchObject({ failures: 10, paused_at: null });
});

describe("the stopping rule", () => {
  it("pauses a webhook after twenty failures over five days, says so, in health and in the audit log too", async () => {
    const { id } = await webhook(worker);
    outside.answer = fails;
    await post(worker, "خبر");
    await tickThrough(9);
    worker.now += DAY_MS;
    await post(worker, "خبر ثانٍ");
    await tickThrough(9);
    expect(await webhookAsItStands(worker, id)).toMatchObject({ failures: 20, pause_reason: "failing" });
    await post(worker, "خبر ثالث");
    await worker.tick();
    expect(outside.take()).toEqual([]);
    const health = await worker.asEditor("/api/health");
    expect([health.status, await health.json()]).toMatchObject([
      200,
      { status: "ok", followers: { webhooks: { paused: [`webhook ${id}`] } } },
    ]);
    const anonymous = await (await worker.fetch("/api/health")).json();
    expect(anonymous).toMatchObject({ followers: { webhooks: { paused: 1 } } });
    const log = await (await worker.asEditor("/api/audit?kind=webhook")).json<{ acts: unknown[] }>();
    expect(log.acts[0]).toMatchObject({ action: "webhook.pause", subject: String(id), token: null });
  });

  it("waits for five days, however many failures there are before", async () => {
    const { id } = await webhook(worker);
    outside.answer = fails;
    for (let n = 1; n <= 4; n++) await post(worker, `خبر ${n}`);
    await tickThrough(1);
    const { failures, paused_at: pausedAt } = await webhookAsItStands(worker, id);
    expect(failures).toBeGreaterThan(20);
    expect(pausedAt).toBeNull();
  });

  it("forgives everything when one message arrives", async () => {
    const { id } = await webhook(worker);
    outside.answer = fails;
    await post(worker, "خبر");
    await tickThrough(1);
    expect((await webhookAsItStands(worker, id)).failures).toBeGreaterThan(3);
    outside.answer = () => new Response();
    await tickThrough(9);
    expect(await webhookAsItStands(worker, id)).toMatchObject({ failures: 0, failing_since: null });
  });

  it("pauses at once what says that it is gone, and an editor's word ends it, from then on", async () => {
    const { id } = await webhook(worker);
    outside.answer = () => new Response(null, { status: 410 });
    await post(worker, "خبر");
    outside.take();
    expect(await webhookAsItStands(worker, id)).toMatchObject({ pause_reason: "gone" });
    outside.answer = () => new Response();
    await post(worker, "خبر لا يُعلن");
    expect(outside.take()).toEqual([]);
    await worker.send("PATCH", `/api/webhooks/${id}`, { paused: false });
    expect(await webhookAsItStands(worker, id)).toMatchObject({ paused_at: null, pause_reason: null });
    await post(worker, "خبر جديد");
    await worker.tick();
    expect(outside.messages().map(({ data }) => data.title)).toEqual(["خبر جديد"]);
  });

  it("holds within the tick: what is gone is sent no second round", async () => {
    await webhook(worker);
    outside.answer = fails;
    for (let n = 1; n <= 15; n++) await post(worker, `خبر ${n}`);
    outside.take();
    outside.answer = () => new Response(null, { status: 410 });
    worker.now += 6 * MINUTE_MS;
    await worker.tick();
    expect(outside.take()).toHaveLength(10);
  });
});

it("what a webhook was still to be told when an editor paused it goes out when it is no longer", async () => {
  const { id } = await webhook(worker);
  outside.answer = fails;
  await post(worker, "خبر");
  outside.take();
  outside.answer = () => new Response();
  await worker.send("PATCH", `/api/webhooks/${id}`, { paused: true });
  expect(await webhookAsItStands(worker, id)).toMatchObject({ pause_reason: "editor" });
  worker.now += 10 * MINUTE_MS;
  await worker.tick();
  expect(outside.take()).toEqual([]);
  await worker.send("PATCH", `/api/webhooks/${id}`, { paused: false });
  expect(outside.messages().map(({ data }) => data.title)).toEqual(["خبر"]);
});

describe("an answer", () => {
  it.each([
    [429, "900", 15],
    [503, "900", 15],
    [503, "864000", 24 * 60],
    [500, "900", 1],
  ])("of %i with Retry-After: %s is left alone for %i minutes", async (status, asked, minutes) => {
    const { id } = await webhook(worker);
    outside.answer = () => new Response(null, { status, headers: { "Retry-After": asked } });
    const began = worker.now;
    await post(worker, "خبر");
    const [delivery] = await deliveries(worker, id);
    const pause = Date.parse(delivery?.next_attempt_at ?? "") - began;
    expect(pause).toBeGreaterThanOrEqual(minutes * MINUTE_MS);
    expect(pause).toBeLessThanOrEqual(minutes * 1.1 * MINUTE_MS);
  });

  it("that leads elsewhere is a failure, and nobody goes there", async () => {
    const { id } = await webhook(worker);
    outside.answer = () =>
      new Response(null, { status: 307, headers: { Location: "https://169.254.169.254/" } });
    await post(worker, "خبر");
    expect(outside.take()).toMatchObject([{ url: "https://desk.example/hooks", follows: false }]);
    expect(await deliveries(worker, id)).toMatchObject([
      { state: "waiting", status: 307, failure: "it redirects; give the address that it leads to" },
    ]);
  });

  it("that never ends is read for its beginning only, and kept shorter", async () => {
    const { id } = await webhook(worker);
    let pulled = 0;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          pulled += 1;
          controller.enqueue(new TextEncoder().encode("لا".repeat(300)));
        },
      });
    outside.answer = () => new Response(endless(), { status: 400 });
    await post(worker, "خبر");
    const [delivery] = await deliveries(worker, id);
    expect(delivery?.failure).toHaveLength(200);
    expect(pulled).toBeLessThan(10);
  });

  it("that does not come in time is a failure; so is nobody at the address, whose inner words are not kept", async () => {
    const { id } = await webhook(worker);
    const impatient = new TestWorker({ RECEIVER_WAIT_MS: "20" });
    impatient.outbound = () => new Promise(() => undefined);
    await post(impatient, "خبر");
    impatient.outbound = async () => {
      throw new TypeError("connect ECONNREFUSED 10.0.0.7:443");
    };
    impatient.now += 1_000;
    await post(impatient, "خبر آخر");
    expect((await deliveries(worker, id)).map(({ failure }) => failure)).toEqual([
      "it could not be reached",
      "it did not answer within 20 ms",
    ]);
  });
});

it("an address that came to be unfit is given up without a call", async () => {
  const { id } = await webhook(worker);
  await env.DB.prepare("UPDATE receivers SET url = 'https://169.254.169.254/latest/'").run();
  await post(worker, "خبر");
  expect(outside.take()).toEqual([]);
  expect(await deliveries(worker, id)).toMatchObject([
    { state: "given-up", failure: "the address must be a name, not an IP address" },
  ]);
});

it("a letter that cannot be written, by a fault of ours, fails alone", async () => {
  const broken = await webhook(worker);
  await webhook(worker, { url: "https://other.example/" });
  await env.DB.prepare("UPDATE receivers SET secret = 'whsec_!' WHERE id = ?").bind(broken.id).run();
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await post(worker, "خبر");
  expect(log.mock.calls.flat().join()).toContain(`msg_${broken.id}_`);
  log.mockRestore();
  expect(outside.take().map(({ url }) => url)).toEqual(["https://other.example/"]);
  expect(await deliveries(worker, broken.id)).toMatchObject([
    { state: "waiting", failure: "it could not be written" },
  ]);
});

it("a slow receiver with much to be told does not keep another from its one message", async () => {
  const slow = await webhook(worker, { url: "https://slow.example/" });
  outside.answer = fails;
  for (let n = 1; n <= 12; n++) await post(worker, `خبر ${n}`);
  await webhook(worker, { url: "https://quick.example/" });
  await post(worker, "خبر للجميع");
  outside.take();
  // Whoever waits for the slow one sees the clock go on by ten seconds at each letter.
  const order: string[] = [];
  outside.answer = ({ url }) => {
    order.push(new URL(url).hostname);
    if (url.includes("slow")) worker.now += 10_000;
    return url.includes("slow") ? fails() : new Response();
  };
  worker.now += 6 * MINUTE_MS;
  await worker.tick();
  expect(order.slice(0, 3)).toContain("quick.example");
  const waiting = (await deliveries(worker, slow.id)).filter(({ state }) => state === "waiting");
  expect(waiting).toHaveLength(13);
  expect(order.length).toBeLessThanOrEqual(10);
});

it("a round that takes long begins nothing new: the rest is given back as it was, and goes with the next tick", async () => {
  const { id } = await webhook(worker);
  outside.answer = fails;
  for (let n = 1; n <= 8; n++) await post(worker, `خبر ${n}`);
  outside.take();
  outside.answer = () => {
    worker.now += 13_000;
    return new Response();
  };
  worker.now += 6 * MINUTE_MS;
  await worker.tick();
  expect(outside.take()).toHaveLength(5);
  const rest = (await deliveries(worker, id)).filter(({ state }) => state === "waiting");
  expect(rest.map(({ attempts }) => attempts)).toEqual([1, 1, 1]);
  await worker.tick();
  expect(outside.take()).toHaveLength(3);
});

it("more than one round holds is sent by the same tick, and by nobody twice", async () => {
  await webhook(worker);
  outside.answer = fails;
  for (let n = 1; n <= 15; n++) await post(worker, `خبر ${n}`);
  outside.take();
  outside.answer = () => new Response();
  worker.now += 6 * MINUTE_MS;
  await worker.tick();
  const ids = outside.take().map(({ headers }) => headers["webhook-id"]);
  expect([ids.length, new Set(ids).size]).toEqual([15, 15]);
});

it("what was overdue for weeks because the clock stood still is told all the same", async () => {
  await webhook(worker, { events: ["clock.overdue"] });
  await post(worker, "خبر", { publish_at: "2026-11-23T08:00:00Z" });
  worker.now += 30 * DAY_MS;
  await worker.tick();
  expect(outside.messages()).toMatchObject([{ data: { due_at: "2026-11-23T08:00:00.000Z" } }]);
});

it("what is over is forgotten after ten days", async () => {
  const { id } = await webhook(worker);
  await post(worker, "خبر");
  worker.now += 9 * DAY_MS;
  await post(worker, "خبر آخر");
  expect(await deliveries(worker, id)).toHaveLength(2);
  worker.now += 2 * DAY_MS;
  await post(worker, "خبر ثالث");
  expect(await deliveries(worker, id)).toHaveLength(2);
});
