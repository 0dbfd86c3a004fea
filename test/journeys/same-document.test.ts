/** A document that comes again is the same article; what it says again counts, whatever another door has made of it since. */
import { beforeEach, describe, expect, it } from "vitest";
import { TestWorker } from "../worker";

interface Told {
  id: number;
  title: string;
  slug: string;
  status: string;
  outcome: string;
  code: string;
  revision: number;
  body_text: string;
  publish_at: string | null;
  articles: { id: number; lang: string }[];
  warnings: { code: string; message: string }[];
}

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

const told = async (response: Response) => await response.json<Told>();
const upload = async (text: string, query = "") =>
  await told(await worker.upload(text, `lang=ar&status=published&published_on=2026-11-20${query}`));
const text = (title: string, body = "رُمّم الجسر.") => `${title}\n\n${body}\n`;
const at = (instant: string) => `&source_id=desk-7&publish_at=${encodeURIComponent(instant)}`;
const codes = ({ warnings }: Told) => warnings.map(({ code }) => code);

describe("an hour that was changed at another door", () => {
  const FIRST = "2026-12-01T08:00:00+03:00";

  it.each([
    ["later", "2026-12-05T08:00:00+03:00"],
    ["earlier", "2026-11-25T08:00:00+03:00"],
  ])("%s is the document's again when it says its own again", async (_, other) => {
    const { id } = await upload(text("جسر النهر"), at(FIRST));
    await worker.send("PUT", `/api/articles/${id}/publication`, { publish_at: other });
    expect(await upload(text("جسر النهر"), `${at(FIRST)}&dry_run=1`)).toMatchObject({ outcome: "revised" });
    expect(await upload(text("جسر النهر"), at(FIRST))).toMatchObject({
      id,
      outcome: "revised",
      status: "scheduled",
      publish_at: "2026-12-01T05:00:00.000Z",
    });
    expect((await upload(text("جسر النهر"), at(FIRST))).outcome).toBe("unchanged");
  });

  it("stays when the document does not speak of it", async () => {
    const { id } = await upload(text("جسر النهر"), at(FIRST));
    const other = "2026-12-05T08:00:00+03:00";
    await worker.send("PUT", `/api/articles/${id}/publication`, { publish_at: other });
    const again = await upload(text("جسر النهر", "رُمّم الجسر كله."), "&source_id=desk-7");
    expect(again).toMatchObject({ outcome: "revised", publish_at: "2026-12-05T05:00:00.000Z" });
  });

  it("409 when readers have had it since, and the document would have it later", async () => {
    const { id } = await upload(text("جسر النهر"), at(FIRST));
    await worker.send("PUT", `/api/articles/${id}/publication`, { publish_at: "2026-11-23T06:00:00Z" });
    expect((await upload(text("جسر النهر"), at(FIRST))).code).toBe("already-published");
    expect((await told(await worker.fetch(`/api/articles/${id}`))).status).toBe("published");
  });
});

describe("another headline", () => {
  it("of a document that gives its slug is a revision of the same article", async () => {
    const first = await upload(text("جسر النهر"), "&slug=jisr");
    const second = await upload(text("جسر النهر القديم"), "&slug=jisr");
    expect(second).toMatchObject({
      id: first.id,
      outcome: "revised",
      title: "جسر النهر القديم",
      slug: "jisr",
    });
    const front = `---\nslug: jisr\n---\n\n# جسر آخر\n\nرُمّم الجسر.\n`;
    expect(await upload(front)).toMatchObject({ id: first.id, revision: 3 });
  });

  it("that an editor gave it since does not make the file that comes again another article", async () => {
    const { id, slug } = await upload(text("جسر النهر"));
    const mended = { lang: "ar", title: "جسر النهر القديم", body: "رُمّم الجسر." };
    await worker.send("PUT", `/api/articles/${id}`, mended, { "If-Match": "*" });
    const again = await upload(text("جسر النهر", "رُمّم الجسر كله."));
    expect(again).toMatchObject({ id, slug, outcome: "revised", body_text: "رُمّم الجسر كله." });
  });

  it("that only begins alike is another article, which is told, in a dry run too", async () => {
    const stem = "الدائرة تسعى للعمل الدبلوماسي الدولي لإنهاء الصراع في البلاد";
    const first = await upload(text(`${stem}: الأول`));
    for (const query of ["&dry_run=1", ""]) {
      const other = await upload(text(`${stem}: الثاني`), query);
      expect(codes(other)).toContain("address-shared");
      expect(other.warnings.find(({ code }) => code === "address-shared")?.message).toContain(
        `Article ${first.id}, “${stem}: الأول”`,
      );
    }
    expect(codes(await upload(text("خبر آخر")))).not.toContain("address-shared");
  });

  it.each([
    ["both give it", "جسر النهر", "slug: jisr\n", "slug: jisr\n"],
    ["one gives it", "jisr", "slug: jisr\n", "x: 1\n"],
    ["one has a source", "جسر آخر", "source_id: a\n", "x: 1\n"],
  ])("two documents that are one article are not both taken: %s", async (_, title, one, other) => {
    const given = (front: string, title: string) => `---\n${front}---\n\n# ${title}\n\nرُمّم الجسر.\n`;
    const form = new FormData();
    form.append("a", new File([given(one, title)], "a.md"));
    form.append(
      "b",
      new File([given(other, one.startsWith("slug: jisr") && other !== one ? "jisr" : "جسر آخر")], "b.md"),
    );
    const query = "lang=ar&published_on=2026-11-20";
    const response = await worker.asEditor(`/api/uploads?${query}`, { method: "POST", body: form });
    expect([response.status, await response.json()]).toMatchObject([
      207,
      { files: [{ outcome: "created" }, { problem: { faults: [{ code: "doubled-document" }] } }] },
    ]);
  });
});

it("the lists of what editors alone see are of one language when it is named", async () => {
  await worker.upload("خبر\n\nنصّ\n", "lang=ar");
  await worker.upload("هەواڵ\n\nدەق\n", "lang=ckb");
  await worker.upload("هەواڵێک\n\nدەق\n", "lang=ckb&status=published&publish_at=2026-12-01T08:00:00Z");
  const listed = async (query: string) => {
    const { articles } = await told(await worker.asEditor(`/api/articles?${query}`));
    return articles.map(({ lang }) => lang);
  };
  expect(await listed("status=draft")).toEqual(["ckb", "ar"]);
  expect(await listed("status=draft&lang=ckb")).toEqual(["ckb"]);
  expect(await listed("status=draft&lang=en")).toEqual([]);
  expect(await listed("status=scheduled&lang=ckb")).toEqual(["ckb"]);
  expect(await listed("status=scheduled&lang=ar")).toEqual([]);
});
