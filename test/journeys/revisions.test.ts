/** Everything an article was can be read, compared, checked and brought back. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

const article = (body: string, more: Record<string, unknown> = {}) => ({
  lang: "ar",
  title: "موسم الزيتون في الجبل",
  body,
  ...more,
});

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

/** An article of three revisions: written, revised with tags, published. */
async function written(): Promise<{ id: number; path: string }> {
  const first = await worker.send("POST", "/api/articles", article("بدأ القطاف.\n\nالمعصرة مغلقة."));
  const { id } = await first.json<{ id: number }>();
  const path = `/api/articles/${id}`;
  const more = { tags: ["زراعة"], authors: ["ليلى"], see_also: [{ title: "زيت الجبل" }] };
  const second = article("بدأ القطاف.\n\nالمعصرة مفتوحة.", more);
  await worker.send("PUT", path, second, { "If-Match": "*" });
  await worker.send("PUT", `${path}/publication`, {});
  return { id, path };
}

const read = async (path: string) => await (await worker.asEditor(path)).json<Record<string, unknown>>();
const verified = async (path: string) => await read(`${path}/revisions?verify=1`);

describe("the list of revisions", () => {
  it("says when, why and by which token, newest first, a page at a time", async () => {
    const { path } = await written();
    const list = await read(`${path}/revisions?limit=2`);
    expect(list).toMatchObject({
      revision: 3,
      revisions: [
        {
          number: 3,
          reason: "published",
          status: "published",
          token: "test",
          at: "2026-11-23T07:00:00.000Z",
        },
        { number: 2, reason: "revised", status: "draft", token: "test", correction: null, warnings: [] },
      ],
      next_cursor: "2",
    });
    expect(await read(`${path}/revisions?limit=2&cursor=2`)).toMatchObject({
      revisions: [{ number: 1, reason: "created" }],
      next_cursor: null,
    });
  });

  it("401 for readers, 404 for no article, 422 for a cursor that is none", async () => {
    const { path } = await written();
    expect((await worker.fetch(`${path}/revisions`)).status).toBe(401);
    expect((await worker.asEditor("/api/articles/999/revisions")).status).toBe(404);
    expect((await worker.asEditor(`${path}/revisions?cursor=x`)).status).toBe(422);
  });
});

describe("a revision", () => {
  it("is kept whole, with where it was filed", async () => {
    const { path } = await written();
    expect(await read(`${path}/revisions/2`)).toMatchObject({
      number: 2,
      title: "موسم الزيتون في الجبل",
      body: "بدأ القطاف.\nالمعصرة مفتوحة.",
      tags: ["زراعة"],
      authors: ["ليلى"],
      published_on: null,
      see_also: [{ title: "زيت الجبل", excerpt: null }],
    });
    expect(await read(`${path}/revisions/3`)).toMatchObject({ tags: ["زراعة"], published_on: "2026-11-23" });
    expect((await worker.asEditor(`${path}/revisions/4`)).status).toBe(404);
  });

  it("differs from the one before it, or from another, by words", async () => {
    const { path } = await written();
    expect(await read(`${path}/revisions/2/difference`)).toEqual({
      number: 2,
      from: 1,
      difference: {
        fields: [
          { field: "tags", before: [], after: ["زراعة"] },
          { field: "authors", before: [], after: ["ليلى"] },
          { field: "see_also", before: [], after: [{ title: "زيت الجبل", excerpt: null }] },
        ],
        body: [
          {
            paragraph: 2,
            kind: "changed",
            words: [
              { kind: "same", text: "المعصرة " },
              { kind: "removed", text: "مغلقة." },
              { kind: "added", text: "مفتوحة." },
            ].map(word => expect.objectContaining({ kind: word.kind })),
          },
        ],
      },
    });
    expect(await read(`${path}/revisions/3/difference?from=2`)).toMatchObject({
      difference: { fields: [{ field: "status" }, { field: "published_on" }], body: [] },
    });
    expect(await read(`${path}/revisions/1/difference`)).toMatchObject({ from: null, difference: null });
  });

  it("is restored as a new revision; standing, date and address stay", async () => {
    const { path } = await written();
    expect((await worker.asEditor(`${path}/revisions/1/restoration`, { method: "POST" })).status).toBe(428);
    const restored = await worker.asEditor(`${path}/revisions/1/restoration`, {
      method: "POST",
      headers: { "If-Match": '"r3"' },
    });
    expect(await restored.json()).toMatchObject({
      outcome: "restored",
      revision: 4,
      status: "published",
      published_on: "2026-11-23",
      tags: [],
      body_text: "بدأ القطاف.\n\nالمعصرة مغلقة.",
    });
    expect(await (await worker.fetch(path)).text()).toContain("مغلقة");
    expect(await verified(path)).toMatchObject({ verified: true, revisions_checked: 4 });
    const stale = { method: "POST", headers: { "If-Match": '"r3"' } };
    expect((await worker.asEditor(`${path}/revisions/2/restoration`, stale)).status).toBe(412);
  });
});

describe("the chain of hashes", () => {
  it("holds over every kind of revision: uploads, references, retraction, another slug", async () => {
    const { path } = await written();
    await worker.send("DELETE", `${path}/publication`, { note: "خطأ" });
    await worker.send("PUT", path, article("نص.", { slug: "الزيتون" }), { "If-Match": "*" });
    expect(await verified(path)).toMatchObject({
      verified: true,
      revisions_checked: 5,
      first_misfit: null,
    });
  });

  it.each([
    ["the text", "UPDATE revisions SET body = 'نص مزوّر' WHERE number = 2", 2, "content"],
    [
      "the tags",
      `UPDATE revisions SET particulars = json_set(particulars, '$.tags', json('["x"]')) WHERE number = 2`,
      2,
      "content",
    ],
    ["the status", "UPDATE revisions SET status = 'published' WHERE number = 1", 1, "chain"],
    [
      "text and hash alike",
      `UPDATE revisions SET (body, see_also, particulars, content_hash) =
        (SELECT body, see_also, particulars, content_hash FROM revisions WHERE number = 1) WHERE number = 2`,
      2,
      "chain",
    ],
    ["a revision taken out", "DELETE FROM revisions WHERE number = 1", 1, "missing"],
    ["its instant", "UPDATE revisions SET at = at - 86400000 WHERE number = 2", 2, "chain"],
    ["who wrote it", "UPDATE revisions SET token_id = 'other' WHERE number = 2", 2, "chain"],
    ["why", "UPDATE revisions SET reason = 'restored' WHERE number = 2", 2, "chain"],
    ["a correction", "UPDATE revisions SET correction = 'كان الرقم خطأ' WHERE number = 2", 2, "chain"],
    [
      "its date",
      "UPDATE revisions SET particulars = json_set(particulars, '$.publishedOn', '2020-01-01') WHERE number = 3",
      3,
      "chain",
    ],
    ["the title that readers see", "UPDATE articles SET title = 'عنوان مزوّر'", 3, "article"],
    ["the address", "UPDATE articles SET slug = 'مزور'", 3, "article"],
    ["the date that readers see", "UPDATE articles SET published_on = '2020-01-01'", 3, "article"],
    ["what readers may see", "UPDATE articles SET status = 'retracted', publish_at = NULL", 3, "article"],
  ])("shows that %s was changed in the past", async (_, tampering, number, what) => {
    const { path } = await written();
    await env.DB.prepare(tampering).run();
    expect(await verified(path)).toMatchObject({ verified: false, first_misfit: { number, what } });
  });

  it("shows that the newest revision was taken out", async () => {
    const { path } = await written();
    await env.DB.prepare("DELETE FROM revisions WHERE number = 3").run();
    expect(await verified(path)).toMatchObject({ first_misfit: { number: 3, what: "missing" } });
  });

  it("holds while an article comes due, ends and lies in the trash", async () => {
    const draft = {
      ...article("نص."),
      publish_at: "2026-11-23T12:00:00Z",
      unpublish_at: "2026-11-24T12:00:00Z",
    };
    const sent = await worker.send("POST", "/api/articles", { ...draft, lang: "ckb", status: "published" });
    const path = `/api/articles/${(await sent.json<{ id: number }>()).id}`;
    for (const instant of ["2026-11-23T12:00:30Z", "2026-11-24T12:00:30Z"]) {
      worker.now = Date.parse(instant);
      expect(await verified(path)).toMatchObject({ verified: true });
      await worker.tick();
      expect(await verified(path)).toMatchObject({ verified: true });
    }
    await worker.asEditor(path, { method: "DELETE" });
    expect(await verified(path)).toMatchObject({ verified: true });
  });
});
