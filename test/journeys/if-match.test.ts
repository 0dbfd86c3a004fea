/** Whoever has read something else than stands changes nothing, wherever something can be changed. */
import { beforeEach, describe, expect, it } from "vitest";
import { png } from "../fixtures/media";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const etagOf = async (path: string) => (await worker.asEditor(path)).headers.get("ETag") ?? "";
const change = async (method: string, path: string, value: unknown, etag: string) =>
  await worker.send(method, path, value, { "If-Match": etag });
const refusal = async (response: Response) => [
  response.status,
  (await response.json<{ code: string }>()).code,
];

const day = (title: string) => ({
  key: "own.founding-day",
  names: { ar: "يوم تأسيس البلدة" },
  rule: { type: "fixed", month: 11, day: 30 },
  templates: { ar: { title, body: "تمرّ اليوم ذكرى {name}." } },
});

describe("an observance", () => {
  async function created(): Promise<string> {
    const made = await worker.send("POST", "/api/observances", day("{name}"));
    return made.headers.get("Location") ?? "";
  }

  it("428 without If-Match, and 412 for the second of two who had read the same", async () => {
    const path = await created();
    expect(await refusal(await worker.send("PUT", path, day("أخرى")))).toEqual([
      428,
      "precondition-required",
    ]);
    const etag = await etagOf(path);
    const first = await change("PUT", path, day("{name} الأولى"), etag);
    expect(first.status).toBe(200);
    const second = await change("PUT", path, day("{name} الثانية"), etag);
    expect([second.status, await second.json()]).toMatchObject([
      412,
      { code: "precondition-failed", revision: 2, etag: '"r2"' },
    ]);
    const stands = await (await worker.asEditor(path)).json();
    expect(stands).toMatchObject({ version: 2, templates: { ar: { title: "{name} الأولى" } } });
    expect((await change("PUT", path, day("{name} الثانية"), first.headers.get("ETag") ?? "")).status).toBe(
      200,
    );
  });

  it("one of two at the same instant wins, and the other is told", async () => {
    const path = await created();
    const etag = await etagOf(path);
    const answers = await Promise.all([
      change("PUT", path, day("{name} الأولى"), etag),
      new TestWorker().send("PUT", path, day("{name} الثانية"), { "If-Match": etag }),
    ]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
  });

  it("is named, dated and switched only as it was read, where that is said", async () => {
    const path = await created();
    const etag = await etagOf(path);
    const wishes = [
      ["names/ar", { name: "يوم البلدة" }],
      ["dates/2027", { date: "2027-12-01" }],
      ["mode", { mode: "draft" }],
    ] as const;
    expect((await change("PUT", `${path}/names/ar`, {}, etag)).status).toBe(200);
    for (const [place, wish] of wishes) {
      expect([place, (await change("PUT", `${path}/${place}`, wish, etag)).status]).toEqual([place, 412]);
      expect([place, (await worker.send("PUT", `${path}/${place}`, wish)).status]).toEqual([place, 200]);
    }
  });
});

describe("what is changed field by field", () => {
  const CHANGES = [
    ["settings", "PATCH", "/api/settings", { zone: "Asia/Beirut" }, { zone: "Asia/Baghdad" }],
    ["an author", "PATCH", "/api/authors/1", { about: "كاتبة." }, { about: "كاتبة ومترجمة." }],
    ["a medium", "PATCH", "/api/media/1", texts("نبع"), texts("نبع بين صخرتين")],
    [
      "a webhook",
      "PATCH",
      "/api/webhooks/1",
      { events: ["article.retracted"] },
      { events: ["article.published"] },
    ],
  ] as const;
  function texts(alt: string) {
    return { texts: { ar: { alt } } };
  }

  beforeEach(async () => {
    await worker.send("POST", "/api/authors", { lang: "ar", name: "سعاد عيسى" });
    await worker.asEditor("/api/media", { method: "POST", body: png() });
    const url = "https://hooks.example/dhikra";
    await worker.send("POST", "/api/webhooks", { url, events: ["article.published", "article.revised"] });
  });

  it.each(CHANGES)(
    "%s: 412 for what was read before somebody changed it, 200 for what stands",
    async (_, method, path, first, second) => {
      const etag = await etagOf(path);
      expect((await change(method, path, first, etag)).status).toBe(200);
      expect(await refusal(await change(method, path, second, etag))).toEqual([412, "precondition-failed"]);
      expect(await refusal(await change(method, path, second, '"nonsense"'))).toEqual([
        412,
        "precondition-failed",
      ]);
      expect((await change(method, path, second, `W/${await etagOf(path)}, "other"`)).status).toBe(200);
      expect((await change(method, path, first, "*")).status).toBe(200);
    },
  );

  it.each(["/api/media/1", "/api/webhooks/1"])("%s is removed only as it was read", async path => {
    const remove = async (etag: string) =>
      await worker.asEditor(path, { method: "DELETE", headers: { "If-Match": etag } });
    expect((await remove('"nonsense"')).status).toBe(412);
    expect((await remove(await etagOf(path))).status).toBe(200);
    expect((await remove('"nonsense"')).status).toBe(404);
  });

  it("translations are linked only to the article that was read", async () => {
    const text = { lang: "ar", title: "جسر النهر", body: "رُمّم الجسر." };
    await worker.send("POST", "/api/articles", text);
    await worker.send("POST", "/api/articles", { ...text, lang: "ckb" });
    const etag = await etagOf("/api/articles/1");
    await worker.send("PUT", "/api/articles/1", { ...text, body: "نصّ آخر." }, { "If-Match": etag });
    const link = "/api/articles/1/translations/2";
    expect((await change("PUT", link, {}, etag)).status).toBe(412);
    expect((await change("PUT", link, {}, await etagOf("/api/articles/1"))).status).toBe(200);
    expect((await worker.asEditor(link, { method: "DELETE", headers: { "If-Match": etag } })).status).toBe(
      412,
    );
  });
});
