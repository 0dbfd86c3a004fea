/** An article's life beside publication: review, the trash, and the way out of it. */
import { beforeEach, describe, expect, it } from "vitest";
import { makeToken, TestWorker } from "../worker";

interface Told {
  id: number;
  url: string;
  status: string;
  revision: number;
  outcome: string;
  edition: number;
  code: string;
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();
const remove = async (path: string) => await worker.asEditor(path, { method: "DELETE" });

async function posted(more: Record<string, unknown> = {}): Promise<Told & { path: string; page: string }> {
  const article = { lang: "ar", title: "جسر النهر القديم", body: "رُمّم الجسر.", ...more };
  const answer = await told(await worker.send("POST", "/api/articles", article));
  const page = answer.url === null ? "" : new URL(answer.url).pathname;
  return { ...answer, path: `/api/articles/${answer.id}`, page };
}

async function listed(status: string): Promise<number[]> {
  const response = await worker.asEditor(`/api/articles?status=${status}`);
  const { articles } = await response.json<{ articles: { id: number }[] }>();
  return articles.map(one => one.id);
}

describe("a draft asks for review", () => {
  it("stands in the list of its status, and is a draft again when it no longer does", async () => {
    const { id, path } = await posted();
    expect(await told(await worker.send("PUT", `${path}/review`, {}))).toMatchObject({
      status: "in_review",
      revision: 2,
      outcome: "review-asked",
    });
    expect([await listed("in_review"), await listed("draft")]).toEqual([[id], []]);
    expect(await told(await remove(`${path}/review`))).toMatchObject({ status: "draft", revision: 3 });
    expect([await listed("in_review"), await listed("draft")]).toEqual([[], [id]]);
  });

  it("stays in review when its text is revised, and is published from there", async () => {
    const { path, page } = await posted({ published_on: "2026-11-23" });
    await worker.send("PUT", `${path}/review`, {});
    const text = { lang: "ar", title: "جسر النهر القديم", body: "رُمّم الجسر كله." };
    const revised = await worker.send("PUT", path, text, { "If-Match": '"r2"' });
    expect((await told(revised)).status).toBe("in_review");
    expect((await worker.fetch(page)).status).toBe(404);
    const published = await told(await worker.send("PUT", `${path}/publication`, {}));
    expect(published.status).toBe("published");
    expect((await worker.fetch(page)).status).toBe(200);
  });

  it("409 for what is published; no second revision when it is asked twice; 412 when stale", async () => {
    const { path } = await posted({ status: "published" });
    const refused = await worker.send("PUT", `${path}/review`, {});
    expect([refused.status, (await told(refused)).code]).toEqual([409, "not-a-draft"]);
    const draft = await posted();
    await worker.send("PUT", `${draft.path}/review`, {});
    expect((await told(await worker.send("PUT", `${draft.path}/review`, {}))).revision).toBe(2);
    const stale = await worker.send("PUT", `${draft.path}/review`, {}, { "If-Match": '"r1"' });
    expect(stale.status).toBe(412);
  });

  it("touches no page", async () => {
    const { path } = await posted();
    await worker.fetch("/ar/");
    await worker.send("PUT", `${path}/review`, {});
    expect((await worker.fetch("/ar/")).headers.get("Dhikra-Cache")).toMatch(/^memory/);
  });
});

describe("the trash", () => {
  it("410 for readers who had it, in every form and at once; in no list but its own", async () => {
    const { id, path, page } = await posted({ status: "published", tags: ["جسور"] });
    expect((await worker.fetch(page)).status).toBe(200);
    const { edition, status } = await told(await remove(path));
    expect(status).toBe("trashed");
    const addresses = [page, `${page}.json`, path];
    for (const address of addresses) {
      const response = await new TestWorker().fetch(`${address}?edition=${edition}`);
      expect([address, response.status]).toEqual([address, 410]);
    }
    expect(await (await worker.fetch("/ar/")).text()).not.toContain("جسر النهر");
    expect(await listed("trashed")).toEqual([id]);
    expect([...(await listed("draft")), ...(await listed("retracted"))]).toEqual([]);
  });

  it("gives back as retracted what readers had; only publishing shows it again", async () => {
    const { path, page } = await posted({ status: "published" });
    await remove(path);
    expect(await told(await remove(`${path}/trash`))).toMatchObject({
      status: "retracted",
      outcome: "untrashed",
    });
    expect((await worker.fetch(page)).status).toBe(410);
    await worker.send("PUT", `${path}/publication`, {});
    expect((await worker.fetch(page)).status).toBe(200);
  });

  it("gives back a draft as a draft, one in review in review, a scheduled one as a draft; 404 for readers all along", async () => {
    const draft = await posted({ published_on: "2026-11-23" });
    const inReview = await posted();
    await worker.send("PUT", `${inReview.path}/review`, {});
    const scheduled = await posted({ status: "published", publish_at: "2026-11-30T08:00:00+03:00" });
    const statuses = [];
    for (const { path } of [draft, inReview, scheduled]) {
      await remove(path);
      expect((await worker.fetch(path)).status).toBe(404);
      statuses.push((await told(await remove(`${path}/trash`))).status);
    }
    expect(statuses).toEqual(["draft", "in_review", "draft"]);
    expect((await worker.fetch(draft.page)).status).toBe(404);
  });

  it("keeps the newsroom's note on what was retracted before", async () => {
    const { path, page } = await posted({ status: "published" });
    await worker.send("DELETE", `${path}/publication`, { note: "سُحب لخطأ في الاسم." });
    await remove(path);
    expect(await (await worker.fetch(`${page}.json`)).json()).toMatchObject({ note: "سُحب لخطأ في الاسم." });
    await remove(`${path}/trash`);
    expect(await (await worker.fetch(`${page}.json`)).json()).toMatchObject({ note: "سُحب لخطأ في الاسم." });
  });

  it("409 trashed for every change, by id and by a document that comes again", async () => {
    const { path } = await posted({ published_on: "2026-11-23" });
    await remove(path);
    const text = { lang: "ar", title: "جسر النهر القديم", body: "نص آخر." };
    const refused = [
      await worker.send("PUT", path, text, { "If-Match": "*" }),
      await worker.send("PUT", `${path}/publication`, {}),
      await worker.send("DELETE", `${path}/publication`, {}),
      await worker.send("PUT", `${path}/review`, {}),
      await worker.upload("23/11/2026\n\nجسر النهر القديم\n\nنص آخر.\n"),
    ];
    for (const response of refused)
      expect([response.status, (await told(response)).code]).toEqual([409, "trashed"]);
    expect((await told(await remove(path))).revision).toBe(2);
  });

  it("403 for a token that may only draft, when readers would lose something", async () => {
    const Authorization = `Bearer ${await makeToken(["articles:draft"])}`;
    const init = { method: "DELETE", headers: { Authorization } };
    const published = await posted({ status: "published" });
    const draft = await posted();
    expect((await worker.fetch(published.path, init)).status).toBe(403);
    expect((await worker.fetch(draft.path, init)).status).toBe(200);
  });

  it("the chain of hashes holds through it", async () => {
    const { path } = await posted({ status: "published" });
    await remove(path);
    await remove(`${path}/trash`);
    const response = await worker.asEditor(`${path}/revisions?verify=1`);
    expect(await response.json()).toMatchObject({ verified: true, revisions_checked: 3 });
  });
});
