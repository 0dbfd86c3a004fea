/** The webhooks' doors: who may, what is refused, what is shown and what is not. */
import { env } from "cloudflare:workers";
import { Webhook as Verifier } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { makeToken, TestWorker } from "../worker";
import { deliveries, Outside, post, webhook, webhookAsItStands } from "./outside";

let worker: TestWorker;
let outside: Outside;
beforeEach(() => {
  worker = new TestWorker();
  outside = new Outside(worker);
});

const acts = async () => {
  const log = await (await worker.asEditor("/api/audit?kind=webhook")).json<{
    acts: { action: string; subject: string }[];
  }>();
  return log.acts.map(({ action, subject }) => `${action} ${subject}`);
};

it("a webhook is made, read, changed and removed, each with its line in the audit log", async () => {
  const made = await worker.send("POST", "/api/webhooks", { url: "https://desk.example" });
  expect([made.status, made.headers.get("Location")]).toEqual([201, "/api/webhooks/1"]);
  const shown = await made.json<{ secret: string }>();
  expect(shown).toMatchObject({
    id: 1,
    url: "https://desk.example/",
    events: ["article.published", "article.revised", "article.retracted", "clock.overdue"],
    paused_at: null,
  });
  expect(atob(shown.secret.replace(/^whsec_/, ""))).toHaveLength(32);
  const changed = await worker.send("PATCH", "/api/webhooks/1", { events: ["article.revised"] });
  expect(await changed.json()).toMatchObject({ url: "https://desk.example/", events: ["article.revised"] });
  expect(await (await worker.send("PATCH", "/api/webhooks/1", {})).json()).toMatchObject({ id: 1 });
  const removed = await worker.asEditor("/api/webhooks/1", { method: "DELETE" });
  expect([removed.status, await removed.json()]).toMatchObject([200, { id: 1 }]);
  expect((await worker.asEditor("/api/webhooks/1")).status).toBe(404);
  expect(await acts()).toEqual(["webhook.delete 1", "webhook.change 1", "webhook.create 1"]);
});

it("the secret is shown when it is made and when it is changed, and nowhere else", async () => {
  const { id, secret } = await webhook(worker);
  await post(worker, "خبر");
  const rotated = await (await worker.asEditor(`/api/webhooks/${id}/secret`, { method: "POST" })).json<{
    secret: string;
  }>();
  const doors = [
    ...["GET /api/webhooks", `GET /api/webhooks/${id}`, `PATCH /api/webhooks/${id}`, "GET /api/audit"],
    ...[`GET /api/webhooks/${id}/deliveries`, `POST /api/webhooks/${id}/test`, "GET /api/health"],
    `DELETE /api/webhooks/${id}`,
  ];
  const answers: Response[] = [];
  for (const door of doors) {
    const [method = "", path = ""] = door.split(" ");
    const body = method === "PATCH" ? { body: '{"paused":false}' } : {};
    answers.push(await worker.asEditor(path, { method, ...body }));
  }
  const texts = (await Promise.all(answers.map(answer => answer.text()))).join("\n");
  expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
  for (const one of [secret, rotated.secret, "whsec_"]) expect(texts).not.toContain(one);
});

describe("refused", () => {
  it("without settings:write, at every door", async () => {
    const { id } = await webhook(worker);
    const others = await makeToken(["articles:publish", "observances:write", "media:write", "tokens:write"]);
    const doors = [
      ...[`GET /api/webhooks`, `POST /api/webhooks`, `GET /api/webhooks/${id}`, `PATCH /api/webhooks/${id}`],
      ...[`DELETE /api/webhooks/${id}`, `POST /api/webhooks/${id}/secret`, `POST /api/webhooks/${id}/test`],
      ...[`GET /api/webhooks/${id}/deliveries`, `POST /api/webhooks/${id}/deliveries/msg_1_1_e1`],
    ];
    for (const door of doors) {
      const [method = "", path = ""] = door.split(" ");
      expect([door, (await worker.fetch(path, { method })).status]).toEqual([door, 401]);
      const headers = { Authorization: `Bearer ${others}` };
      expect([door, (await worker.fetch(path, { method, headers })).status]).toEqual([door, 403]);
    }
    expect(outside.take()).toEqual([]);
  });

  it.each([
    [{ url: "http://desk.example/" }, "url: address-unfit"],
    [{ url: "https://127.0.0.1/" }, "url: address-unfit"],
    [{ url: "https://localhost:8787/api" }, "url: address-unfit"],
    [{ url: "https://desk.example/", events: [] }, "events: not-valid"],
    [{ url: "https://desk.example/", events: ["article.scheduled"] }, "events.0: not-valid"],
    [{ url: "https://desk.example/", secret: "whsec_x" }, "secret: unknown-field"],
    [{}, "url: missing"],
  ])("%j: %s, and nothing is made or called", async (wish, fault) => {
    const response = await worker.send("POST", "/api/webhooks", wish);
    const { faults } = await response.json<{ faults: { field: string; code: string }[] }>();
    expect([response.status, faults.map(({ field, code }) => `${field}: ${code}`)]).toEqual([422, [fault]]);
    expect(await (await worker.asEditor("/api/webhooks")).json()).toEqual({ webhooks: [] });
    expect([outside.take(), await acts()]).toEqual([[], []]);
  });

  it("a webhook is not led into a network by a change either", async () => {
    const { id } = await webhook(worker);
    const changed = await worker.send("PATCH", `/api/webhooks/${id}`, { url: "https://db.internal/" });
    expect(changed.status).toBe(422);
    expect((await webhookAsItStands(worker, id)).url).toBe("https://desk.example/hooks");
  });

  it("the twenty-first, and two who come at once for the twentieth place do not both have it", async () => {
    for (let n = 1; n < 20; n++) await webhook(worker, { url: `https://desk-${n}.example/` });
    const wish = { url: "https://desk.example/" };
    const both = await Promise.all([1, 2].map(() => worker.send("POST", "/api/webhooks", wish)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    const refused = await both.find(({ status }) => status === 409)?.json();
    expect(refused).toMatchObject({ code: "too-many-webhooks" });
    expect(await acts()).toHaveLength(20);
  });

  it("whatever is not there, is not a webhook, or is another's delivery", async () => {
    const one = await webhook(worker);
    const other = await webhook(worker, { url: "https://other.example/" });
    await worker.send("PATCH", "/api/settings", { websub_hub: "https://hub.example/" });
    await post(worker, "خبر");
    const [foreign] = await deliveries(worker, other.id);
    outside.take();
    const wrong = [
      ...[`GET /api/webhooks/99`, `PATCH /api/webhooks/99`, `DELETE /api/webhooks/99`, `GET /api/webhooks/3`],
      ...[`DELETE /api/webhooks/3`, `POST /api/webhooks/99/secret`, `POST /api/webhooks/3/secret`],
      ...[`POST /api/webhooks/99/test`, `GET /api/webhooks/99/deliveries`, `GET /api/webhooks/3/deliveries`],
      ...[
        `POST /api/webhooks/${one.id}/deliveries/${foreign?.id}`,
        `POST /api/webhooks/1/deliveries/msg_1_1_e9`,
      ],
      ...[`POST /api/webhooks/1/deliveries/x`],
    ];
    const before = await acts();
    for (const door of wrong) {
      const [method = "", path = ""] = door.split(" ");
      const body = method === "PATCH" ? { body: '{"paused":true}' } : {};
      expect([door, (await worker.asEditor(path, { method, ...body })).status]).toEqual([door, 404]);
    }
    expect([outside.take(), await acts()]).toEqual([[], before]);
    expect((await worker.asEditor(`/api/webhooks/${one.id}/deliveries?cursor=x`)).status).toBe(422);
    expect((await worker.asEditor(`/api/webhooks/${one.id}/deliveries?limit=101`)).status).toBe(422);
  });
});

it("a test sends one signed message at once, also while it is paused, and tells what the receiver said", async () => {
  worker.now = Date.now();
  const { id, secret } = await webhook(worker);
  await worker.send("PATCH", `/api/webhooks/${id}`, { paused: true });
  const test = () => worker.asEditor(`/api/webhooks/${id}/test`, { method: "POST" });
  outside.answer = () => {
    worker.now += 7;
    return new Response();
  };
  expect(await (await test()).json()).toMatchObject({
    outcome: "delivered",
    status: 200,
    failure: null,
    ms: 7,
  });
  const [sent] = outside.take();
  expect(new Verifier(secret).verify(sent?.body ?? "", sent?.headers ?? {})).toMatchObject({
    type: "webhook.test",
  });
  outside.answer = () => new Response("bad signature", { status: 401 });
  expect(await (await test()).json()).toMatchObject({
    outcome: "failed",
    status: 401,
    failure: "bad signature",
  });
  expect(await webhookAsItStands(worker, id)).toMatchObject({ failures: 0 });
  expect(await deliveries(worker, id)).toEqual([]);
});

it("deliveries are listed newest first, a page at a time, each once", async () => {
  const { id } = await webhook(worker);
  for (let n = 1; n <= 5; n++) {
    if (n !== 3) worker.now += 1_000;
    await post(worker, `خبر ${n}`);
  }
  const seen: number[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = await worker.asEditor(
      `/api/webhooks/${id}/deliveries?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`,
    );
    const { deliveries: found, next_cursor: next } = await page.json<{
      deliveries: { edition: number }[];
      next_cursor: string | null;
    }>();
    seen.push(...found.map(({ edition }) => edition));
    cursor = next;
  }
  expect(seen).toEqual([5, 4, 3, 2, 1]);
});

it("one that was given up is sent again on demand, under its own id", async () => {
  const { id } = await webhook(worker);
  outside.answer = () => new Response(null, { status: 500 });
  await post(worker, "خبر");
  await env.DB.prepare("UPDATE deliveries SET state = 'given-up', next_at = NULL, attempts = 10").run();
  const [first] = outside.take();
  outside.answer = () => new Response();
  const name = first?.headers["webhook-id"];
  const again = await worker.asEditor(`/api/webhooks/${id}/deliveries/${name}`, { method: "POST" });
  expect([again.status, await again.json()]).toMatchObject([
    202,
    { id: name, state: "waiting", attempts: 0 },
  ]);
  expect(outside.take().map(({ headers }) => headers["webhook-id"])).toEqual([name]);
  expect(await deliveries(worker, id)).toMatchObject([{ state: "delivered", attempts: 1, status: 200 }]);
  expect((await acts())[0]).toBe(`webhook.redeliver ${id}`);
});

it("what a removed webhook was still to be told is told to nobody", async () => {
  const { id } = await webhook(worker);
  outside.answer = () => new Response(null, { status: 500 });
  await post(worker, "خبر");
  outside.take();
  await worker.asEditor(`/api/webhooks/${id}`, { method: "DELETE" });
  worker.now += 600_000;
  await worker.tick();
  expect(outside.take()).toEqual([]);
  expect(await env.DB.prepare("SELECT count(*) AS n FROM deliveries").first()).toEqual({ n: 0 });
});

it("health says how far receivers were followed, and turns red when the clock leaves them behind", async () => {
  const health = async () =>
    (await worker.asEditor("/api/health")).json<{ followers: { webhooks: object } }>();
  await worker.tick();
  await post(worker, "خبر");
  expect((await health()).followers.webhooks).toEqual({ edition: 1, lag: 0, behind_since: null, paused: [] });
  await webhook(worker);
  await post(worker, "خبر آخر");
  expect((await health()).followers.webhooks).toMatchObject({ edition: 2, lag: 0, behind_since: null });
  await env.DB.prepare("UPDATE receivers SET followed = 1").run();
  expect((await health()).followers.webhooks).toMatchObject({
    ...{ edition: 1, lag: 1 },
    behind_since: "2026-11-23T07:00:00.000Z",
  });
  worker.now += 11 * 60_000;
  const red = await health();
  expect(red).toMatchObject({ status: "red" });
  expect(JSON.stringify(red)).toContain("Webhooks are 1 editions behind, for 11 minutes.");
});

it("on one's own computer, and only where it is said, a webhook may go to localhost", async () => {
  const wish = { url: "http://localhost:3000/hook" };
  expect((await worker.send("POST", "/api/webhooks", wish)).status).toBe(422);
  const local = new TestWorker({ WEBHOOKS_TO_LOCALHOST: "yes" });
  const there = new Outside(local);
  expect((await local.send("POST", "/api/webhooks", wish)).status).toBe(201);
  await post(local, "خبر");
  expect(there.take().map(({ url }) => url)).toEqual(["http://localhost:3000/hook"]);
});
