/** Things that went wrong once, or would, each in a sentence. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { chemicalWarfareDay, shortArticle } from "../fixtures/articles";
import { makeToken, TestWorker } from "../worker";

interface Written {
  id: number;
  url: string;
  slug: string;
  status: string;
  outcome: string;
  published_on: string;
  warnings: { code: string }[];
  translations: { lang: string }[];
}

const written = async (response: Response) => await response.json<Written>();
const pathOf = (url: string) => new URL(url).pathname;
const codes = async (response: Response) => {
  const { faults } = await response.json<{ faults: { field: string; code: string }[] }>();
  return faults.map(fault => `${fault.field}: ${fault.code}`);
};

describe("addresses", () => {
  it("a slug that holds the name of a language is read under its own", async () => {
    const worker = new TestWorker();
    for (const word of ["ckb", "kmr", "en", "ar"]) {
      const text = `23/11/2026\n\nWord ${word}\n\nText.\n`;
      const { url } = await written(await worker.upload(text, "lang=en&status=published"));
      expect([word, (await worker.fetch(pathOf(url))).status]).toEqual([word, 200]);
    }
    expect((await worker.fetch("/xen/2026/11/23/word-en")).status).toBe(404);
  });

  it("titles that differ only after the cut are two articles, and each finds itself again", async () => {
    const worker = new TestWorker();
    const stem = "الدائرة تسعى للعمل الدبلوماسي الدولي لإنهاء الصراع في البلاد";
    const one = await written(await worker.upload(shortArticle(`${stem}: الجزء الأول`)));
    const two = await written(await worker.upload(shortArticle(`${stem}: الجزء الثاني`)));
    expect([two.outcome, two.id === one.id, two.slug]).toEqual(["created", false, `${one.slug}-2`]);
    const again = await written(await worker.upload(shortArticle(`${stem}: الجزء الثاني`)));
    expect([again.outcome, again.id]).toEqual(["unchanged", two.id]);
  });

  it("a text without a date and with an instant is the same article when it comes again", async () => {
    const worker = new TestWorker();
    const query = "lang=en&status=published&publish_at=2026-11-20T10:00:00Z";
    const first = await written(await worker.upload("A title\n\nText.\n", query));
    expect([first.published_on, first.outcome]).toEqual(["2026-11-20", "created"]);
    expect((await written(await worker.upload("A title\n\nText.\n", query))).outcome).toBe("unchanged");
  });

  it("the thirtieth article of one title on one day finds an address too", async () => {
    const worker = new TestWorker();
    const article = { lang: "en", title: "Weather", body: "Rain.", status: "published" };
    const statuses = [];
    for (let number = 0; number < 30; number++) {
      worker.now += 2_000;
      statuses.push((await worker.send("POST", "/api/articles", article)).status);
    }
    expect(new Set(statuses)).toEqual(new Set([201]));
  });

  it("dots that were encoded twice lead nowhere", async () => {
    expect((await new TestWorker().fetch("/%252e%252e/x")).status).toBe(400);
  });
});

describe("an Idempotency-Key", () => {
  const article = {
    lang: "en",
    title: "Canal",
    body: "Water.",
    status: "published",
    published_on: "2026-11-20",
  };

  it("is heeded before anything else that the request would meet", async () => {
    const worker = new TestWorker();
    const arabic = await written(await worker.upload(shortArticle("قناة")));
    const headers = { "Idempotency-Key": "k" };
    const wish = { ...article, translation_of: arabic.id };
    const first = await worker.send("POST", "/api/articles", wish, headers);
    const retry = await worker.send("POST", "/api/articles", wish, headers);
    expect([first.status, retry.status, (await written(retry)).outcome]).toEqual([201, 200, "replayed"]);
  });

  it("of another request is refused, also when that would change nothing", async () => {
    const worker = new TestWorker();
    const send = (query: string) =>
      worker.asEditor(`/api/uploads?${query}`, {
        method: "POST",
        body: shortArticle("خبر"),
        headers: { "Content-Type": "text/plain", "Idempotency-Key": "k" },
      });
    expect((await send("lang=ar&status=published")).status).toBe(201);
    expect((await send("lang=ar")).status).toBe(422);
  });
});

describe("two at once", () => {
  it("editors who change different settings lose nothing", async () => {
    const workers = [new TestWorker(), new TestWorker(), new TestWorker()];
    const wishes = [{ zone: "Asia/Beirut" }, { months: "gregorian" }, { digits: "arabic-indic" }];
    await Promise.all(wishes.map((wish, place) => workers[place]?.send("PATCH", "/api/settings", wish)));
    const settings = await (await new TestWorker().asEditor("/api/settings")).json();
    expect(settings).toMatchObject({ zone: "Asia/Beirut", months: "gregorian", digits: "arabic-indic" });
  });
});

describe("translations", () => {
  it("are linked by a second upload too, on both pages", async () => {
    const worker = new TestWorker();
    const arabic = await written(await worker.upload(shortArticle("قناة")));
    const english = "23/11/2026\n\nCanal\n\nWater.\n";
    await worker.upload(english, "lang=en&status=published");
    await worker.fetch(pathOf(arabic.url));
    const linked = await written(
      await worker.upload(english, `lang=en&status=published&translation_of=${arabic.id}`),
    );
    expect([linked.outcome, linked.translations]).toMatchObject(["revised", [{ lang: "ar" }]]);
    const page = await (await worker.fetch(`${pathOf(arabic.url)}.json`)).json<Written>();
    expect(page.translations).toMatchObject([{ lang: "en" }]);
  });
});

describe("what readers see is taken from them by retraction alone", () => {
  it("409 for an instant ahead, by publication and by upload", async () => {
    const worker = new TestWorker();
    const { id, url } = await written(await worker.upload(shortArticle("خبر")));
    const later = { publish_at: "2027-01-01T10:00:00Z" };
    expect((await worker.send("PUT", `/api/articles/${id}/publication`, later)).status).toBe(409);
    const query = "lang=ar&status=published&publish_at=2027-01-01T10:00:00Z&published_on=2026-11-23";
    expect((await worker.upload(shortArticle("خبر"), query)).status).toBe(409);
    expect((await worker.fetch(pathOf(url))).status).toBe(200);
  });

  it("what no reader has seen is a draft again, and its address says nothing", async () => {
    const worker = new TestWorker();
    const query = "lang=ar&status=published&publish_at=2026-11-24T10:00:00Z";
    const { id, url } = await written(await worker.upload(shortArticle("سرّ", "24/11/2026"), query));
    const recalled = await worker.send("DELETE", `/api/articles/${id}/publication`, { note: "داخلي" });
    expect(await recalled.json()).toMatchObject({ status: "draft", retraction_note: null });
    expect([
      (await worker.fetch(pathOf(url))).status,
      (await worker.fetch(`/api/articles/${id}`)).status,
    ]).toEqual([404, 404]);
  });
});

describe("dates", () => {
  it("422 for years that no calendar here can go beyond", async () => {
    const worker = new TestWorker();
    const article = { lang: "en", title: "Late", body: "Text.", status: "published" };
    expect(
      await codes(await worker.send("POST", "/api/articles", { ...article, published_on: "9999-12-31" })),
    ).toEqual(["published_on: date-out-of-range"]);
    expect(
      await codes(
        await worker.send("POST", "/api/articles", { ...article, publish_at: "0000-01-01T00:00:00Z" }),
      ),
    ).toEqual(["publish_at: date-out-of-range"]);
    expect((await worker.upload(shortArticle("متأخّر", "31/12/9999"))).status).toBe(422);
  });

  it("a date and an instant on different days are said", async () => {
    const article = {
      lang: "en",
      title: "Two days",
      body: "Text.",
      published_on: "2026-11-01",
      status: "published",
    };
    const worker = new TestWorker();
    const response = await worker.send("POST", "/api/articles", {
      ...article,
      publish_at: "2027-01-01T10:00:00Z",
    });
    expect((await written(response)).warnings.map(warning => warning.code)).toEqual(["date-differs"]);
  });

  it("publishing a draft answers its old warnings and brings its new ones", async () => {
    const worker = new TestWorker();
    const dateless = await written(await worker.upload("عنوان\n\nنص.\n", "lang=ar"));
    expect(dateless.warnings.map(warning => warning.code)).toEqual(["no-date"]);
    const published = await worker.send("PUT", `/api/articles/${dateless.id}/publication`, {});
    expect(await written(published)).toMatchObject({
      status: "published",
      published_on: "2026-11-23",
      warnings: [],
    });
    worker.now += 2_000;
    const ahead = await written(await worker.upload(shortArticle("غدًا", "24/11/2026"), "lang=ar"));
    const scheduled = await written(await worker.send("PUT", `/api/articles/${ahead.id}/publication`, {}));
    expect(scheduled.warnings.map(warning => warning.code)).toEqual(["scheduled-for-noon"]);
  });
});

describe("what no text of ours may hold", () => {
  it("overrides, control characters and half letters are gone from every field of an article sent as JSON", async () => {
    const worker = new TestWorker();
    const odd = (text: string) => `\u202e${text}\u0000\u001b`;
    const article = {
      lang: "en",
      title: odd("Title"),
      body: `${odd("Body")} \ud800 end`,
      tags: [odd("Tag")],
      see_also: [{ title: odd("Other"), excerpt: odd("Cut") }],
      status: "published",
    };
    const answer = await (await worker.send("POST", "/api/articles", article)).text();
    expect(answer).not.toMatch(/\\u0000|\\u001b|\u202e/);
    expect(JSON.parse(answer)).toMatchObject({
      title: "Title",
      body_text: "Body \ufffd end",
      tags: [{ name: "Tag" }],
    });
  });

  it("and from an uploaded file and an observance", async () => {
    const worker = new TestWorker();
    const { url } = await written(
      await worker.upload("23/11/2026\n\nTitle\u0001\u001b\n\nText\u0007.\n", "lang=en&status=published"),
    );
    expect(await (await worker.fetch(pathOf(url))).text()).not.toMatch(/[\u0001-\u0008\u001b]/);
    const day = { ...chemicalWarfareDay, names: { ar: "يوم\u202e", en: "Day\u0000" }, templates: {} };
    expect(await (await worker.send("POST", "/api/observances", day)).json()).toMatchObject({
      names: { ar: "يوم", en: "Day" },
    });
  });
});

describe("commemorations", () => {
  const today = { ...chemicalWarfareDay, key: "test.today", rule: { type: "fixed", month: 11, day: 23 } };

  it("one that an editor published does not say that it was automatic", async () => {
    const worker = new TestWorker();
    await worker.send("POST", "/api/observances", { ...today, mode: "draft" });
    await worker.tick();
    worker.now += 2_000;
    await worker.send("PUT", "/api/articles/1/publication", {});
    expect(await (await worker.fetch("/api/articles/1")).json()).toMatchObject({
      is_commemoration: true,
      is_automatic: false,
    });
  });

  it("422 for one that falls today and has nothing to count", async () => {
    const worker = new TestWorker();
    const response = await worker.send("POST", "/api/observances", { ...today, origin_year: 2026 });
    expect(await codes(response)).toContain("templates.ar.body: nothing-to-count");
  });

  it("in a zone where it is tomorrow already, the article carries the newsroom's date", async () => {
    const worker = new TestWorker();
    worker.now = Date.parse("2026-11-23T18:00:00Z");
    const day = {
      ...today,
      rule: { type: "fixed", month: 11, day: 24 },
      zone: "Pacific/Auckland",
      local_time: "00:30",
    };
    await worker.send("POST", "/api/observances", day);
    await worker.tick();
    expect(await (await worker.fetch("/api/articles/1")).json()).toMatchObject({
      published_on: "2026-11-23",
    });
  });

  it("422 for a name that leaves no key, with the field to give", async () => {
    const worker = new TestWorker();
    const { key: _, ...keyless } = { ...today, names: { ar: "يوم الأرض" }, templates: {} };
    expect(await codes(await worker.send("POST", "/api/observances", keyless))).toEqual(["key: missing"]);
  });

  it("numbers stand in the site's digits, all of them", async () => {
    const worker = new TestWorker();
    await worker.send("PATCH", "/api/settings", { digits: "arabic-indic" });
    worker.now += 2_000;
    await worker.send("POST", "/api/observances", {
      ...today,
      templates: { ar: { title: "{name} {years}", body: "{date} {origin_year}" } },
    });
    await worker.tick();
    const { body_text, title } = await (await worker.fetch("/api/articles/1")).json<{
      body_text: string;
      title: string;
    }>();
    expect(`${title} ${body_text}`).not.toMatch(/[0-9]/);
  });
});

describe("tokens", () => {
  it("one that ends makes none that outlives it", async () => {
    const worker = new TestWorker();
    const token = await makeToken(["tokens:write"], { expiresAt: worker.now + 3_600_000 });
    const make = (expires_at: string | null) =>
      worker.fetch("/api/tokens", {
        method: "POST",
        body: JSON.stringify({ name: "next", scopes: ["tokens:write"], expires_at }),
        headers: { Authorization: `Bearer ${token}` },
      });
    expect((await make(null)).status).toBe(422);
    expect((await make("2026-11-23T09:00:00Z")).status).toBe(422);
    expect((await make("2026-11-23T06:00:00Z")).status).toBe(422);
    expect((await make("2026-11-23T07:30:00Z")).status).toBe(201);
  });
});

describe("Markdown", () => {
  it("what looks like markup stands for itself", async () => {
    const worker = new TestWorker();
    const article = {
      lang: "en",
      title: "A *star*",
      body: "1. one\n# two\n- three [x](y)\n<b>",
      status: "published",
    };
    const { url } = await written(await worker.send("POST", "/api/articles", article));
    const markdown = await (await worker.fetch(`${pathOf(url)}.md`)).text();
    expect(markdown.split("\n\n").map(line => line.trim())).toEqual([
      "# A \\*star\\*",
      "2026-11-23",
      "1\\. one",
      "\\# two",
      "\\- three \\[x\\](y)",
      "\\<b\\>",
    ]);
  });
});

it("refusals speak our words, field by field", async () => {
  const worker = new TestWorker();
  const response = await worker.send("POST", "/api/articles", {
    lang: "fr",
    title: 5,
    body: "x",
    publish_at: "soon",
    tags: "a",
  });
  const { faults } = await response.json<{ faults: { message: string }[] }>();
  expect(faults.map(fault => fault.message)).toEqual([
    "'lang': give 'ar' or 'ckb' or 'kmr' or 'en'.",
    "'title': must be a string.",
    "'publish_at': is not an instant; give one with an offset, such as 2026-11-30T08:00:00+03:00.",
    "'tags': must be an array.",
  ]);
  expect(
    (await env.DB.prepare("SELECT count(*) AS number FROM articles").first<{ number: number }>())?.number,
  ).toBe(0);
});

describe("instants at the edge of what a calendar holds", () => {
  const publish = async (worker: TestWorker, id: number, wish: object) =>
    await worker.send("PUT", `/api/articles/${id}/publication`, wish);

  it("422 for one that is too far from now, by every door: none is a 500, and none is kept", async () => {
    const worker = new TestWorker();
    const { id } = await written(await worker.upload(shortArticle("مسودة"), "lang=ar"));
    for (const at of [
      "0001-01-01T00:00:00Z",
      "1000-01-01T00:00:00Z",
      "9998-12-31T23:59:59Z",
      "9999-12-31T23:59:59Z",
    ]) {
      for (const name of ["publish_at", "unpublish_at"]) {
        const asked = await publish(worker, id, { [name]: at });
        expect([name, at, asked.status, await codes(asked)]).toEqual([
          ...[name, at, 422],
          [`${name}: date-out-of-range`],
        ]);
      }
      const upload = await worker.upload(shortArticle("خبر"), `lang=ar&status=published&publish_at=${at}`);
      expect([at, upload.status, await codes(upload)]).toEqual([at, 422, ["publish_at: date-out-of-range"]]);
    }
    expect(await written(await worker.asEditor(`/api/articles/${id}`))).toMatchObject({ status: "draft" });
  });

  it("what stands on the first and the last of all days is carried to another site as it is", async () => {
    const worker = new TestWorker();
    for (const day of [
      { published_on: "1000-01-01", published_time: "00:00" },
      { published_on: "9998-12-31" },
    ]) {
      const article = {
        lang: "ar",
        title: `خبر ${day.published_on}`,
        body: "نصّ.",
        status: "published",
        ...day,
      };
      const { id } = await written(await worker.send("POST", "/api/articles", article));
      const archived = await (await worker.asEditor(`/api/articles/${id}/archived`)).json<object>();
      const again = await worker.send("PUT", `/api/articles/${id}/archived`, archived);
      expect([day.published_on, again.status]).toEqual([day.published_on, 200]);
    }
  });

  it("publishing what carries a date ahead says that it is scheduled", async () => {
    const worker = new TestWorker();
    const { id } = await written(
      await worker.upload(shortArticle("مسودة"), "lang=ar&published_on=2027-03-01"),
    );
    expect(await written(await publish(worker, id, {}))).toMatchObject({
      outcome: "scheduled",
      status: "scheduled",
      warnings: [{ code: "scheduled-for-noon" }],
    });
  });
});

describe("every fault at once", () => {
  it("a section and a translation that are not there, in a new article and in one that is there", async () => {
    const worker = new TestWorker();
    const wrong = { lang: "ar", title: "خبر", body: "نصّ.", section: "لا شيء", translation_of: 99 };
    const both = ["section: section-unknown", "translation_of: translation-unknown"];
    expect(await codes(await worker.send("POST", "/api/articles", wrong))).toEqual(both);
    await worker.upload(shortArticle("خبر"));
    const rewritten = { ...wrong, lang: "en", title: "News" };
    expect(await codes(await worker.send("PUT", "/api/articles/1", rewritten, { "If-Match": "*" }))).toEqual([
      "lang: not-valid",
      ...both,
    ]);
    expect(
      await codes(await worker.upload(shortArticle("خبر آخر"), "lang=ar&section=لا&translation_of=99")),
    ).toEqual(both);
  });

  it("of what is said beside a text in an encoding that there is none of", async () => {
    const worker = new TestWorker();
    const query = "lang=xx&status=nope&published_on=z&encoding=latin9&zzz=1";
    expect((await codes(await worker.upload("نصّ", query))).toSorted()).toEqual([
      "encoding: not-valid",
      "lang: not-valid",
      "published_on: not-valid",
      "status: not-valid",
      "zzz: unknown-field",
    ]);
  });

  it("of an address that is none and of events that there are none of; of names and a rule that are missing", async () => {
    const worker = new TestWorker();
    const hook = await worker.send("POST", "/api/webhooks", { url: "x", events: ["nope"] });
    expect(await codes(hook)).toEqual(["url: not-valid", "events.0: not-valid"]);
    const day = await worker.send("POST", "/api/observances", { names: {}, rule: { type: "nope" } });
    expect(await codes(day)).toEqual(["names: not-valid", "rule.type: not-valid"]);
  });

  it("a search for nothing is refused; versions of no observance are not found", async () => {
    const worker = new TestWorker();
    expect(await codes(await worker.fetch("/api/search?q=%20"))).toEqual(["q: not-valid"]);
    expect((await worker.asEditor("/api/observances/9/versions")).status).toBe(404);
  });
});

describe("what an editor did not mean", () => {
  it("a correction breaks no embargo: the text comes again with its date alone, and keeps its hour", async () => {
    const worker = new TestWorker();
    const text = (words: string) => `20/11/2026\n\nخبر محظور\n\n${words}\n`;
    const query = "lang=ar&status=published";
    const { id } = await written(
      await worker.upload(text("نصّ."), `${query}&publish_at=2026-12-02T18:00:00Z`),
    );
    const again = await worker.upload(text("نصّ مصحّح."), query);
    expect(await again.json()).toMatchObject({
      ...{ id, outcome: "revised", status: "scheduled", publish_at: "2026-12-02T18:00:00.000Z" },
    });
    const body = { lang: "ar", title: "خبر محظور", body: "نصّ آخر.", published_on: "2026-11-20" };
    const put = await worker.send("PUT", `/api/articles/${id}`, body, { "If-Match": "*" });
    expect(await put.json()).toMatchObject({ status: "scheduled", publish_at: "2026-12-02T18:00:00.000Z" });
    expect((await worker.fetch(`/api/articles/${id}`)).status).toBe(404);
  });

  it("403 for a token that may only draft, on what was retracted", async () => {
    const worker = new TestWorker();
    const { id } = await written(await worker.upload(shortArticle("خبر")));
    await worker.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
    const Authorization = `Bearer ${await makeToken(["articles:draft"])}`;
    const body = JSON.stringify({ lang: "ar", title: "غيره", body: "نصّ." });
    const headers = { Authorization, "If-Match": "*", "Content-Type": "application/json" };
    expect((await worker.fetch(`/api/articles/${id}`, { method: "PUT", headers, body })).status).toBe(403);
  });

  it("a picture of the site stays in an article that is sent as JSON, or sent back as it was told", async () => {
    const worker = new TestWorker();
    const src = `/media/${"0f".repeat(32)}.jpg`;
    const article = {
      lang: "ar",
      title: "خبر مصوّر",
      body_format: "html",
      body: `<p>نصّ.</p><p><img src="${src}" alt="نبع"></p>`,
    };
    const made = await (await worker.send("POST", "/api/articles", article)).json<{
      id: number;
      body_html: string;
    }>();
    expect(made.body_html).toContain(src);
    const back = { ...article, body: made.body_html };
    const put = await worker.send("PUT", `/api/articles/${made.id}`, back, { "If-Match": "*" });
    expect(await put.json()).toMatchObject({ body_html: made.body_html });
  });
});
