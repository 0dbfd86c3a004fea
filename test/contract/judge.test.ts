/** The judge of every test's answers sees what is not in the contract. */
import { describe, expect, it } from "vitest";
import { ORIGIN } from "../worker";
import { judge } from "./judge";

const asked = (method: string, path: string) => new Request(ORIGIN + path, { method });
const answered = (status: number, value: unknown, type = "application/json") =>
  new Response(JSON.stringify(value), { status, headers: { "Content-Type": type } });
const problem = (status: number, code: string) => {
  const type = `urn:dhikra:problem:${code}`;
  return answered(status, { type, code, status, title: "…", detail: "…" }, "application/problem+json");
};

const section = {
  ...{ id: 1, group: 7, lang: "ar", slug: "ثقافة", name: "ثقافة", formerly: [] },
  url: "https://news.example/ar/%D8%AB/",
};

describe("it lets pass", () => {
  it.each([
    ["what the contract says", "GET", "/api/sections", () => answered(200, { sections: [section] })],
    ["a refusal that it names", "GET", "/api/pages/9", () => problem(404, "not-found")],
    ["an address where nothing is", "GET", "/api/nothing", () => problem(404, "not-found")],
    ["whatever is no answer of the API", "GET", "/ar/", () => answered(299, {})],
  ])("%s", async (_, method, path, answer) => {
    await expect(judge(asked(method, path), answer())).resolves.toBeUndefined();
  });
});

describe("it names", () => {
  it.each([
    ["a status that nobody described", "/api/sections", () => answered(202, {}), "none of its statuses"],
    ["a field more", "/api/sections", () => answered(200, { sections: [], more: 1 }), "more"],
    ["a field less", "/api/sections", () => answered(200, {}), "sections"],
    ["a refusal of others", "/api/pages/9", () => problem(409, "page-taken"), "none of its refusals"],
    ["a code with another status", "/api/pages/9", () => problem(410, "not-found"), "another status"],
    ["a code that there is not", "/api/pages/9", () => problem(404, "nowhere"), "Invalid option"],
    ["a page in place of JSON", "/api/docs", () => answered(200, {}), "application/json"],
    ["an answer where no operation is", "/api/nothing", () => answered(200, {}), "no operation"],
  ])("%s", async (_, path, answer, reason) => {
    await expect(judge(asked("GET", path), answer())).rejects.toThrow(reason);
  });
});
