/** Every example of the contract works, as it stands in the document that is sent. */
import { describe, expect, it } from "vitest";
import { curlOf, exampleOf } from "../../src/contract/example";
import { TestWorker } from "../worker";
import { operationOf, operations, prepare, sendExample } from "./world";

describe("every example works", () => {
  it.each(operations.map(({ operationId, method, path }) => [operationId, method, path] as const))(
    "%s: %s %s",
    async id => {
      const worker = new TestWorker();
      await prepare(worker, id);
      const response = await sendExample(worker, id);
      const documented = Object.keys(operationOf(id).responses).filter(status => status.startsWith("2"));
      // That it is what the document says, whoever asked has judged: see worker.ts.
      expect([id, documented, await problemOf(response)]).toEqual([
        id,
        expect.arrayContaining([String(response.status)]),
        null,
      ]);
    },
  );
});

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
