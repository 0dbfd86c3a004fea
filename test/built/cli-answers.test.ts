/** `dhikra` where what answers breaks off, or is no Dhikra. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { answer, serve } from "./cli-server";
import { documents, start } from "./command";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dhikra-answers-"));
  writeFileSync(join(folder, "خبر.ar.txt"), "13/03/2022\n\nخبر القناة\n\nوصلت المياه إلى الحي.\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = async (...args: string[]) => await start(args, { DHIKRA_TOKEN: "dhk_none" }).ended;

/** Says how much it will be, and breaks off before. */
function breakOff(response: ServerResponse): void {
  response.writeHead(200, { "Content-Type": "application/json", "Content-Length": "1000" });
  response.write('{"articles":[', () => response.destroy());
}

it("an answer that breaks off is asked for again", async () => {
  let asked = 0;
  const other = await serve((_, response) => {
    asked += 1;
    if (asked < 3) breakOff(response);
    else answer(response, { articles: [], next_cursor: null });
  });
  const { exit, stdout } = await run("list", "--url", other.url, "--json");
  await other.close();
  expect([exit, asked, documents(stdout)]).toEqual([0, 3, [{ articles: [] }]]);
});

it("where every answer breaks off, five tries are made if that is harmless, and the exit code is 3", async () => {
  const asked = new Map<string, number>();
  const other = await serve((path, response) => {
    const name = path.replace(/\?.*$/, "");
    asked.set(name, (asked.get(name) ?? 0) + 1);
    breakOff(response);
  });
  const at = ["--url", other.url, "--json"];
  const ran = await Promise.all([
    run("list", ...at),
    run("post", folder, ...at),
    run("token", "create", "مكتب", "--scopes", "articles:draft", ...at),
  ]);
  await other.close();
  expect(Object.fromEntries(asked)).toEqual({ "/api/articles": 5, "/api/uploads": 5, "/api/tokens": 1 });
  for (const { exit, stdout } of ran)
    expect([exit, documents(stdout).at(-1)]).toMatchObject([3, { problem: { code: "unreachable" } }]);
});

it("another site's JSON is told from a Dhikra's", async () => {
  const other = await serve((_, response) => answer(response, {}));
  const { exit, stderr } = await run("list", "--url", other.url);
  await other.close();
  expect([exit, stderr]).toEqual([3, expect.stringContaining("is no Dhikra")]);
});

it("another site's pages are told from a Dhikra's answers, and the exit code is 3", async () => {
  const other = await serve((_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" }).end("<!doctype html><title>Hello</title>");
  });
  for (const args of [["list"], ["post", folder], ["get", "1"], ["search", "القناة"], ["doctor"]]) {
    const { exit, stderr } = await run(...args, "--url", other.url);
    expect([args, exit, stderr]).toEqual([args, 3, expect.stringContaining("is no Dhikra")]);
  }
  await other.close();
});
