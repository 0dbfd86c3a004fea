/** Articles that are carried from one site into another, by the door of the archive. */
import { beforeEach, describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const carried = {
  ...{ group: 77, lang: "ar", status: "published", publish_at: "2021-02-03T09:00:00.000Z" },
  unpublish_at: null,
  ...{ published_on: "2021-02-03", published_time: null, slug: "خبر-محمول", title: "خبر محمول" },
  ...{
    body_format: "text",
    body: "فقرة أولى.\nفقرة ثانية.",
    tags: ["ماء"],
    authors: ["سلمى"],
    section: null,
  },
  ...{ see_also: [], source_id: "desk-1", retraction: null, warnings: [] },
  corrections: [{ at: "2021-02-04T10:00:00.000Z", note: "صُحح الاسم." }],
  ...{ created_at: "2021-02-03T08:00:00.000Z", revised_at: "2021-02-05T08:00:00.000Z" },
  ...{ observance: null, is_automatic: false, occurrences: [] },
};
const path = (id: number) => `/api/articles/${id}/archived`;
const put = async (id: number, changes: Record<string, unknown> = {}) =>
  await worker.send("PUT", path(id), { ...carried, ...changes });
const codeOf = async (response: Response) => (await response.json<{ code: string }>()).code;

describe("a carried article", () => {
  it("stands under its id, on its day, in its lists, with its correction as it was dated", async () => {
    expect((await put(4_000)).status).toBe(201);
    expect(await (await worker.asEditor(path(4_000))).json()).toEqual(carried);
    const read = await (await worker.fetch("/api/articles/4000")).json();
    expect(read).toMatchObject({ id: 4_000, corrections: carried.corrections, tags: [{ name: "ماء" }] });
    const tag = await (await worker.fetch(`/ar/tag/${encodeURIComponent("ماء")}/`)).text();
    expect(tag).toContain("خبر محمول");
    expect((await worker.fetch("/s/4000")).status).toBe(301);
  });

  it("makes nothing when it comes again, and 409 when the id is another's: nothing is ever revised so", async () => {
    await put(4_000);
    const again = await put(4_000);
    expect([again.status, await again.json()]).toEqual([200, { ...carried, outcome: "unchanged" }]);
    const other = await put(4_000, { title: "خبر آخر" });
    expect([other.status, await codeOf(other)]).toEqual([409, "id-taken"]);
    expect(await codeOf(await put(4_001, { group: 78 }))).toBe("id-taken");
    expect(await codeOf(await put(4_001, { group: 78, source_id: null }))).toBe("address-taken");
    const translated = { slug: "غيره", title: "غيره", source_id: null };
    expect(await codeOf(await put(4_001, translated))).toBe("translation-exists");
  });

  it("keeps its older addresses: they redirect, come in once, and take none from another article", async () => {
    await put(4_000);
    await worker.upload(shortArticle("خبر مقيم", "03/02/2021"));
    const old = { lang: "ar", day: "2021-02-03", slug: "عنوان-قديم", article: 4_000 };
    const taken = { ...old, slug: "خبر-مقيم" };
    const lost = { ...old, article: 99 };
    const addresses = async (...list: object[]) =>
      await (await worker.send("PUT", "/api/addresses", { addresses: list })).json();
    expect(await addresses(old, taken, lost)).toEqual({ kept: 1, refused: [taken, lost] });
    expect(await addresses(old)).toEqual({ kept: 1, refused: [] });
    const moved = await worker.fetch(`/ar/2021/02/03/${encodeURIComponent("عنوان-قديم")}`);
    expect([moved.status, moved.headers.get("Location")]).toEqual([
      301,
      `/ar/2021/02/03/${encodeURIComponent("خبر-محمول")}`,
    ]);
    const kept = await (await worker.asEditor("/api/addresses")).json();
    expect(kept).toEqual({ addresses: [old], next_cursor: null });
  });

  it("older addresses are listed page by page, each once", async () => {
    await put(4_000);
    const all = Array.from({ length: 700 }, (_, place) => ({
      ...{ lang: "ar", day: "2021-02-03", slug: `قديم-${String(place).padStart(3, "0")}`, article: 4_000 },
    }));
    for (const some of [all.slice(0, 500), all.slice(500)])
      await worker.send("PUT", "/api/addresses", { addresses: some });
    const found: unknown[] = [];
    for (let cursor = ""; ; ) {
      const page = await (await worker.asEditor(`/api/addresses${cursor}`)).json<{
        addresses: unknown[];
        next_cursor: string | null;
      }>();
      found.push(...page.addresses);
      if (page.next_cursor === null) break;
      cursor = `?cursor=${encodeURIComponent(page.next_cursor)}`;
    }
    expect(found).toEqual(all);
    expect((await worker.asEditor("/api/addresses?cursor=غريب")).status).toBe(422);
  });

  it("the mark of feeds comes into an empty site, and into none that has articles", async () => {
    const identity = "0123456789abcdef01";
    const mark = async (value: string) => await worker.send("PUT", "/api/identity", { identity: value });
    expect([(await mark(identity)).status, (await mark("nie")).status]).toEqual([200, 422]);
    await put(4_000);
    expect((await mark(identity)).status).toBe(200);
    const other = await mark("f".repeat(18));
    expect([other.status, await codeOf(other)]).toEqual([409, "identity-in-use"]);
    expect(await (await worker.asEditor("/api/identity")).json()).toEqual({ identity });
    expect(await (await worker.fetch("/ar/atom.xml")).text()).toContain("urn:uuid:01234567");
  });

  it("that was retracted stays so: 410 with its note from the first moment, and in no list", async () => {
    const before = await (await worker.fetch("/api/articles?lang=ar")).json();
    const retraction = { note: "سُحب لخطأ.", legal: false };
    expect((await put(4_000, { status: "retracted", publish_at: null, retraction })).status).toBe(201);
    const page = await worker.fetch("/api/articles/4000");
    expect([page.status, await page.json()]).toEqual([410, expect.objectContaining({ note: "سُحب لخطأ." })]);
    expect(await (await worker.fetch("/api/articles?lang=ar")).json()).toEqual(before);
  });

  it("is sanitised again, wherever the archive has been", async () => {
    const body = '<p onclick="x()">نص <script>alert(1)</script><b>مهم</b></p>';
    const response = await put(4_000, { body_format: "html", body });
    expect(response.status).toBe(201);
    expect((await response.json<{ body: string }>()).body).not.toMatch(/script|onclick/);
  });

  it("422 with every fault when its standing contradicts itself or its observance is not there", async () => {
    const odd = await put(4_000, { status: "retracted" });
    const { faults } = await odd.json<{ faults: { field: string }[] }>();
    expect([odd.status, faults.map(({ field }) => field)]).toEqual([422, ["publish_at", "retraction"]]);
    const orphan = await put(4_000, { observance: "un.no-such-day" });
    expect(await orphan.json()).toMatchObject({ status: 422, faults: [{ code: "observance-unknown" }] });
  });

  it("403 for a token that may publish and not settle the site, and for one that may settle it and not publish", async () => {
    for (const scopes of [
      ["articles:draft", "articles:publish"],
      ["settings:write", "articles:draft"],
    ] as const) {
      const headers = { Authorization: `Bearer ${await makeToken(scopes)}` };
      const init = { method: "PUT", headers, body: JSON.stringify(carried) };
      expect((await worker.fetch(path(4_000), init)).status).toBe(403);
    }
    const headers = { Authorization: `Bearer ${await makeToken(["articles:publish"])}` };
    expect((await worker.fetch(path(4_000), { headers })).status).toBe(403);
    expect((await worker.asEditor(path(4_000))).status).toBe(404);
  });
});
