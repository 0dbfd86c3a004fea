/** Everything that is wrong with an upload is told at once, in sentences that say what to do. */
import { describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Issue {
  code: string;
  field: string;
  message: string;
}

async function faultsOf(text: string, query = "lang=ar"): Promise<Issue[]> {
  const response = await new TestWorker().upload(text, query);
  const { faults } = await response.json<{ faults: Issue[] }>();
  expect(response.status).toBe(422);
  return faults;
}

const TEXT = "خبر السوق\n\nنصّ الخبر.\n";
const fieldsOf = (faults: Issue[]) => faults.map(({ code, field }) => [code, field]);

describe("an upload that names what is not there", () => {
  it("is told of it with whatever else is wrong", async () => {
    const faults = await faultsOf(TEXT, "lang=ar&section=nope&publish_at=tomorrow&translation_of=77");
    expect(fieldsOf(faults)).toEqual([
      ["not-valid", "publish_at"],
      ["section-unknown", "section"],
      ["translation-unknown", "translation_of"],
    ]);
  });

  it("in front matter, in JSON, or beside an encoding that there is none of, too", async () => {
    const front = await faultsOf("---\ntitle: خبر\nsection: nope\nstatus: printed\n---\n\nنصّ\n");
    expect(fieldsOf(front)).toEqual([
      ["not-valid", "status"],
      ["section-unknown", "section"],
    ]);
    const json = await faultsOf(JSON.stringify({ title: "…", body: "نصّ", section: "nope" }));
    expect(fieldsOf(json)).toEqual([
      ["not-valid", "title"],
      ["section-unknown", "section"],
    ]);
    expect(fieldsOf(await faultsOf(TEXT, "lang=ar&encoding=koi8&section=nope"))).toEqual([
      ["not-valid", "encoding"],
      ["section-unknown", "section"],
    ]);
  });
});

describe("a sentence says what to do", () => {
  it("of tags that are too long: the limit, and not the letters", async () => {
    for (const query of [
      `tags=${"ت".repeat(3_000)}`,
      `tags=${"a".repeat(20_000)}`,
      `authors=${"ت".repeat(101)}`,
    ]) {
      const [fault, ...others] = await faultsOf(TEXT, `lang=ar&${query}`);
      expect(others).toEqual([]);
      expect(fault?.field).toBe(query.split("=")[0]);
      expect(fault?.message).toMatch(/(?:2000|100) letters/);
      expect(fault?.message.length).toBeLessThan(200);
    }
  });

  it("of a title that is a list: that a title is one line", async () => {
    const faults = await faultsOf("---\ntitle: [سوق, مدينة]\n---\n\nنصّ\n");
    expect(fieldsOf(faults)).toEqual([["not-valid", "title"]]);
    expect(faults[0]?.message).toContain("quotation marks");
  });
});
