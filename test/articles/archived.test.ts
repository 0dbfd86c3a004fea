/** Articles that are exported from one site and imported into another, by the routes of the archive. */
import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const dates = { publishedOn: "2021-02-03", publishedTime: null, publishAt: null };
const particulars = {
  ...{ ...dates, publishAt: Date.parse("2021-02-03T09:00:00.000Z"), unpublishAt: null, lang: "ar" },
  ...{ slug: "خبر-محمول", tags: ["ماء"], authors: ["سلمى"], sectionId: null, asked: dates },
};

/** Its current revision. */
const current = {
  ...{ number: 2, reason: "revised", status: "published", correction: null, source_hash: null },
  ...{ content_hash: "c".repeat(64), chain_hash: "d".repeat(64), token_id: null, particulars },
};

/** The one before it. */
const earlier = {
  ...current,
  ...{ number: 1, at: "2021-02-04T10:00:00.000Z", reason: "created", correction: "صُحح الاسم." },
  ...{ title: "خبر", body_format: "text", body: "نص.", see_also: [], warnings: [] },
};

const carried = {
  ...{ group: 77, lang: "ar", status: "published", publish_at: "2021-02-03T09:00:00.000Z" },
  unpublish_at: null,
  restored_status: null,
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
  ...{ observance: null, is_automatic: false, occurrences: [], revision: current },
};
const path = (id: number) => `/api/articles/${id}/archived`;
const put = async (id: number, changes: Record<string, unknown> = {}) =>
  await worker.send("PUT", path(id), { ...carried, ...changes });
/** Another site: nothing of the first is left. */
async function migrated(): Promise<void> {
  await applyD1Migrations(env.DB, env.DB_MIGRATIONS);
  await applyD1Migrations(env.SEARCH, env.SEARCH_MIGRATIONS);
}
const putEarlier = async (id: number) =>
  await worker.send("PUT", `${path(id)}/revisions`, { revisions: [earlier] });
const codeOf = async (response: Response) => (await response.json<{ code: string }>()).code;

describe("a carried article", () => {
  it("stands under its id, on its day, in its lists, with its correction as it was dated", async () => {
    expect((await put(4_000)).status).toBe(201);
    expect(await (await putEarlier(4_000)).json()).toEqual({ kept: 1, refused: [] });
    const kept = await (await worker.asEditor(path(4_000))).json<typeof carried>();
    expect(kept).toEqual(carried);
    const read = await (await worker.fetch("/api/articles/4000")).json();
    expect(read).toMatchObject({ id: 4_000, corrections: carried.corrections, tags: [{ name: "ماء" }] });
    const tag = await (await worker.fetch(`/ar/tag/${encodeURIComponent("ماء")}/`)).text();
    expect(tag).toContain("خبر محمول");
    expect((await worker.fetch("/s/4000")).status).toBe(301);
  });

  it("comes with what it was: every revision to the letter, its chain unbroken, its corrections dated", async () => {
    const [old, id] = [new TestWorker(), 1];
    const text = { lang: "ar", title: "جسر الوادي", body: "نصّ أول.", status: "published" };
    await old.send("POST", "/api/articles", { ...text, tags: ["ماء"], see_also: [{ title: "نبع" }] });
    const second = { ...text, body: "نصّ ثان.", correction: "صُحح الاسم." };
    await old.send("PUT", `/api/articles/${id}`, second, { "If-Match": '"r1"' });
    await old.send("PUT", `/api/articles/${id}`, { ...text, body: "نصّ ثالث." }, { "If-Match": '"r2"' });
    const [article, past] = [`${path(id)}`, `${path(id)}/revisions`];
    const carriedOff = await (await old.asEditor(article)).json<{ revision: { number: number } }>();
    const { revisions } = await (await old.asEditor(past)).json<{ revisions: { body: string }[] }>();
    expect([carriedOff.revision.number, revisions.map(({ body }) => body)]).toEqual([
      3,
      ["نصّ أول.", "نصّ ثان."],
    ]);
    await reset();
    await migrated();
    expect((await worker.send("PUT", article, carriedOff)).status).toBe(201);
    // Cut off here, an import is begun again.
    expect((await worker.send("PUT", article, carriedOff)).status).toBe(200);
    const verified = async () =>
      (await (await worker.asEditor(`/api/articles/${id}/revisions?verify=1`)).json<{ verified: boolean }>())
        .verified;
    expect(await verified()).toBe(false);
    const put = async (sent: readonly unknown[]) =>
      await (await worker.send("PUT", past, { revisions: sent })).json();
    expect(await put(revisions)).toEqual({ kept: 2, refused: [] });
    expect(await put(revisions)).toEqual({ kept: 2, refused: [] });
    expect(await verified()).toBe(true);
    expect(await (await worker.asEditor(article)).json()).toEqual(carriedOff);
    expect((await (await worker.asEditor(past)).json<{ revisions: unknown[] }>()).revisions).toEqual(
      revisions,
    );
    const read = await (await worker.fetch(`/api/articles/${id}`)).json<{
      corrections: { note: string }[];
    }>();
    expect(read.corrections.map(({ note }) => note)).toEqual(["صُحح الاسم."]);
  });

  it("takes no revision that is not of its past: none that is there, none at or behind where it stands", async () => {
    const revision = { ...earlier, chain_hash: "b".repeat(64), correction: null };
    await put(4_000);
    await putEarlier(4_000);
    const send = async (...numbers: number[]) =>
      await worker.send("PUT", `${path(4_000)}/revisions`, {
        revisions: numbers.map(number => ({ ...revision, number })),
      });
    expect(await (await send(1, 2, 9)).json()).toEqual({ kept: 0, refused: [1, 2, 9] });
    expect(
      (await worker.send("PUT", `${path(5)}/revisions`, { revisions: [{ ...revision, number: 1 }] })).status,
    ).toBe(404);
    expect((await send(0)).status).toBe(422);
    expect((await worker.asEditor(`${path(5)}/revisions`)).status).toBe(404);
  });

  it("a text that was tampered with on the way is sanitized, and its chain says so", async () => {
    expect((await put(4_000, { revision: current, corrections: [] })).status).toBe(201);
    const hostile = {
      title: "خبر",
      body_format: "html",
      body: '<p onclick="x()">نص<script>x()</script></p>',
    };
    const rest = { see_also: [], warnings: [], at: "2021-02-03T08:00:00.000Z", number: 1 };
    await worker.send("PUT", `${path(4_000)}/revisions`, {
      revisions: [{ ...current, ...hostile, ...rest }],
    });
    const kept = await (await worker.asEditor("/api/articles/4000/revisions/1")).text();
    expect(kept).not.toMatch(/onclick|<script/);
    const verification = await (await worker.asEditor("/api/articles/4000/revisions?verify=1")).json();
    expect(verification).toMatchObject({ verified: false, first_misfit: { number: 1 } });
  });

  it("makes nothing when it comes again, and 409 when the id is another's: nothing is ever revised so", async () => {
    await put(4_000);
    const again = await put(4_000);
    expect([again.status, await again.json()]).toEqual([
      200,
      { ...carried, corrections: [], outcome: "unchanged" },
    ]);
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

  it("is sanitized again, wherever the archive has been", async () => {
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
