/** Every example of the contract works, as it stands in the document that is sent. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { curlOf, exampleOf } from "../../src/openapi/example";
import { TestWorker } from "../worker";
import { operationOf, operations, prepare, sendExample } from "./world";

/** What the index holds follows from what is there; and the pack of the example brings nothing that is new. */
const CHANGE_NOTHING = ["rebuildSearch", "importPack"];

describe("every example works, and a write has its line in the audit log", () => {
  it.each(operations.map(({ operationId, method, path }) => [operationId, method, path] as const))(
    "%s: %s %s",
    async (id, method) => {
      const worker = new TestWorker();
      await prepare(worker, id);
      const before = await newestAct();
      const response = await sendExample(worker, id);
      const documented = Object.keys(operationOf(id).responses).filter(status => status.startsWith("2"));
      // That it is what the document says, whoever asked has judged: see worker.ts.
      expect([id, documented, await problemOf(response)]).toEqual([
        id,
        expect.arrayContaining([String(response.status)]),
        null,
      ]);
      if (method !== "GET" && !CHANGE_NOTHING.includes(id))
        expect((await actsAfter(before)).filter(({ token_id }) => token_id !== null)).not.toEqual([]);
    },
  );
});

async function newestAct(): Promise<number> {
  const row = await env.DB.prepare("SELECT coalesce(max(id), 0) AS id FROM audit").first<{ id: number }>();
  return row?.id ?? -1;
}

async function actsAfter(id: number): Promise<{ action: string; token_id: string | null }[]> {
  const statement = env.DB.prepare("SELECT action, token_id FROM audit WHERE id > ?").bind(id);
  return (await statement.all<{ action: string; token_id: string | null }>()).results;
}

async function problemOf(response: Response): Promise<unknown> {
  return response.ok ? null : await response.json();
}

describe("as a person types it", () => {
  const shown = (id: string) => curlOf(exampleOf(operationOf(id)), "https://news.example");

  it("a question with its parameters, Arabic as it is", () => {
    expect(shown("search")).toBe(
      [
        "curl -G 'https://news.example/api/search' \\",
        "  --data-urlencode 'q=محطات المياه' \\",
        "  --data-urlencode 'lang=ar' \\",
        "  --data-urlencode 'limit=10'",
      ].join("\n"),
    );
  });

  it("a write with a token, its condition and its body; a file that is no text by its name", () => {
    expect(shown("retractArticle")).toContain(`-H "Authorization: Bearer $TOKEN"`);
    expect(shown("rewriteArticle")).toContain("-H 'If-Match: *'");
    expect(shown("createMedium")).toContain("--data-binary @file");
  });
});
