/** Articles that are there become translations of each other, or no longer are. */
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { Faulty } from "../cache/faulty";
import { shortArticle } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";

interface Told {
  id: number;
  url: string;
  outcome: string;
  edition: number;
  code: string;
  translations: { id: number; lang: string }[];
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();

async function posted(lang: "ar" | "en" | "ckb", title: string, status = "published"): Promise<Told> {
  const body = lang === "en" ? "The bridge is open." : "فُتح الجسر.";
  return await told(await worker.send("POST", "/api/articles", { lang, title, body, status }));
}
const link = async (id: number, other: number) =>
  await worker.send("PUT", `/api/articles/${id}/translations/${other}`, {});
const unlink = async (id: number, other: number) =>
  await worker.asEditor(`/api/articles/${id}/translations/${other}`, { method: "DELETE" });
/** Pages name addresses in letters. */
const pathOf = ({ url }: Told) => decodeURIComponent(new URL(url).pathname);
const page = async (by: TestWorker, { url }: Told, edition: number) =>
  await (await by.fetch(`${new URL(url).pathname}?edition=${edition}`)).text();

describe("a translation", () => {
  it("is linked: both pages lead to each other, in every isolate that held them, and unlinked again", async () => {
    const [arabic, english] = [await posted("ar", "الجسر"), await posted("en", "The bridge")];
    const reader = new TestWorker();
    expect(await page(reader, arabic, 0)).not.toContain(pathOf(english));
    const linked = await told(await link(arabic.id, english.id));
    expect(linked).toMatchObject({ outcome: "linked", translations: [{ id: english.id, lang: "en" }] });
    expect(await page(reader, arabic, linked.edition)).toContain(pathOf(english));
    expect(await page(reader, english, linked.edition)).toContain(pathOf(arabic));
    const unlinked = await told(await unlink(arabic.id, english.id));
    expect(unlinked).toMatchObject({ outcome: "unlinked", translations: [] });
    expect(await page(reader, english, unlinked.edition)).not.toContain(pathOf(arabic));
  });

  it("that is linked already makes no edition", async () => {
    const [arabic, english] = [await posted("ar", "الجسر"), await posted("en", "The bridge")];
    const { edition } = await told(await link(arabic.id, english.id));
    expect((await told(await link(arabic.id, english.id))).edition).toBe(edition);
  });

  it("409 when the group has that language; 404 for what is no translation, or is not there", async () => {
    const [arabic, english] = [await posted("ar", "الجسر"), await posted("en", "The bridge")];
    const another = await posted("en", "Another bridge");
    await link(arabic.id, english.id);
    const refused = await link(arabic.id, another.id);
    expect([refused.status, (await told(refused)).code]).toEqual([409, "translation-exists"]);
    expect((await unlink(arabic.id, another.id)).status).toBe(404);
    expect((await unlink(arabic.id, arabic.id)).status).toBe(404);
    expect((await link(arabic.id, 999)).status).toBe(404);
  });

  it("409 from the trash; 403 for a token that may only draft when readers see it", async () => {
    const [arabic, english] = [await posted("ar", "الجسر"), await posted("en", "The bridge")];
    const headers = { Authorization: `Bearer ${await makeToken(["articles:draft"])}` };
    const path = `/api/articles/${arabic.id}/translations/${english.id}`;
    expect((await worker.fetch(path, { method: "PUT", headers })).status).toBe(403);
    await worker.asEditor(`/api/articles/${english.id}`, { method: "DELETE" });
    expect((await told(await link(arabic.id, english.id))).code).toBe("trashed");
  });

  it("two at once for one place: one is linked, the other is told", async () => {
    const arabic = await posted("ar", "الجسر");
    const others = [await posted("en", "The bridge"), await posted("en", "Another bridge")];
    const answers = await Promise.all(others.map(async ({ id }) => await link(arabic.id, id)));
    expect(answers.map(answer => answer.status).toSorted()).toEqual([200, 409]);
  });

  it("422 for an article and itself, linked or sent as its own translation", async () => {
    const arabic = await posted("ar", "الجسر");
    const refused = await link(arabic.id, arabic.id);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      { faults: [{ field: "translation_of", message: expect.stringContaining("another language") }] },
    ]);
    const own = { lang: "ar", title: "الجسر", body: "فُتح الجسر.", translation_of: arabic.id };
    expect((await worker.send("PUT", `/api/articles/${arabic.id}`, own, { "If-Match": "*" })).status).toBe(
      422,
    );
  });
});

describe("a draft in a place among translations", () => {
  const drafted = async (by: string, lang: "ar" | "en", title: string, of: number) =>
    await worker.fetch("/api/articles", {
      method: "POST",
      headers: { Authorization: by },
      body: JSON.stringify({ lang, title, body: "فُتح الجسر.", translation_of: of }),
    });
  const drafter = async () => `Bearer ${await makeToken(["articles:draft"])}`;
  const siblings = async (id: number) =>
    (await told(await worker.asEditor(`/api/articles/${id}`))).translations;

  it("is told to editors beside the article, and to no reader", async () => {
    const english = await posted("en", "The bridge");
    const draft = await told(await drafted(await drafter(), "ar", "الجسر مسودة", english.id));
    expect(await siblings(english.id)).toEqual([
      { id: draft.id, lang: "ar", title: "الجسر مسودة", status: "draft", url: null },
    ]);
    expect((await told(await worker.fetch(`/api/articles/${english.id}`))).translations).toEqual([]);
    expect(await page(new TestWorker(), english, 0)).not.toContain("الجسر مسودة");
  });

  it("keeps another draft out, which is told of it by its id, dry or wet", async () => {
    const english = await posted("en", "The bridge");
    const draft = await told(await drafted(await drafter(), "ar", "الجسر مسودة", english.id));
    for (const refused of [
      await drafted(await drafter(), "ar", "الجسر", english.id),
      await worker.upload(shortArticle("الجسر"), `lang=ar&dry_run=1&translation_of=${english.id}`),
      await link(english.id, (await posted("ar", "الجسر", "draft")).id),
    ])
      expect(await refused.json()).toMatchObject({
        code: "translation-exists",
        id: draft.id,
        detail: expect.stringContaining(`/translations/${draft.id}`),
      });
  });

  it.each([
    ["sent", async (of: number) => await worker.send("POST", "/api/articles", inArabic(of))],
    ["uploaded", async (of: number) => await worker.upload(shortArticle("الجسر"), published(of))],
    [
      "rewritten",
      async (of: number) => {
        const { id } = await posted("ar", "الجسر");
        return await worker.send("PUT", `/api/articles/${id}`, inArabic(of), { "If-Match": "*" });
      },
    ],
  ])("gives way to what is published, %s, and nothing of it is lost", async (_, send) => {
    const english = await posted("en", "The bridge");
    const draft = await told(await drafted(await drafter(), "ar", "الجسر مسودة", english.id));
    const answer = await send(english.id);
    expect([answer.ok, await answer.json()]).toMatchObject([
      true,
      {
        translations: [{ id: english.id }],
        warnings: expect.arrayContaining([
          { code: "translation-set-apart", message: expect.stringContaining(`Article ${draft.id}`) },
        ]),
      },
    ]);
    expect(await told(await worker.asEditor(`/api/articles/${draft.id}`))).toMatchObject({
      title: "الجسر مسودة",
      translations: [],
    });
    const { acts } = await (await worker.asEditor(`/api/audit?subject=${draft.id}`)).json<{
      acts: { action: string }[];
    }>();
    expect(acts.map(({ action }) => action)).toEqual(["article.unlinked", "article.create"]);
  });

  it("gives way to a published article that is linked, and a published one gives way to none", async () => {
    const english = await posted("en", "The bridge");
    const draft = await told(await drafted(await drafter(), "ar", "الجسر مسودة", english.id));
    const arabic = await posted("ar", "الجسر");
    const linked = await link(english.id, arabic.id);
    expect([linked.status, await linked.json()]).toMatchObject([
      200,
      {
        warnings: [
          { code: "translation-set-apart", message: expect.stringContaining(`Article ${draft.id}`) },
        ],
      },
    ]);
    expect(await siblings(english.id)).toMatchObject([{ id: arabic.id, status: "published" }]);
    const refused = await worker.send("POST", "/api/articles", { ...inArabic(english.id), title: "جسر" });
    expect(await refused.json()).toMatchObject({ code: "translation-exists", id: arabic.id });
  });

  it("stays linked when its text is written in the same moment", async () => {
    const english = await posted("en", "The bridge");
    const { id } = await posted("ar", "الجسر");
    for (const held of [1, 2, 3, 4]) {
      const db = new Faulty(env.DB);
      const slow = new TestWorker({ DB: db.binding });
      await slow.authorization();
      const { promise, resolve } = Promise.withResolvers<void>();
      db.plan = call => (call === held ? { before: promise } : null);
      const text = { lang: "ar", title: "الجسر", body: `نصّ ${held}.` };
      const writing = slow.send("PUT", `/api/articles/${id}`, text, { "If-Match": "*" });
      expect((await link(english.id, id)).status).toBe(200);
      resolve();
      expect((await writing).status).toBe(200);
      expect([held, await siblings(english.id)]).toMatchObject([held, [{ id }]]);
      const unlink = `/api/articles/${english.id}/translations/${id}`;
      expect((await worker.asEditor(unlink, { method: "DELETE" })).status).toBe(200);
    }
  });

  it.each([
    ["sent", async (of: number) => await worker.send("POST", "/api/articles", inArabic(of))],
    ["uploaded", async (of: number) => await worker.upload(shortArticle("الجسر"), published(of))],
    [
      "foreseen",
      async (of: number) => await worker.upload(shortArticle("الجسر"), `${published(of)}&dry_run=1`),
    ],
    ["linked", async (of: number) => await link(of, (await posted("ar", "الجسر")).id)],
  ])("stays among its own when another in its language names it, %s: 422", async (_, send) => {
    const english = await posted("en", "The bridge");
    const draft = await told(await drafted(await drafter(), "ar", "الجسر مسودة", english.id));
    const refused = await send(draft.id);
    expect([refused.status, await refused.json()]).toMatchObject([
      422,
      {
        faults: [
          { field: "translation_of", message: expect.stringContaining(`Article ${draft.id} is in 'ar'`) },
        ],
      },
    ]);
    expect(await siblings(english.id)).toMatchObject([{ id: draft.id }]);
  });

  const inArabic = (of: number) => ({
    ...{ lang: "ar", title: "الجسر", body: "فُتح الجسر.", status: "published", translation_of: of },
  });
  const published = (of: number) => `lang=ar&status=published&translation_of=${of}`;
});
