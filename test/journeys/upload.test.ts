import { describe, expect, it } from "vitest";
import { theWaterArticle, theWaterParagraphs } from "../fixtures/articles";
import { TestWorker } from "../worker";

describe("a newsroom's text file", () => {
  it("201 with the article, its address and its edition", async () => {
    const worker = new TestWorker();
    const response = await worker.upload(theWaterArticle);
    const article = await response.json<Record<string, unknown>>();
    expect(response.status, JSON.stringify(article)).toBe(201);
    expect(article).toMatchObject({
      id: 1,
      lang: "ar",
      published_on: "2021-11-29",
      status: "published",
      revision: 1,
      edition: 1,
    });
    expect(String(article.body_text).split("\n\n")).toEqual(theWaterParagraphs);
    const page = await worker.fetch(new URL(String(article.url)).pathname);
    expect(page.status).toBe(200);
    console.log(await page.text(), [...page.headers]);
  });
});
