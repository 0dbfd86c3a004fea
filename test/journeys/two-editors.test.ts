/** Nobody overwrites anybody: If-Match, Idempotency-Key, and two editors at once. */
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { makeToken, TestWorker } from "../worker";

interface Told {
  id: number;
  url: string;
  revision: number;
  status: string;
  outcome: string;
  edition: number;
  slug: string;
  title: string;
  body_text: string;
  published_on: string | null;
  code: string;
  etag: string;
  changed: string[] | null;
}

const article = (body: string, more: Record<string, unknown> = {}) => ({
  lang: "ar",
  title: "عودة المدرسة إلى القرية",
  body,
  ...more,
});

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();
const etagOf = (response: Response) => response.headers.get("ETag") ?? "";
const path = (id: number) => `/api/articles/${id}`;

async function posted(
  more: Record<string, unknown> = {},
): Promise<{ id: number; etag: string; url: string }> {
  const response = await worker.send("POST", "/api/articles", article("فتحت المدرسة أبوابها.", more));
  const { id, url } = await told(response);
  return { id, url, etag: etagOf(response) };
}

const put = async (id: number, value: unknown, headers: Record<string, string>) =>
  await worker.send("PUT", path(id), value, headers);

describe("PUT of an article", () => {
  it("428 without If-Match, and nothing is written", async () => {
    const { id } = await posted();
    const refused = await put(id, article("نص آخر."), {});
    expect(refused.status).toBe(428);
    expect((await told(refused)).code).toBe("precondition-required");
    expect((await told(await worker.asEditor(path(id)))).revision).toBe(1);
  });

  it("becomes the next revision of what the editor has read", async () => {
    const { id, etag } = await posted({ status: "published" });
    const response = await put(id, article("فتحت المدرسة أبوابها من جديد."), { "If-Match": etag });
    expect(response.status).toBe(200);
    expect(await told(response)).toMatchObject({ outcome: "revised", revision: 2, status: "published" });
    expect(etagOf(response)).toMatch(/^"r2\./);
    expect(await (await worker.fetch(path(id))).text()).toContain("من جديد");
  });

  it("412 with the revision, the ETag and what changed when another editor saved first", async () => {
    const { id, etag } = await posted();
    await put(id, article("نص الأول.", { tags: ["تعليم"] }), { "If-Match": etag });
    const refused = await put(id, article("نص الثاني."), { "If-Match": etag });
    expect(refused.status).toBe(412);
    expect(await told(refused)).toMatchObject({
      code: "precondition-failed",
      revision: 2,
      changed: ["tags", "body"],
    });
    expect((await told(await worker.asEditor(path(id)))).body_text).toBe("نص الأول.");
    const again = await put(id, article("نص الثاني."), { "If-Match": etagOf(refused) });
    expect((await told(again)).revision).toBe(3);
  });

  it.each([
    ["weakened on the way", (etag: string) => `W/${etag}`, 200],
    ["one of several", (etag: string) => `"other", ${etag}`, 200],
    ["any", () => "*", 200],
    ["none of ours", () => '"abc"', 412],
    ["a revision ahead", () => '"r9.ab"', 412],
  ])("If-Match %s", async (_, header, status) => {
    const { id, etag } = await posted();
    expect((await put(id, article("نص آخر."), { "If-Match": header(etag) })).status).toBe(status);
  });

  it("404 for an article that there is not", async () => {
    expect((await put(999, article("نص."), { "If-Match": "*" })).status).toBe(404);
  });

  it("422 in another language: a translation is another article", async () => {
    const { id, etag } = await posted();
    const refused = await put(id, { ...article("Text."), lang: "en" }, { "If-Match": etag });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({ faults: [{ field: "lang" }] });
  });

  it("403 for a token that may only draft, when readers see the article", async () => {
    const { id, etag } = await posted({ status: "published" });
    const token = await makeToken(["articles:draft"]);
    const refused = await worker.fetch(path(id), {
      method: "PUT",
      body: JSON.stringify(article("نص آخر.")),
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", "If-Match": etag },
    });
    expect(refused.status).toBe(403);
  });

  it("a draft gets the date that it is sent with", async () => {
    const { id, etag } = await posted();
    const response = await put(id, article("نص.", { published_on: "2026-11-20" }), { "If-Match": etag });
    expect(await told(response)).toMatchObject({ status: "draft", published_on: "2026-11-20" });
  });

  it("the date and instant of a published article stay when none is sent", async () => {
    const { id, etag } = await posted({ status: "published", publish_at: "2026-11-20T10:00:00+03:00" });
    const response = await put(id, article("نص آخر."), { "If-Match": etag });
    expect(await told(response)).toMatchObject({ published_on: "2026-11-20", status: "published" });
  });
});

describe("another slug", () => {
  it("the old address redirects for ever, and back when the slug comes back", async () => {
    const { id, etag, url } = await posted({ status: "published" });
    const old = new URL(url).pathname;
    expect((await worker.fetch(old)).status).toBe(200);
    const moved = await put(id, article("نص.", { slug: "المدرسة" }), { "If-Match": etag });
    const there = new URL((await told(moved)).url).pathname;
    const redirect = await worker.fetch(old);
    expect([redirect.status, redirect.headers.get("Location")]).toEqual([301, there]);
    expect((await worker.fetch(there)).status).toBe(200);
    const back = await put(id, article("نص.", { slug: "عودة المدرسة إلى القرية" }), { "If-Match": "*" });
    expect(new URL((await told(back)).url).pathname).toBe(old);
    expect((await worker.fetch(old)).status).toBe(200);
    expect((await worker.fetch(there)).status).toBe(301);
  });

  it("409 when another article of the day has it", async () => {
    const { id, etag } = await posted({ status: "published" });
    await worker.send("POST", "/api/articles", {
      ...article("نص."),
      title: "المدرسة",
      status: "published",
    });
    const refused = await put(id, article("نص.", { slug: "المدرسة" }), { "If-Match": etag });
    expect([refused.status, (await told(refused)).code]).toEqual([409, "address-taken"]);
  });
});

describe("what a PUT leaves out", () => {
  it("stays, references among it; an empty list takes them away", async () => {
    const { id } = await posted({ see_also: [{ title: "مدارس الجبل" }], tags: ["تعليم"] });
    type Shown = Told & { see_also: { title: string }[]; tags: { name: string }[] };
    const titles = ({ see_also: seeAlso }: Shown) => seeAlso.map(({ title }) => title);
    const send = async (more: object) =>
      await (
        await put(id, article("نص آخر.", more as Record<string, unknown>), { "If-Match": "*" })
      ).json<Shown>();
    const kept = await send({});
    expect([titles(kept), kept.tags.map(({ name }) => name)]).toEqual([["مدارس الجبل"], ["تعليم"]]);
    expect(titles(await send({ see_also: [] }))).toEqual([]);
  });

  it("of its translations, when it translates another article from now on, is told", async () => {
    const english = await told(
      await worker.send("POST", "/api/articles", { ...article("Text."), lang: "en" }),
    );
    const other = await told(
      await worker.send("POST", "/api/articles", { ...article("Other."), lang: "en" }),
    );
    const { id } = await posted({ translation_of: english.id });
    const moved = await put(id, article("نص.", { translation_of: other.id }), { "If-Match": "*" });
    expect(await moved.json()).toMatchObject({
      translations: [{ id: other.id }],
      warnings: [{ code: "translations-left", message: expect.stringContaining(`${english.id}, “`) }],
    });
  });
});

describe("a correction", () => {
  const codes = async (response: Response) =>
    (await response.json<{ warnings: { code: string }[] }>()).warnings.map(({ code }) => code);

  it("of what no reader has had is told, until readers have had it", async () => {
    const sent = article("نص.", { correction: "صُحّح الاسم." });
    const first = await worker.send("POST", "/api/articles", sent);
    const { id } = await told(first.clone());
    expect(await codes(first)).toContain("correction-unseen");
    const second = await put(id, article("نص آخر.", { correction: "صُحّح التاريخ." }), { "If-Match": "*" });
    expect(await codes(second)).toContain("correction-unseen");
    await worker.send("PUT", `${path(id)}/publication`, {});
    const third = await put(id, article("نص ثالث.", { correction: "صُحّح العدد." }), { "If-Match": "*" });
    expect(await codes(third)).not.toContain("correction-unseen");
  });
});

describe("a change of standing", () => {
  it("412 when If-Match is stale; without it, whatever stands is published", async () => {
    const { id, etag } = await posted();
    await put(id, article("نص آخر."), { "If-Match": etag });
    const stale = await worker.send("PUT", `${path(id)}/publication`, {}, { "If-Match": etag });
    expect([stale.status, (await told(stale)).changed]).toEqual([412, ["body"]]);
    expect((await worker.send("PUT", `${path(id)}/publication`, {})).status).toBe(200);
    const retraction = { method: "DELETE", headers: { "If-Match": etag } };
    expect((await worker.asEditor(`${path(id)}/publication`, retraction)).status).toBe(412);
  });

  it("takes effect once for one Idempotency-Key; the same key with DELETE is another request", async () => {
    const { id } = await posted();
    const key = { "Idempotency-Key": "k1" };
    const first = await told(await worker.send("PUT", `${path(id)}/publication`, {}, key));
    await worker.asEditor(`${path(id)}/publication`, { method: "DELETE" });
    const retry = await told(await worker.send("PUT", `${path(id)}/publication`, {}, key));
    expect(retry).toMatchObject({ outcome: "replayed", edition: first.edition, status: "retracted" });
    const other = await worker.send("DELETE", `${path(id)}/publication`, {}, key);
    expect((await told(other)).code).toBe("idempotency-key-reused");
  });

  it("is claimed by what had nothing to do: sent again, it undoes nobody's work since", async () => {
    const { id } = await posted();
    const key = { "If-Match": "*", "Idempotency-Key": "k1" };
    expect((await told(await put(id, article("فتحت المدرسة أبوابها."), key))).outcome).toBe("unchanged");
    await put(id, article("نص آخر."), { "If-Match": "*" });
    const retry = await told(await put(id, article("فتحت المدرسة أبوابها."), key));
    expect(retry).toMatchObject({ outcome: "replayed", revision: 2, body_text: "نص آخر." });
    const other = await put(id, article("نص ثالث."), key);
    expect((await told(other)).code).toBe("idempotency-key-reused");
    const review = `${path(id)}/review`;
    const twice = { "Idempotency-Key": "k2" };
    await worker.send("PUT", review, {});
    expect((await worker.send("PUT", review, {}, twice)).status).toBe(200);
    await worker.asEditor(review, { method: "DELETE" });
    expect((await told(await worker.send("PUT", review, {}, twice))).outcome).toBe("replayed");
    expect((await told(await worker.asEditor(path(id)))).status).toBe("draft");
  });

  it("a PUT of content that is sent again with its key is answered, not refused as stale", async () => {
    const { id, etag } = await posted();
    const headers = { "If-Match": etag, "Idempotency-Key": "k1" };
    expect((await told(await put(id, article("نص آخر."), headers))).outcome).toBe("revised");
    const retry = await put(id, article("نص آخر."), headers);
    expect([retry.status, await told(retry)]).toMatchObject([200, { outcome: "replayed", revision: 2 }]);
  });
});

describe("two editors at the same instant", () => {
  it("one wins, the other is told, nothing is torn", async () => {
    const { id, etag } = await posted({ status: "published" });
    const other = new TestWorker();
    const answers = await Promise.all([
      put(id, article("نص الأول.", { tags: ["أول"] }), { "If-Match": etag }),
      other.send("PUT", path(id), article("نص الثاني.", { tags: ["ثان"] }), { "If-Match": etag }),
    ]);
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 412]);
    const stands = await worker.asEditor(path(id));
    const { revision, body_text: body, ...rest } = await stands.json<Told & { tags: { name: string }[] }>();
    expect(revision).toBe(2);
    expect(rest.tags.map(tag => tag.name)).toEqual([body === "نص الأول." ? "أول" : "ثان"]);
    const { results } = await env.DB.prepare(
      "SELECT count(*) AS revisions FROM revisions WHERE article_id = ?",
    )
      .bind(id)
      .all();
    expect(results).toEqual([{ revisions: 2 }]);
  });

  it("with any revision allowed both are kept, one after the other", async () => {
    const { id } = await posted();
    const answers = await Promise.all([
      put(id, article("نص الأول."), { "If-Match": "*" }),
      new TestWorker().send("PUT", path(id), article("نص الثاني."), { "If-Match": "*" }),
    ]);
    const revisions = await Promise.all(answers.map(async answer => (await told(answer)).revision));
    expect(revisions.toSorted()).toEqual([2, 3]);
  });
});

/** What one of two editors does next. */
type Step =
  | { readonly editor: 0 | 1; readonly act: "read" | "publish" | "retract" | "retry" }
  | { readonly editor: 0 | 1; readonly act: "revise"; readonly body: string };

const editor = fc.constantFrom(0 as const, 1 as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ editor, act: fc.constantFrom("read", "publish", "retract", "retry") }),
  fc.record({
    editor,
    act: fc.constant("revise"),
    body: fc.constantFrom("نص أول.", "نص ثان.", "نص ثالث."),
  }),
) as fc.Arbitrary<Step>;

/** What stands, by the plainest rules. */
interface Model {
  revision: number;
  body: string;
  status: string;
  /** The revision that each editor has read, and the last revision that each has asked for. */
  readonly had: [number, number];
  readonly last: [Revised | null, Revised | null];
}
interface Revised {
  readonly key: string;
  readonly etag: number;
  readonly body: string;
  hadEffect: boolean;
}

describe("two editors in any order", () => {
  it("never lose what the other wrote: the article is what a plain model says", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async steps => {
        const first = await worker.send("POST", "/api/articles", article("بداية."));
        const { id } = await told(first);
        const model: Model = {
          revision: 1,
          body: "بداية.",
          status: "draft",
          had: [1, 1],
          last: [null, null],
        };
        const workers = [worker, new TestWorker()] as const;
        for (const [place, one] of steps.entries()) await play(workers[one.editor], id, model, one, place);
        const stands = await told(await worker.asEditor(path(id)));
        expect([stands.revision, stands.body_text, stands.status]).toEqual([
          model.revision,
          model.body,
          model.status,
        ]);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  }, 120_000);
});

/** One step through the front door, and the same in the model. */
async function play(by: TestWorker, id: number, model: Model, one: Step, place: number): Promise<void> {
  const had = model.had[one.editor];
  if (one.act === "read") {
    const response = await by.asEditor(path(id));
    expect(etagOf(response).startsWith(`"r${model.revision}.`)).toBe(true);
    model.had[one.editor] = model.revision;
    return;
  }
  if (one.act === "revise" || one.act === "retry") {
    const asked: Revised | null =
      one.act === "revise"
        ? { key: `${id}-${place}`, etag: had, body: one.body, hadEffect: false }
        : model.last[one.editor];
    if (asked === null) return;
    model.last[one.editor] = asked;
    const headers = { "If-Match": `"r${asked.etag}.00"`, "Idempotency-Key": asked.key };
    const response = await by.send("PUT", path(id), article(asked.body), headers);
    const isStale = !asked.hadEffect && asked.etag !== model.revision;
    expect(response.status).toBe(isStale ? 412 : 200);
    if (isStale || asked.hadEffect || asked.body === model.body) return;
    Object.assign(model, { revision: model.revision + 1, body: asked.body });
    asked.hadEffect = true;
    return;
  }
  await restate(by, id, model, had, one.act);
}

async function restate(by: TestWorker, id: number, model: Model, had: number, act: "publish" | "retract") {
  const method = act === "publish" ? "PUT" : "DELETE";
  const response = await by.send(method, `${path(id)}/publication`, {}, { "If-Match": `"r${had}"` });
  if (had !== model.revision) {
    expect([response.status, (await told(response)).revision]).toEqual([412, model.revision]);
  } else if (act === "retract" && model.status === "draft") {
    expect(response.status).toBe(409);
  } else {
    expect(response.status).toBe(200);
    const next = act === "publish" ? "published" : "retracted";
    if (model.status !== next) Object.assign(model, { revision: model.revision + 1, status: next });
  }
}
