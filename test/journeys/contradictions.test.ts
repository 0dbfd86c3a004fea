/** Wishes that cannot all come true: each is refused with a sentence that says what to do. */
import { beforeEach, expect, it } from "vitest";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const article = { lang: "ar", title: "خبر", body: "نصّ." };

async function refusal(answer: Response): Promise<unknown> {
  const { faults } = await answer.json<{ faults: { field: string; message: string }[] }>();
  return [answer.status, faults.map(({ field, message }) => `${field} ${message}`)];
}
const of = (field: string, ...words: readonly string[]) => [
  422,
  [expect.stringMatching(new RegExp(`^${field} .*${words.join(".*")}`))],
];

it("the status `scheduled` without anything that is ahead", async () => {
  const wanted = of("status", "ahead", "publish_at", "published");
  const wish = { ...article, status: "scheduled" };
  expect(await refusal(await worker.send("POST", "/api/articles", wish))).toEqual(wanted);
  const sent = await worker.upload(shortArticle("خبر"), "lang=ar&status=scheduled");
  expect(await refusal(sent)).toEqual(wanted);
});

it("a token without scopes: it would open nothing", async () => {
  const made = await worker.send("POST", "/api/tokens", { name: "مكتب", scopes: [] });
  expect(await refusal(made)).toEqual(of("scopes", "name at least one of articles:draft", "opens nothing"));
});

it("an offset as the newsroom's zone: it knows no summer time", async () => {
  for (const zone of ["+03:00", "-0300", "+03"]) {
    const wanted = of("zone", "Asia/Damascus", "offset");
    expect(await refusal(await worker.send("PATCH", "/api/settings", { zone }))).toEqual(wanted);
  }
  for (const zone of ["Asia/Damascus", "Europe/Berlin", "UTC"])
    expect((await worker.send("PATCH", "/api/settings", { zone })).status).toBe(200);
});
