/** Those who asked to be told are told: of what readers see, when they see it, at least once, and by nobody else. */
import { env } from "cloudflare:workers";
import { Webhook as Verifier } from "standardwebhooks";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty, QUICK } from "../cache/faulty";
import { deliveries, Outside, post, webhook } from "../deliveries/outside";
import { TestWorker } from "../worker";
import { make, springsDay } from "./days";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let worker: TestWorker;
let outside: Outside;
beforeEach(() => {
  worker = new TestWorker();
  outside = new Outside(worker);
});

const types = () => outside.messages().map(({ type }) => type);

describe("an article", () => {
  it("is announced when it appears, when it changes and when it is taken away, with what readers see of it", async () => {
    await webhook(worker);
    const id = await post(worker, "خطة لتأهيل محطّات المياه");
    const [published] = outside.messages();
    expect(published).toEqual({
      type: "article.published",
      timestamp: "2026-11-23T07:00:00.000Z",
      data: {
        id,
        lang: "ar",
        title: "خطة لتأهيل محطّات المياه",
        url: `http://localhost:8787/ar/2026/11/23/${encodeURIComponent("خطة-لتأهيل-محطات-المياه")}`,
        status: "published",
        revision: 1,
        edition: 1,
        published_on: "2026-11-23",
        published_at: "2026-11-23T07:00:00.000Z",
        is_commemoration: false,
        is_automatic: false,
      },
    });
    worker.now += MINUTE_MS;
    const revised = { lang: "ar", title: "خطة لتأهيل المحطّات", body: "نصّ جديد." };
    await worker.send("PUT", `/api/articles/${id}`, revised, { "If-Match": "*" });
    expect(outside.messages()).toMatchObject([
      { type: "article.revised", data: { id, title: "خطة لتأهيل المحطّات", revision: 2, edition: 2 } },
    ]);
    worker.now += MINUTE_MS;
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    const [retracted] = outside.messages();
    expect(retracted).toMatchObject({
      type: "article.retracted",
      data: { id, url: published?.data.url, status: "retracted", edition: 3, published_on: "2026-11-23" },
    });
    expect(retracted?.data).not.toHaveProperty("title");
    await worker.send("PUT", `/api/articles/${id}/publication`, {});
    expect(outside.messages()).toMatchObject([{ type: "article.published", data: { id, edition: 4 } }]);
  });

  it("that readers do not see is told to nobody, whatever is done to it", async () => {
    await webhook(worker);
    const id = await post(worker, "مسودّة", { status: "draft" });
    const change = { lang: "ar", title: "مسودّة أخرى", body: "نصّ." };
    await worker.send("PUT", `/api/articles/${id}`, change, { "If-Match": "*" });
    await worker.asEditor(`/api/articles/${id}/review`, { method: "PUT" });
    await worker.asEditor(`/api/articles/${id}`, { method: "DELETE" });
    await worker.asEditor(`/api/articles/${id}/trash`, { method: "DELETE" });
    worker.now += MINUTE_MS;
    await worker.tick();
    expect(outside.take()).toEqual([]);
  });

  it("thrown away is announced as retracted, and not again when it is taken out of the trash", async () => {
    await webhook(worker);
    const id = await post(worker, "خبر");
    await worker.asEditor(`/api/articles/${id}`, { method: "DELETE" });
    await worker.asEditor(`/api/articles/${id}/trash`, { method: "DELETE" });
    expect(types()).toEqual(["article.published", "article.retracted"]);
  });

  it("that is linked to a translation, or brought in by an import, is announced to nobody", async () => {
    const id = await post(worker, "خبر");
    const archived = await (await worker.asEditor(`/api/articles/${id}/archived`)).json<object>();
    const other = await post(worker, "News", { lang: "en" });
    await webhook(worker);
    await worker.asEditor(`/api/articles/${id}/translations/${other}`, { method: "PUT" });
    const carried = { ...archived, slug: "خبر-آخر", group: 99 };
    expect((await worker.send("PUT", "/api/articles/77/archived", carried)).status).toBe(201);
    expect(outside.take()).toEqual([]);
  });
});

describe("a scheduled article", () => {
  const at = "2026-11-23T07:10:00Z";

  it("gives away nothing before its hour, and is announced by its edition then, once", async () => {
    await webhook(worker);
    const id = await post(worker, "خبر محظور النشر", { publish_at: at });
    const change = { lang: "ar", title: "خبر محظور", body: "نصّ.", status: "published", publish_at: at };
    await worker.send("PUT", `/api/articles/${id}`, change, { "If-Match": "*" });
    worker.now = Date.parse(at) - 1;
    await worker.tick();
    expect(outside.take()).toEqual([]);
    worker.now += 1;
    await worker.tick();
    await worker.tick();
    expect(outside.messages()).toMatchObject([
      { type: "article.published", data: { id, title: "خبر محظور" } },
    ]);
    await worker.send("PUT", `/api/articles/${id}`, { ...change, title: "خبر" }, { "If-Match": "*" });
    expect(types()).toEqual(["article.revised"]);
  });

  it("that an editor changes after its hour and before the clock comes is announced once, as it is then", async () => {
    await webhook(worker);
    const id = await post(worker, "خبر محظور النشر", { publish_at: at });
    worker.now = Date.parse(at) + 1_000;
    const change = { lang: "ar", title: "خبر صُحّح", body: "نصّ.", status: "published" };
    await worker.send("PUT", `/api/articles/${id}`, change, { "If-Match": "*" });
    await worker.tick();
    expect(outside.messages()).toMatchObject([{ type: "article.published", data: { title: "خبر صُحّح" } }]);
  });

  it("that is recalled before its hour is told to nobody", async () => {
    await webhook(worker);
    const id = await post(worker, "خبر محظور النشر", { publish_at: at });
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    worker.now = Date.parse(at);
    await worker.tick();
    expect(outside.take()).toEqual([]);
  });
});

it("what was taken back before a receiver could be reached is told as taken back, and not what it said", async () => {
  const { id } = await webhook(worker);
  outside.answer = () => new Response("later", { status: 500 });
  const article = await post(worker, "خبر يجب أن يُسحب");
  worker.now += 10;
  await worker.asEditor(`/api/articles/${article}/publication`, { method: "DELETE" });
  worker.now += 10;
  const secret = { lang: "ar", title: "عنوان لم يره أحد", body: "نصّ.", slug: "سرّ" };
  await worker.send("PUT", `/api/articles/${article}`, secret, { "If-Match": "*" });
  outside.take();
  outside.answer = () => new Response();
  worker.now += 2 * MINUTE_MS;
  await worker.tick();
  const sent = outside.take();
  expect(sent.map(({ body }) => JSON.parse(body).type)).toEqual(["article.retracted"]);
  const url = JSON.parse(sent[0]?.body ?? "{}").data.url;
  expect(decodeURI(url)).toBe("http://localhost:8787/ar/2026/11/23/خبر-يجب-أن-يسحب");
  expect(JSON.stringify(sent)).not.toMatch(/عنوان|يجب أن/);
  expect((await deliveries(worker, id)).map(({ state }) => state)).toEqual(["delivered", "overtaken"]);
});

it("a commemoration is announced once in each language, however often the clock ticks", async () => {
  await webhook(worker);
  await make(worker, springsDay);
  await Promise.all([worker.tick(), worker.tick()]);
  await worker.tick();
  const told = outside
    .messages()
    .map(({ type, data }) => [type, data.lang, data.is_commemoration, data.is_automatic]);
  expect(told.toSorted()).toEqual([
    ["article.published", "ar", true, true],
    ["article.published", "en", true, true],
  ]);
});

describe("something overdue", () => {
  it("is told once for each thing and hour, not at each tick that finds it so", async () => {
    await webhook(worker, { events: ["clock.overdue"] });
    await post(worker, "خبر", { publish_at: "2026-11-23T07:01:00Z" });
    worker.now += 7 * MINUTE_MS;
    const twin = new TestWorker();
    twin.now = worker.now;
    twin.outbound = worker.outbound;
    await Promise.all([worker.tick(), twin.tick()]);
    expect(outside.messages()).toEqual([
      {
        type: "clock.overdue",
        timestamp: "2026-11-23T07:01:00.000Z",
        data: { what: "article 1", due_at: "2026-11-23T07:01:00.000Z" },
      },
    ]);
    await worker.tick();
    expect(outside.take()).toEqual([]);
  });

  it("is told of a commemoration too", async () => {
    await worker.tick();
    await webhook(worker, { events: ["clock.overdue"] });
    await make(worker, springsDay);
    worker.now += 7 * MINUTE_MS;
    await worker.tick();
    expect(
      outside
        .messages()
        .map(({ data }) => data.what)
        .toSorted(),
    ).toEqual(["test.springs 2026-11-23 ar", "test.springs 2026-11-23 en"]);
  });
});

describe("a message", () => {
  it("is signed so that another's library finds it genuine, and a changed one not", async () => {
    worker.now = Date.now();
    const { secret } = await webhook(worker);
    await post(worker, "خبر «موقّع»");
    const [sent] = outside.take();
    const verifier = new Verifier(secret);
    expect(verifier.verify(sent?.body ?? "", sent?.headers ?? {})).toMatchObject({
      type: "article.published",
    });
    expect(() => verifier.verify(`${sent?.body} `, sent?.headers ?? {})).toThrow("No matching signature");
    expect(sent).toMatchObject({
      url: "https://desk.example/hooks",
      headers: { "content-type": "application/json", "user-agent": "Dhikra (+http://localhost:8787)" },
    });
    expect(sent?.headers).not.toHaveProperty("authorization");
  });

  it("is signed with both secrets for a day after they change, and then with the new one alone", async () => {
    worker.now = Date.now();
    const { id, secret } = await webhook(worker);
    const rotated = await worker.asEditor(`/api/webhooks/${id}/secret`, { method: "POST" });
    const { secret: next } = await rotated.json<{ secret: string }>();
    expect(next).not.toBe(secret);
    await post(worker, "خبر");
    const [sent] = outside.take();
    for (const one of [secret, next]) {
      expect(new Verifier(one).verify(sent?.body ?? "", sent?.headers ?? {})).toBeDefined();
    }
    worker.now += DAY_MS;
    await post(worker, "خبر آخر");
    const [later] = outside.take();
    expect(later?.headers["webhook-signature"]?.split(" ")).toHaveLength(1);
    const at = new Date(Number(later?.headers["webhook-timestamp"]) * 1_000);
    expect(later?.headers["webhook-signature"]).toBe(
      new Verifier(next).sign(later?.headers["webhook-id"] ?? "", at, later?.body ?? ""),
    );
  });

  it("keeps its id at each attempt, with the second of the attempt", async () => {
    await webhook(worker);
    outside.answer = () => new Response(null, { status: 500 });
    await post(worker, "خبر");
    worker.now += 2 * MINUTE_MS;
    await worker.tick();
    const [first, second] = outside.take().map(({ headers }) => headers);
    expect(second?.["webhook-id"]).toBe(first?.["webhook-id"]);
    const seconds = [first, second].map(headers => Number(headers?.["webhook-timestamp"]));
    expect((seconds[1] ?? 0) - (seconds[0] ?? 0)).toBe(120);
  });
});

describe("at least once", () => {
  it.each(["throw before", "throw after"] as const)(
    "D1 failing at the n-th call, %s, for every n: told in the end, always under one id",
    async fault => {
      await webhook(worker);
      const faulty = new Faulty(env.DB);
      const trial = new TestWorker({ DB: faulty.binding, ...QUICK });
      trial.outbound = worker.outbound;
      let n = 0;
      do {
        n += 1;
        worker.now += MINUTE_MS;
        trial.now = worker.now;
        outside.answer = () => new Response(null, { status: 503 });
        const id = await post(worker, `خبر ${n}`);
        await env.DB.prepare(
          "UPDATE deliveries SET next_at = 0, attempts = 0 WHERE next_at IS NOT NULL",
        ).run();
        outside.answer = () => new Response();
        outside.take();
        faulty.calls = 0;
        faulty.plan = call => (call === n ? fault : null);
        await trial.tick().catch(() => undefined);
        worker.now += 3 * MINUTE_MS;
        await worker.tick();
        const told = outside.take().filter(({ body }) => JSON.parse(body).data.id === id);
        expect(told.length).toBeGreaterThanOrEqual(1);
        expect(new Set(told.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
      } while (faulty.calls >= n);
      // The tick's question, the search index's two, then following, taking, reading, crossing out.
      expect(n).toBeGreaterThan(5);
    },
    60_000,
  );

  it("whoever dies between sending and crossing out has it sent again two minutes later, under the same id", async () => {
    await webhook(worker);
    await post(worker, "خبر");
    await env.DB.prepare("UPDATE deliveries SET state = 'waiting', next_at = ?")
      .bind(worker.now + 120_000)
      .run();
    worker.now += MINUTE_MS;
    await worker.tick();
    expect(outside.take()).toHaveLength(1);
    worker.now += MINUTE_MS;
    await worker.tick();
    await worker.tick();
    expect(outside.take()).toHaveLength(1);
  });

  it("two ticks at once send each message once", async () => {
    await webhook(worker);
    await webhook(worker, { url: "https://archive.example/in" });
    outside.answer = () => new Response(null, { status: 500 });
    for (const n of [1, 2, 3, 4, 5]) await post(worker, `خبر ${n}`);
    outside.take();
    outside.answer = () => new Response();
    const twin = new TestWorker();
    twin.outbound = worker.outbound;
    worker.now += 2 * MINUTE_MS;
    twin.now = worker.now;
    await Promise.all([worker.tick(), twin.tick()]);
    const ids = outside.take().map(({ headers }) => headers["webhook-id"]);
    expect(ids).toHaveLength(10);
    expect(new Set(ids).size).toBe(10);
  });

  it("an edition that nobody told of is told by the next tick", async () => {
    await webhook(worker);
    await post(worker, "خبر");
    outside.take();
    await env.DB.batch([
      env.DB.prepare("DELETE FROM deliveries"),
      env.DB.prepare("UPDATE receivers SET followed = 0"),
    ]);
    await worker.tick();
    expect(types()).toEqual(["article.published"]);
  });
});

it("a webhook is told of what happens after it was made, and of the events that it asked for", async () => {
  await post(worker, "خبر قديم");
  await webhook(worker, { events: ["article.retracted"] });
  const id = await post(worker, "خبر");
  await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
  expect(types()).toEqual(["article.retracted"]);
});
