/** What a script reads of an article it can change in one place and send back, and nothing else of it changes. */
import { beforeEach, describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(async () => {
  worker = new TestWorker();
  await worker.send("POST", "/api/sections", { lang: "ar", name: "تحقيقات" });
});

const TEXT = {
  lang: "ar",
  title: "جسر النهر القديم",
  tags: ["جسور", "مياه"],
  authors: ["سعاد عيسى"],
  section: "تحقيقات",
  see_also: [{ title: "مدارس الجبل" }],
  slug: "jisr",
};
const HTML =
  "<p>رُمّم <strong>الجسر</strong> <bdi>A1</bdi>.</p><h2>الأرقام</h2><table><caption>كلفة</caption><tbody><tr><td>1</td><td>2</td></tr></tbody></table><blockquote><p>قال.</p></blockquote>";

interface Draft {
  title: string;
  body: string;
}

async function readDraft(id: number): Promise<{ draft: Draft; etag: string }> {
  const response = await worker.asEditor(`/api/articles/${id}/draft`);
  expect(response.status).toBe(200);
  return { draft: await response.json<Draft>(), etag: response.headers.get("ETag") ?? "" };
}

async function posted(more: object): Promise<number> {
  const response = await worker.send("POST", "/api/articles", {
    ...TEXT,
    body: "رُمّم الجسر.\n\nوفُتح.",
    ...more,
  });
  expect(response.status).toBe(201);
  return (await response.json<{ id: number }>()).id;
}

describe("the article as PUT takes it", () => {
  it.each([
    ["a draft in plain text", {}],
    ["one that is published, in HTML", { body: HTML, body_format: "html", status: "published" }],
    [
      "one in Markdown that ends",
      {
        body: "فقرة.[^1]\n\n- بند\n\n[^1]: مصدر.",
        body_format: "markdown",
        status: "published",
        unpublish_at: "2027-01-01T00:00:00Z",
      },
    ],
    ["one that waits for noon of its date", { status: "published", published_on: "2026-12-19" }],
    ["one with a date and an hour", { published_on: "2026-12-19", published_time: "09:30" }],
  ])("of %s changes nothing when it is sent back", async (_, more) => {
    const id = await posted(more);
    const before = await (await worker.asEditor(`/api/articles/${id}`)).json<Record<string, unknown>>();
    const { draft, etag } = await readDraft(id);
    const sent = await worker.send("PUT", `/api/articles/${id}`, draft, { "If-Match": etag });
    expect([sent.status, await sent.json()]).toMatchObject([
      200,
      { outcome: "unchanged", revision: 1, body_html: before.body_html, see_also: before.see_also },
    ]);
  });

  it("is changed in one place, and byline and references stay", async () => {
    const id = await posted({ status: "published" });
    const { draft, etag } = await readDraft(id);
    const changed = { ...draft, title: "جسر النهر", body: `${draft.body}\nوعبره الناس.` };
    const sent = await worker.send("PUT", `/api/articles/${id}`, changed, { "If-Match": etag });
    expect(await sent.json()).toMatchObject({
      outcome: "revised",
      title: "جسر النهر",
      body_text: "رُمّم الجسر.\n\nوفُتح.\n\nوعبره الناس.",
      slug: "jisr",
      authors: [{ name: "سعاد عيسى" }],
      tags: [{ name: "جسور" }, { name: "مياه" }],
      see_also: [{ title: "مدارس الجبل" }],
      section_id: 1,
    });
    expect((await worker.send("PUT", `/api/articles/${id}`, changed, { "If-Match": etag })).status).toBe(412);
  });

  it("401 for readers, 404 for none", async () => {
    const id = await posted({ status: "published" });
    expect((await worker.fetch(`/api/articles/${id}/draft`)).status).toBe(401);
    expect((await worker.asEditor("/api/articles/999/draft")).status).toBe(404);
  });
});
