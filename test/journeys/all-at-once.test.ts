/** Whatever is wrong with what was sent beside a text is told at once. */
import { expect, it } from "vitest";
import { TestWorker } from "../worker";

async function faultsOf(text: string, query: string) {
  const response = await new TestWorker().upload(text, query);
  const { faults = [] } = await response.json<{
    faults?: { code: string; field: string; message: string }[];
  }>();
  return { status: response.status, faults };
}
const fields = async (text: string, query: string) =>
  (await faultsOf(text, query)).faults.map(({ field }) => field).sort();

it("an unknown section and an instant that is none", async () => {
  const query = "lang=ar&section=لا-يوجد&publish_at=غدا";
  expect(await fields("29/11/2021\n\nخبر\n\nنص.", query)).toEqual(["publish_at", "section"]);
});

it("an unknown section and an article of JSON that lacks its title", async () => {
  const query = "lang=ar&section=لا-يوجد";
  expect(await fields(JSON.stringify({ body: "نص." }), query)).toEqual(["section", "title"]);
});

it("a title of front matter that is a list says how to write it", async () => {
  const { status, faults } = await faultsOf("---\ntitle: [تحديث] فيضان\n---\n\nنص.", "lang=ar");
  expect(status).toBe(422);
  expect(faults.map(({ code }) => code)).toContain("bad-front-matter");
  const list = await faultsOf("---\ntitle: [تحديث, فيضان]\n---\n\nنص.", "lang=ar");
  expect(list.faults).toContainEqual(
    expect.objectContaining({ field: "title", message: expect.stringContaining("in quotes") }),
  );
});

it("too many tags: how many letters they may have, and none of them again", async () => {
  const { status, faults } = await faultsOf("29/11/2021\n\nخبر\n\nنص.", `lang=ar&tags=${"ا".repeat(3_000)}`);
  expect([status, faults]).toEqual([
    422,
    [expect.objectContaining({ field: "tags", message: expect.stringContaining("at most 2000 letters") })],
  ]);
});
