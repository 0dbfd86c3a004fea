/** Dates and hours that an editor gives: a draft keeps them, and what is published can be given others. */
import { beforeEach, describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Told {
  id: number;
  url: string;
  status: string;
  outcome: string;
  publish_at: string | null;
  published_on: string | null;
  published_time: string | null;
  warnings: { code: string; message: string }[];
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();
const TEXT = { lang: "ar", title: "جسر النهر القديم", body: "رُمّم الجسر." };
const EMBARGO = "2026-11-30T09:30:00+03:00";

async function posted(more: Record<string, unknown>): Promise<Told & { path: string }> {
  const answer = await told(await worker.send("POST", "/api/articles", { ...TEXT, ...more }));
  return { ...answer, path: `/api/articles/${answer.id}` };
}
const codes = ({ warnings }: Told) => warnings.map(({ code }) => code);
const publish = async (path: string) => await told(await worker.send("PUT", `${path}/publication`, {}));
const rewrite = async (path: string, more: Record<string, unknown>) =>
  await worker.send("PUT", path, { ...TEXT, ...more }, { "If-Match": "*" });

describe("a draft that says when it is to appear", () => {
  it("keeps the date and the hour, and is scheduled for them when somebody publishes it", async () => {
    const { path, ...draft } = await posted({ publish_at: EMBARGO });
    expect(draft).toMatchObject({ status: "draft", published_on: "2026-11-30", published_time: "09:30" });
    expect(draft.warnings).toEqual([]);
    expect(await publish(path)).toMatchObject({
      status: "scheduled",
      publish_at: "2026-11-30T06:30:00.000Z",
    });
  });

  it("keeps them also when it came as a document, and is the same article when it comes again", async () => {
    const query = `lang=ar&publish_at=${encodeURIComponent(EMBARGO)}`;
    const first = await told(await worker.upload("جسر النهر القديم\n\nرُمّم الجسر.", query));
    expect(first).toMatchObject({ status: "draft", published_on: "2026-11-30", published_time: "09:30" });
    const again = await told(await worker.upload("جسر النهر القديم\n\nرُمّم الجسر.", query));
    expect(again).toMatchObject({ outcome: "unchanged", id: first.id });
    expect(await publish(`/api/articles/${first.id}`)).toMatchObject({ status: "scheduled" });
  });

  it("takes another hour by PUT, and keeps it when a text comes without one", async () => {
    const { path } = await posted({ publish_at: EMBARGO });
    const later = await told(await rewrite(path, { publish_at: "2026-12-01T11:00:00+03:00" }));
    expect(later).toMatchObject({ published_on: "2026-12-01", published_time: "11:00" });
    expect(await told(await rewrite(path, { body: "رُمّم الجسر كله." }))).toMatchObject({
      published_on: "2026-12-01",
      published_time: "11:00",
    });
  });

  it("is told that seconds do not wait with it", async () => {
    const draft = await posted({ publish_at: "2026-11-30T09:30:15+03:00" });
    expect(codes(draft)).toEqual(["publish-at-not-kept"]);
    expect(draft.warnings[0]?.message).toContain("2026-11-30T06:30:15.000Z");
  });

  it("is told that an hour of another day than its own does not wait with it", async () => {
    const draft = await posted({ published_on: "2026-11-29", publish_at: EMBARGO });
    expect(draft).toMatchObject({ published_on: "2026-11-29", published_time: null });
    expect(codes(draft)).toEqual(["publish-at-not-kept"]);
  });

  it("says so in a dry run, too", async () => {
    const query = `lang=ar&dry_run=1&publish_at=${encodeURIComponent("2026-11-30T09:30:15+03:00")}`;
    const dry = await worker.upload("جسر النهر القديم\n\nرُمّم الجسر.", query);
    const foreseen = await dry.json<{ article: Told; warnings: Told["warnings"] }>();
    expect(foreseen.article).toMatchObject({ published_on: "2026-11-30", published_time: "09:30" });
    expect(foreseen.warnings.map(({ code }) => code)).toContain("publish-at-not-kept");
  });
});

describe("another date for what is published", () => {
  it("moves the article to its day, and its old address leads to the new one", async () => {
    const { path, url } = await posted({ status: "published", published_on: "2026-11-20" });
    const moved = await told(await rewrite(path, { published_on: "2026-11-19" }));
    expect(moved).toMatchObject({ outcome: "revised", status: "published", published_on: "2026-11-19" });
    const old = await worker.fetch(new URL(url).pathname);
    expect([old.status, old.headers.get("Location")]).toEqual([301, new URL(moved.url).pathname]);
    expect((await worker.fetch(new URL(moved.url).pathname)).status).toBe(200);
    expect((await worker.fetch("/ar/2026/11/20/")).status).toBe(404);
    expect(await (await worker.fetch("/ar/2026/11/19/")).text()).toContain("جسر النهر القديم");
  });

  it("of an hour alone is kept with the date that the draft has, or without one", async () => {
    const { path } = await posted({ published_on: "2026-12-01" });
    expect(await told(await rewrite(path, { published_time: "21:00" }))).toMatchObject({
      published_on: "2026-12-01",
      published_time: "21:00",
    });
    const undated = await posted({ title: "بلا تاريخ", published_time: "21:00" });
    const later = { title: "بلا تاريخ", published_time: "22:00" };
    expect((await told(await rewrite(undated.path, later))).published_time).toBe("22:00");
  });

  it("is refused when it is ahead: what readers see is not taken from them so", async () => {
    const { path } = await posted({ status: "published", published_on: "2026-11-20" });
    const answer = await rewrite(path, { published_on: "2026-12-19" });
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { code: "already-published", detail: expect.stringContaining("published_on or publish_at") },
    ]);
  });

  it("leaves its hour, where the text gives none", async () => {
    const hour = { status: "published", published_on: "2026-11-20", published_time: "09:30" };
    const { path } = await posted(hour);
    const same = await told(await rewrite(path, { body: "رُمّم الجسر كله.", published_on: "2026-11-20" }));
    expect(same).toMatchObject({ published_time: "09:30", publish_at: "2026-11-20T06:30:00.000Z" });
    const moved = await told(await rewrite(path, { published_on: "2026-11-19" }));
    expect(moved).toMatchObject({ published_time: "09:30", publish_at: "2026-11-19T06:30:00.000Z" });
    const later = await told(await rewrite(path, { published_time: "10:00" }));
    expect(later).toMatchObject({ published_on: "2026-11-19", publish_at: "2026-11-19T07:00:00.000Z" });
  });

  it("is the date of a document of that name, when it comes again with another", async () => {
    const query = "lang=ar&status=published&source_id=desk-7";
    const text = (day: string) => `${day}\n\nجسر النهر القديم\n\nرُمّم الجسر.`;
    const first = await told(await worker.upload(text("19/11/2026"), query));
    const moved = await told(await worker.upload(text("20/11/2026"), query));
    expect(moved).toMatchObject({ id: first.id, outcome: "revised", published_on: "2026-11-20" });
    expect((await worker.fetch(new URL(first.url).pathname)).status).toBe(301);
  });

  it.each([["another day that is past", "22/11/2026"]])(
    "never breaks an embargo: a document that comes again with %s",
    async (_, line) => {
      const query = "lang=ar&status=published&source_id=desk-7";
      const text = (day: string, body: string) => `${day}\n\nجسر النهر القديم\n\n${body}`;
      const embargo = `${query}&publish_at=${encodeURIComponent(EMBARGO)}`;
      const { id } = await told(await worker.upload(text("21/11/2026", "رُمّم الجسر."), embargo));
      const again = await told(await worker.upload(text(line, "رُمّم الجسر كله."), query));
      expect(again).toMatchObject({ id, status: "scheduled", publish_at: "2026-11-30T06:30:00.000Z" });
      expect(again.published_on).toBe("2026-11-22");
      expect(codes(again)).toContain("goes-on-waiting");
      expect((await worker.fetch(`/s/${id}`)).status).toBe(404);
    },
  );

  it("gives another day to what waits for its hour, at the same hour", async () => {
    const { path } = await posted({
      status: "published",
      published_on: "2026-11-29",
      published_time: "09:30",
    });
    const moved = await rewrite(path, { published_on: "2026-11-30" });
    expect(await told(moved)).toMatchObject({
      status: "scheduled",
      publish_at: "2026-11-30T06:30:00.000Z",
    });
  });
});

describe("what an editor wants an article to be", () => {
  it("is scheduled by its name, with an instant or a date that is ahead", async () => {
    expect(await posted({ status: "scheduled", publish_at: EMBARGO })).toMatchObject({ status: "scheduled" });
    const text = "30/11/2026\n\nجسر النهر الجديد\n\nنص.";
    expect(await told(await worker.upload(text, "lang=ar&status=scheduled"))).toMatchObject({
      status: "scheduled",
    });
  });

  it("asks for review, by JSON and in front matter, when new and when it comes again; a draft stays so", async () => {
    const { path, ...first } = await posted({ status: "in_review" });
    expect(first).toMatchObject({ status: "in_review", outcome: "created" });
    expect(await told(await rewrite(path, { body: "نص آخر.", status: "draft" }))).toMatchObject({
      status: "in_review",
    });
    const text = (status: string) => `---\nstatus: ${status}\n---\n\n# خبر للمراجعة\n\n2026-11-22\n\nنص.`;
    expect(await told(await worker.upload(text("draft"), "lang=ar"))).toMatchObject({ status: "draft" });
    expect(await told(await worker.upload(text("in_review"), "lang=ar"))).toMatchObject({
      status: "in_review",
      outcome: "revised",
    });
    expect(await told(await worker.upload(text("in_review"), "lang=ar"))).toMatchObject({
      outcome: "unchanged",
    });
  });

  it("is never taken from readers so", async () => {
    const { path } = await posted({ status: "published", published_on: "2026-11-20" });
    for (const status of ["draft", "in_review"]) expect((await rewrite(path, { status })).status).toBe(409);
    await worker.send("DELETE", `${path}/publication`, {});
    expect((await rewrite(path, { status: "in_review" })).status).toBe(409);
  });
});
