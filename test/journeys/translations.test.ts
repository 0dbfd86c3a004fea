/** Articles that are there become translations of each other, or no longer are. */
import { beforeEach, describe, expect, it } from "vitest";
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
});
