/** Articles that come as JSON files: what breaks off on the way is refused, and becomes no article of its own source. */
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { TestWorker } from "../worker";

const WHOLE = JSON.stringify(
  { lang: "ar", title: "نهر الخابور", body: "عاد الماء.", published_on: "2026-11-20" },
  null,
  1,
);

async function sent(body: string, type = "application/json", query = "lang=ar") {
  const response = await new TestWorker().asEditor(`/api/uploads?${query}`, {
    ...{ method: "POST", body, headers: { "Content-Type": type } },
  });
  const told = await response.json<{ code: string; detail: string; title: string }>();
  return { ...told, status: response.status };
}
const articles = async () => await env.DB.prepare("SELECT count(*) AS n FROM articles").first("n");

it.each(["application/json", "text/plain", "application/octet-stream"])(
  "400 for JSON that breaks off, sent as %s",
  async type => {
    const { status, code, detail } = await sent(WHOLE.slice(0, -30), type);
    expect([status, code, detail]).toEqual([400, "not-json", expect.stringContaining("ends too early")]);
    expect(await articles()).toBe(0);
  },
);

it("names the line in which it goes wrong, and nothing of the text", async () => {
  const { status, detail } = await sent(WHOLE.replace('"عاد الماء.",', '"عاد الماء."'));
  expect(status).toBe(400);
  expect(detail).toMatch(/^It goes wrong in line 5, letter 2\. .*format=text/);
  expect(detail).not.toContain("عاد");
});

it("names it for the other doors, too", async () => {
  const response = await new TestWorker().asEditor("/api/articles", {
    method: "POST",
    body: '{"lang": "ar",\n}',
  });
  const problem = await response.json<{ code: string; detail: string }>();
  expect([response.status, problem.code]).toEqual([400, "not-json"]);
  expect(problem.detail).toContain("line 2, letter 1");
});

it("400 for a list of articles, with what to send instead", async () => {
  const { status, code, detail } = await sent(`[${WHOLE}]`);
  expect([status, code, detail]).toEqual([400, "not-json", expect.stringContaining("ZIP")]);
});

it("a text that only begins so is taken with format=text", async () => {
  const answer = await sent('{"هكذا بدأ"}\n\nنص.', "text/plain", "lang=ar&format=text");
  expect([answer.status, answer.title]).toEqual([201, '{"هكذا بدأ"}']);
});
