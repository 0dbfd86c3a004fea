import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPicture, storePicture } from "../../src/media/commands";
import { FILE_BYTES, PICTURE_BYTES } from "../../src/media/sanitize/limits";
import { aWordDocument, theBridgeBody } from "../fixtures/documents";
import * as files from "../fixtures/media";
import { MONDAY_MORNING, makeToken, ORIGIN, TestWorker } from "../worker";
import { make, springsDay } from "./days";

interface Answer {
  id: number;
  hash: string;
  type: string;
  src: string;
  url: string;
  bytes: number;
  width: number | null;
  height: number | null;
  orientation: number | null;
  name: string;
  texts: Record<string, { alt: string | null; caption: string | null; credit: string | null }>;
  outcome: string;
  warnings: { code: string }[];
  articles: { id: number; title: string; is_released: boolean }[];
}

const post = (worker: TestWorker, body: BodyInit, query = "", headers: Record<string, string> = {}) =>
  worker.asEditor(`/api/media${query}`, { method: "POST", body, headers });

async function kept(worker: TestWorker, body: BodyInit = files.jpeg(), query = ""): Promise<Answer> {
  const response = await post(worker, body, query);
  expect([200, 201]).toContain(response.status);
  return await response.json<Answer>();
}

const bodyOf = async (worker: TestWorker, path: string) =>
  new Uint8Array(await (await worker.fetch(path)).arrayBuffer());

const codesOf = async (response: Response) => {
  const problem = await response.json<{ code: string; faults?: { code: string }[] }>();
  return [response.status, problem.code, ...(problem.faults ?? []).map(fault => fault.code)];
};

describe("an editor sends a file", () => {
  it("201 with its address, size and hash; readers get it without what told of its source", async () => {
    const worker = new TestWorker();
    const query = `?${new URLSearchParams({ name: "النبع.jpg", lang: "ar", alt: "نبع بين صخرتين", credit: "سعاد عيسى" })}`;
    const response = await post(worker, files.jpeg(6), query, { "Content-Type": "image/jpeg" });
    expect(response.status).toBe(201);
    expect(response.headers.get("Location")).toBe("/api/media/1");
    expect(response.headers.get("Cache-Control")).toBe("private, no-store");
    const answer = await response.json<Answer>();
    expect(answer).toMatchObject({
      ...{ id: 1, type: "image/jpeg", width: 8, height: 16, orientation: 6, outcome: "created" },
      ...{ name: "النبع.jpg", src: `/media/${answer.hash}.jpg`, url: `${ORIGIN}/media/${answer.hash}.jpg` },
      texts: { ar: { alt: "نبع بين صخرتين", caption: null, credit: "سعاد عيسى" } },
      warnings: [],
    });
    const served = await bodyOf(worker, answer.src);
    expect(new TextDecoder("latin1").decode(served)).not.toContain("Suad");
    expect(served.length).toBe(answer.bytes);
    expect(new Uint8Array(await crypto.subtle.digest("SHA-256", served)).toHex()).toBe(answer.hash);
  });

  it.each(files.FILES)("%s is served as that, and cannot run", async (type, ending, file) => {
    const worker = new TestWorker();
    const { src } = await kept(worker, file());
    expect(src.endsWith(`.${ending}`)).toBe(true);
    const response = await worker.fetch(src);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": type,
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; sandbox",
      "cross-origin-resource-policy": "cross-origin",
      "cache-control": "public, max-age=31536000, immutable, stale-if-error=0",
      "accept-ranges": "bytes",
    });
    const disposition = type === "application/pdf" ? /^attachment;/ : /^inline;/;
    expect(response.headers.get("Content-Disposition")).toMatch(disposition);
    await response.arrayBuffer();
  });

  it("the same picture again, also with another EXIF, is the same medium and writes nothing", async () => {
    const worker = new TestWorker();
    const first = await kept(worker, files.jpeg(1), "?name=one.jpg");
    const again = await post(worker, files.plainJpegWithProfile(), "?name=other.jpg");
    expect(again.status).toBe(200);
    expect(await again.json()).toMatchObject({ id: first.id, name: "one.jpg", outcome: "unchanged" });
    const rows = await env.DB.prepare(
      "SELECT (SELECT count(*) FROM media) AS media, (SELECT count(*) FROM audit) AS acts",
    ).first();
    expect(rows).toEqual({ media: 1, acts: 1 });
    expect((await env.MEDIA.list()).objects).toHaveLength(1);
  });

  it("two editors who send the same picture at once keep one", async () => {
    const [one, other] = [new TestWorker(), new TestWorker()];
    const [first, second] = await Promise.all([kept(one), kept(other)]);
    expect(first.id).toBe(second.id);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM media").first("n")).toBe(1);
  });

  it("as the one file of a form, with its texts in fields", async () => {
    const form = new FormData();
    form.set("file", new File([files.png()], "خريطة.png", { type: "image/png" }));
    form.set("lang", "ar");
    form.set("alt", "خريطة الينابيع");
    const answer = await kept(new TestWorker(), form);
    expect(answer).toMatchObject({
      type: "image/png",
      name: "خريطة.png",
      texts: { ar: { alt: "خريطة الينابيع" } },
    });
  });

  it("422 for a form without a file, with two, or one that does not end", async () => {
    const worker = new TestWorker();
    const none = new FormData();
    none.set("lang", "ar");
    expect(await codesOf(await post(worker, none))).toEqual([422, "invalid", "no-file"]);
    const two = new FormData();
    two.append("file", new File([files.png()], "1.png"));
    two.append("file", new File([files.gif()], "2.gif"));
    expect(await codesOf(await post(worker, two))).toEqual([422, "invalid", "too-many-files"]);
    const headers = { "Content-Type": "multipart/form-data; boundary=x" };
    expect(await codesOf(await post(worker, "--x\r\nno end", "", headers))).toEqual([
      422,
      "invalid",
      "unreadable-form",
    ]);
    expect(await codesOf(await post(worker, ""))).toEqual([422, "invalid", "no-file"]);
  });

  it("warns of a picture without alternative text, and of a PDF that could not be cleaned", async () => {
    const worker = new TestWorker();
    expect((await kept(worker)).warnings.map(({ code }) => code)).toEqual(["alt-missing"]);
    expect((await kept(worker, files.pdf())).warnings.map(({ code }) => code)).toEqual(["metadata-kept"]);
  });

  it("415 when it is not what it was sent as, when it is SVG, and when it is compressed", async () => {
    const worker = new TestWorker();
    const lying = await post(worker, files.jpeg(), "", { "Content-Type": "image/png" });
    expect(await codesOf(lying)).toEqual([415, "media-unsupported"]);
    const svg = await post(worker, '<svg xmlns="http://www.w3.org/2000/svg"/>', "", {
      "Content-Type": "image/svg+xml",
    });
    expect(await codesOf(svg)).toEqual([415, "media-unsupported"]);
    const page = await post(worker, "<!doctype html><script>1</script>", "", {
      "Content-Type": "image/jpeg",
    });
    expect(await codesOf(page)).toEqual([415, "media-unsupported"]);
    const packed = await post(worker, files.jpeg(), "", { "Content-Encoding": "gzip" });
    expect(await codesOf(packed)).toEqual([415, "media-unsupported"]);
  });

  it("422 for what hides something, is broken or is a bomb; nothing of it is kept", async () => {
    const worker = new TestWorker();
    const hiding = await post(worker, files.bytes(files.jpeg(), "PK\x05\x06", new Uint8Array(18)));
    expect(await codesOf(hiding)).toEqual([422, "invalid", "hidden-bytes"]);
    expect(await codesOf(await post(worker, files.png().subarray(0, -20)))).toEqual([
      422,
      "invalid",
      "broken-file",
    ]);
    const bomb = files.gif();
    bomb.set([0xff, 0xff, 0xff, 0xff], 6);
    expect(await codesOf(await post(worker, bomb))).toEqual([422, "invalid", "too-much"]);
    expect((await env.MEDIA.list()).objects).toEqual([]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM media").first("n")).toBe(0);
  });

  it("413 as soon as a picture or a recording is too large, and no more of it is read", async () => {
    const worker = new TestWorker();
    const endless = (head: Uint8Array) => {
      let sent = 0;
      const stream = new ReadableStream<Uint8Array>({
        pull(controller) {
          controller.enqueue(sent === 0 ? head : new Uint8Array(1024 * 1024));
          sent += 1;
        },
      });
      return { stream, sent: () => sent };
    };
    const picture = endless(files.jpeg());
    const refused = await post(worker, picture.stream);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ limit_bytes: PICTURE_BYTES });
    expect(picture.sent()).toBeLessThan(PICTURE_BYTES / 1024 / 1024 + 5);
    const sound = endless(files.mp3());
    expect(await (await post(worker, sound.stream)).json()).toMatchObject({ limit_bytes: FILE_BYTES });
    const lying = await post(worker, files.jpeg(), "", { "Content-Length": "999999999999" });
    expect(lying.status).toBeLessThan(500);
  });

  it("a recording of almost 50 MB is kept, and any part of it can be had", { timeout: 60_000 }, async () => {
    const worker = new TestWorker();
    const length = FILE_BYTES - 1_000;
    const sound = files.longMp3(length);
    const { src, bytes } = await kept(worker, sound);
    expect(bytes).toBe(sound.length);
    const response = await worker.fetch(src, { headers: { Range: "bytes=-100" } });
    expect([response.status, response.headers.get("Content-Range")]).toEqual([
      206,
      `bytes ${bytes - 100}-${bytes - 1}/${bytes}`,
    ]);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(sound.subarray(-100));
  });

  it("401 without a token, 403 without a scope; a token that may only draft sends pictures and changes none", async () => {
    const worker = new TestWorker();
    const send = async (
      scopes: Parameters<typeof makeToken>[0],
      method: string,
      path: string,
      body: BodyInit,
    ) =>
      (
        await worker.fetch(path, {
          ...{ method, body },
          headers: {
            Authorization: `Bearer ${await makeToken(scopes)}`,
            "Content-Type": "application/octet-stream",
          },
        })
      ).status;
    expect((await worker.fetch("/api/media", { method: "POST", body: files.jpeg() })).status).toBe(401);
    expect(await send(["settings:write"], "POST", "/api/media", files.jpeg())).toBe(403);
    expect(await send(["articles:draft"], "POST", "/api/media", files.jpeg())).toBe(201);
    expect(await send(["articles:draft"], "PATCH", "/api/media/1", '{"texts":{}}')).toBe(403);
    expect(await send(["articles:draft"], "DELETE", "/api/media/1", "")).toBe(403);
    expect(await send(["media:write"], "PATCH", "/api/media/1", '{"texts":{}}')).toBe(200);
  });

  it("any bytes are answered, and never with a fault of ours", { timeout: 60_000 }, async () => {
    const worker = new TestWorker();
    const beginnings = files.FILES.map(([, , file]) => file().subarray(0, 60));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...beginnings),
        fc.nat(60),
        fc.uint8Array({ maxLength: 200 }),
        async (head, length, rest) => {
          const response = await post(worker, files.bytes(head.subarray(0, length), rest));
          expect([200, 201, 413, 415, 422]).toContain(response.status);
          await response.body?.cancel();
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a reader gets a file", () => {
  it("404 for one that is not there, under another ending, or spelled otherwise", async () => {
    const worker = new TestWorker();
    const { hash, src } = await kept(worker);
    const missing = [
      `/media/${"0".repeat(64)}.jpg`,
      `/media/${hash}.png`,
      `/media/${hash}.html`,
      `/media/${hash}`,
      "/media/../x.jpg",
      "/media/",
    ];
    for (const path of missing) {
      const response = await worker.fetch(path);
      expect([path, response.status === 308 || response.status === 404]).toEqual([path, true]);
      expect(response.headers.get("Content-Type") ?? "").not.toMatch(/image/);
    }
    expect((await worker.fetch(src.toUpperCase().replace("/MEDIA/", "/media/"))).status).toBe(404);
  });

  it("304 when it is there already, 412 for another version, HEAD without the bytes", async () => {
    const worker = new TestWorker();
    const { src, hash, bytes } = await kept(worker);
    const status = async (headers: Record<string, string>, method = "GET") =>
      (await worker.fetch(src, { headers, method })).status;
    expect(await status({ "If-None-Match": `"other", W/"${hash}"` })).toBe(304);
    expect(await status({ "If-None-Match": '"other"' })).toBe(200);
    expect(await status({ "If-Match": '"other"' })).toBe(412);
    expect(await status({ "If-Match": `"${hash}"` })).toBe(200);
    const head = await worker.fetch(src, { method: "HEAD" });
    expect([head.status, head.headers.get("Content-Length")]).toEqual([200, String(bytes)]);
    expect(await head.text()).toBe("");
  });

  it("any range of it, 416 beyond its end, the whole when the range is of another version", async () => {
    const worker = new TestWorker();
    const { src, hash } = await kept(worker, files.mp3());
    const whole = await bodyOf(worker, src);
    const size = whole.length;
    const get = async (range: string, headers: Record<string, string> = {}) => {
      const response = await worker.fetch(src, { headers: { Range: range, ...headers } });
      return {
        status: response.status,
        headers: response.headers,
        body: new Uint8Array(await response.arrayBuffer()),
      };
    };
    await fc.assert(
      fc.asyncProperty(fc.nat(size - 1), fc.nat(size + 10), async (from, more) => {
        const { status, headers, body } = await get(`bytes=${from}-${from + more}`);
        const end = Math.min(size, from + more + 1);
        expect([status, headers.get("Content-Range")]).toEqual([206, `bytes ${from}-${end - 1}/${size}`]);
        expect(body).toEqual(whole.subarray(from, end));
      }),
      { numRuns: 15 },
    );
    expect((await get(`bytes=${size}-`)).status).toBe(416);
    expect((await get(`bytes=${size}-`)).headers.get("Content-Range")).toBe(`bytes */${size}`);
    for (const odd of ["bytes=5-2", "bytes=0-1,4-5", "lines=1-2", "bytes=-"])
      expect((await get(odd)).status).toBe(200);
    expect((await get("bytes=0-1", { "If-Range": '"other"' })).status).toBe(200);
    expect((await get("bytes=0-1", { "If-Range": `"${hash}"` })).status).toBe(206);
  });
});

describe("while R2 is down", () => {
  const down = new Proxy(env.MEDIA, {
    get: () => () => Promise.reject(new Error("R2 is down")),
  });

  it("503 for editors and readers, and nothing is listed that is not there", async () => {
    const { src } = await kept(new TestWorker(), files.png());
    const worker = new TestWorker({ MEDIA: down });
    expect(await codesOf(await post(worker, files.jpeg()))).toEqual([503, "media-unavailable"]);
    expect(await codesOf(await worker.fetch(src))).toEqual([503, "media-unavailable"]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM media").first("n")).toBe(1);
  });
});

describe("texts of a picture", () => {
  it("stand in each language; those left out stay, null takes away", async () => {
    const worker = new TestWorker();
    const { id } = await kept(worker);
    const patch = async (texts: unknown) => await worker.send("PATCH", `/api/media/${id}`, { texts });
    await patch({ ar: { alt: "نبع", caption: "نبع السنديان" }, ckb: { alt: "کانی" } });
    const answer = await (await patch({ ar: { credit: "سعاد عيسى" }, ckb: null })).json<Answer>();
    expect(answer.texts).toEqual({ ar: { alt: "نبع", caption: "نبع السنديان", credit: "سعاد عيسى" } });
    expect(answer.warnings).toEqual([]);
    expect(await codesOf(await patch({ fr: { alt: "source" } }))).toEqual(
      expect.arrayContaining([422, "invalid"]),
    );
    expect((await worker.send("PATCH", "/api/media/99", { texts: {} })).status).toBe(404);
  });

  it("the list goes on from its cursor, the newest first", async () => {
    const worker = new TestWorker();
    for (const [, , file] of files.FILES.slice(0, 5)) await kept(worker, file());
    const page = async (query: string) =>
      await (await worker.asEditor(`/api/media${query}`)).json<{
        media: Answer[];
        next_cursor: string | null;
      }>();
    const first = await page("?limit=3");
    expect(first.media.map(({ id }) => id)).toEqual([5, 4, 3]);
    const second = await page(`?limit=3&cursor=${first.next_cursor}`);
    expect([second.media.map(({ id }) => id), second.next_cursor]).toEqual([[2, 1], null]);
    expect((await worker.asEditor("/api/media?limit=1000")).status).toBe(422);
  });
});

/** A Markdown document with a picture beside it, as a form. */
async function postWithPicture(
  worker: TestWorker,
  picture: Uint8Array<ArrayBuffer>,
  query = "status=published",
  text = "![نبع بين صخرتين](النبع.jpg)",
): Promise<{ id: number; url: string; body_html: string; warnings: { code: string; message: string }[] }> {
  const form = new FormData();
  form.set(
    "document",
    new File([`---\ntitle: خبر عن النبع\ndate: 2026-11-22\n---\n\n${text}\n\nفقرة.\n`], "خبر.md"),
  );
  form.append("picture", new File([picture], "النبع.jpg", { type: "image/jpeg" }));
  const response = await worker.asEditor(`/api/uploads?lang=ar&${query}`, { method: "POST", body: form });
  expect([200, 201]).toContain(response.status);
  return await response.json();
}

const usesOf = async () =>
  (await env.DB.prepare("SELECT media_id, article_id FROM media_uses").all()).results;

describe("an article with a picture", () => {
  it("shows it cleaned, with its size, and says where the picture is used", async () => {
    const worker = new TestWorker();
    const article = await postWithPicture(worker, files.jpeg(6));
    const { src } = await kept(worker, files.jpeg(6));
    expect(article.body_html).toContain(`<img src="${src}" alt="نبع بين صخرتين" width="8" height="16">`);
    expect(article.warnings).toEqual([]);
    expect(await usesOf()).toEqual([{ media_id: 1, article_id: article.id }]);
    const page = await (await worker.fetch(new URL(article.url).pathname)).text();
    expect(page).toContain(src);
    expect(page).not.toContain("srcset");
  });

  it("offers its smaller sizes where Images are bound", async () => {
    const worker = new TestWorker({ IMAGES: env.SCALING });
    const article = await postWithPicture(worker, files.wideJpeg());
    const page = await (await worker.fetch(new URL(article.url).pathname)).text();
    expect(page).toMatch(/srcset="\/media\/[0-9a-f]{64}\.jpg\?w=320 320w, /);
    expect(article.body_html).not.toContain("srcset");
  });

  it("is used no longer once a revision is without it; a dry run keeps nothing", async () => {
    const worker = new TestWorker();
    await postWithPicture(worker, files.jpeg(), "status=draft&dry_run=1");
    expect([(await env.MEDIA.list()).objects, await usesOf()]).toEqual([[], []]);
    const { id } = await postWithPicture(worker, files.jpeg());
    expect(await usesOf()).toHaveLength(1);
    expect((await postWithPicture(worker, files.jpeg(), "status=published", "بلا صورة")).id).toBe(id);
    expect(await usesOf()).toEqual([]);
  });

  it("is not kept when its document is refused, whatever refuses it", async () => {
    const worker = new TestWorker();
    const drafter = await makeToken(["articles:draft"]);
    const send = async (fields: Record<string, string>, token?: string) => {
      const form = new FormData();
      for (const [name, value] of Object.entries({ lang: "ar", published_on: "2026-11-20", ...fields }))
        form.append(name, value);
      form.append("document", new File(["# خبر النبع\n\nنصّ\n\n![نبع](النبع.jpg)\n"], "خبر.md"));
      form.append("picture", new File([files.jpeg()], "النبع.jpg", { type: "image/jpeg" }));
      const headers = token === undefined ? {} : { Authorization: `Bearer ${token}` };
      const init = { method: "POST", body: form, headers };
      return (
        await (token === undefined
          ? worker.asEditor("/api/uploads", init)
          : worker.fetch("/api/uploads", init))
      ).status;
    };
    expect(await send({ section: "لا قسم" })).toBe(422);
    expect(await send({ status: "published" }, drafter)).toBe(403);
    expect(await send({ translation_of: "999" })).toBe(422);
    expect([
      (await env.MEDIA.list()).objects,
      await env.DB.prepare("SELECT * FROM media").all(),
    ]).toMatchObject([[], { results: [] }]);
    expect(await send({ status: "draft" }, drafter)).toBe(201);
    expect((await env.MEDIA.list()).objects).toHaveLength(1);
  });

  it("is told when the site has none at its address, whichever way the text comes", async () => {
    const worker = new TestWorker();
    const { src } = await kept(worker);
    const gone = `/media/${"f".repeat(64)}.png`;
    const body = (path: string) => `<p>نص</p><p><img alt="نبع" src="${path}"></p>`;
    const article = (path: string) => ({ lang: "ar", title: "خبر", body: body(path), body_format: "html" });
    const json = async (path: string) => await worker.send("POST", "/api/articles", article(path));
    const ways = [
      json,
      async (path: string) => await worker.send("PUT", "/api/articles/1", article(path), { "If-Match": "*" }),
      async (path: string) => await worker.upload(`<!doctype html><h1>خبر</h1>${body(path)}`, "lang=ar"),
      async (path: string) => await worker.upload(JSON.stringify(article(path)), "lang=ar&format=json"),
    ];
    for (const send of ways) {
      const codes = async (path: string) =>
        (await (await send(path)).json<{ warnings: { code: string }[] }>()).warnings.map(({ code }) => code);
      expect([await codes(gone), await codes(src)]).toEqual([
        expect.arrayContaining(["media-gone"]),
        expect.not.arrayContaining(["media-gone"]),
      ]);
    }
  });

  it("a picture pasted into HTML is kept as well, and one in a Word document", async () => {
    const worker = new TestWorker();
    const { src } = await kept(worker, files.png());
    const pasted = `<h1>خبر</h1><p>نص</p><p><img alt="خريطة" src="data:image/png;base64,${files.png().toBase64()}"></p>`;
    const html = await worker.upload(`<!doctype html>${pasted}`, "lang=ar");
    expect((await html.json<{ body_html: string }>()).body_html).toContain(`<img src="${src}" alt="خريطة"`);
    const word = await worker.upload(aWordDocument(theBridgeBody, files.png()), "lang=ar");
    expect((await word.json<{ body_html: string }>()).body_html).toContain(`<img src="${src}" alt="`);
    expect(await usesOf()).toHaveLength(2);
  });

  it("keeps the description of a picture that is refused, and says why", async () => {
    const article = await postWithPicture(new TestWorker(), files.jpeg().slice(0, 300));
    expect(article.body_html).toContain("نبع بين صخرتين");
    expect(article.body_html).not.toContain("<img");
    const refused = article.warnings.find(({ code }) => code === "picture-refused");
    expect(refused?.message).toMatch(/^النبع\.jpg: The file is broken/);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM media").first("n")).toBe(0);
  });
});

describe("a medium is removed", () => {
  it("409 while a published article shows it, by force too, which it names; gone by force when that is retracted", async () => {
    const worker = new TestWorker();
    const { id: article } = await postWithPicture(worker, files.jpeg());
    const { id, src } = await kept(worker);
    const one = await (await worker.asEditor(`/api/media/${id}`)).json<Answer>();
    expect(one.articles).toEqual([{ id: article, title: "خبر عن النبع", is_released: true }]);
    const refused = await worker.asEditor(`/api/media/${id}`, { method: "DELETE" });
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: "media-in-use", articles: [{ id: article }] });
    expect((await worker.asEditor(`/api/media/${id}?force=1`, { method: "DELETE" })).status).toBe(409);
    expect((await worker.fetch(src)).status).toBe(200);
    await worker.asEditor(`/api/articles/${article}/publication`, { method: "DELETE" });
    expect((await worker.asEditor(`/api/media/${id}`, { method: "DELETE" })).status).toBe(409);
    const purged: string[] = [];
    worker.purge = async tags => void purged.push(...tags);
    expect((await worker.asEditor(`/api/media/${id}?force=1`, { method: "DELETE" })).status).toBe(200);
    expect((await worker.fetch(src)).status).toBe(404);
    expect(purged).toHaveLength(1);
    expect((await worker.asEditor(`/api/media/${id}`)).status).toBe(404);
    expect((await env.MEDIA.list()).objects).toEqual([]);
  });

  it.each([
    ["a draft", "status=draft", null],
    ["one in review", "status=draft", ["PUT", "review"]],
    ["one that waits for its hour", "status=published&publish_at=2026-11-29T09:00:00%2B03:00", null],
    ["one that was retracted", "status=published", ["DELETE", "publication"]],
    ["one in the trash", "status=published", ["DELETE", ""]],
  ] as const)(
    "409 with its id and title while %s shows it: it would come back with a hole",
    async (_, query, act) => {
      const worker = new TestWorker();
      const { id: article } = await postWithPicture(worker, files.jpeg(), query);
      const [method, door] = act ?? [];
      if (act !== null)
        expect(
          (
            await worker.asEditor(`/api/articles/${article}/${door}`.replace(/\/$/, ""), {
              method: method ?? "",
            })
          ).ok,
        ).toBe(true);
      const { id, src } = await kept(worker);
      const refused = await worker.asEditor(`/api/media/${id}`, { method: "DELETE" });
      expect([refused.status, await refused.json()]).toMatchObject([
        409,
        { code: "media-in-use", articles: [{ id: article, title: "خبر عن النبع" }], elsewhere: [] },
      ]);
      expect((await worker.fetch(src)).status).toBe(200);
    },
  );

  it.each([
    ["a PDF", "application/pdf", () => files.pdf()],
    ["a recording", "audio/mpeg", () => files.mp3()],
  ])("409 while a draft links to %s", async (_, type, bytes) => {
    const worker = new TestWorker();
    const sent = await worker.asEditor("/api/media", {
      method: "POST",
      body: bytes(),
      headers: { "Content-Type": type },
    });
    const { id, url } = await sent.json<{ id: number; url: string }>();
    const body = `<p>نصّ <a href="${new URL(url).pathname}">الوثيقة</a></p>`;
    await worker.send("POST", "/api/articles", { lang: "ar", title: "وثيقة", body, body_format: "html" });
    expect((await worker.asEditor(`/api/media/${id}`, { method: "DELETE" })).status).toBe(409);
  });

  it("409 while the template of an observance links to it", async () => {
    const worker = new TestWorker();
    const { id, src } = await kept(worker);
    const templates = { ar: { title: "{name}", body: `نتذكّر {name}: [وثيقة](${src})`, format: "markdown" } };
    await make(worker, { ...springsDay, templates });
    const refused = await worker.asEditor(`/api/media/${id}`, { method: "DELETE" });
    expect(await refused.json()).toMatchObject({ elsewhere: ["the template of an observance"] });
  });

  it("does not stand in the way of what an article was: whoever restores that is told", async () => {
    const worker = new TestWorker();
    const { id: article } = await postWithPicture(worker, files.jpeg());
    await postWithPicture(worker, files.jpeg(), "status=published", "بلا صورة");
    const { id } = await kept(worker);
    expect((await worker.asEditor(`/api/media/${id}`, { method: "DELETE" })).status).toBe(200);
    const restored = await worker.asEditor(`/api/articles/${article}/revisions/1/restoration`, {
      method: "POST",
      headers: { "If-Match": "*" },
    });
    expect(await restored.json()).toMatchObject({
      outcome: "restored",
      warnings: [{ code: "media-gone", message: expect.stringContaining("1 of its pictures") }],
    });
  });

  it("409 while it is the newsroom's logo", async () => {
    const worker = new TestWorker();
    const { id, src } = await kept(worker);
    await worker.send("PATCH", "/api/settings", { logo: { src, width: 160, height: 80 } });
    const refused = await worker.asEditor(`/api/media/${id}`, { method: "DELETE" });
    expect(await refused.json()).toMatchObject({ code: "media-in-use", elsewhere: ["the site's settings"] });
  });

  it("one whose removal broke off is removed by asking again, or is back when it is sent again", async () => {
    const broken = { ...env.MEDIA, delete: async () => Promise.reject(new Error("R2 is down")) };
    const bucket = new Proxy(env.MEDIA, {
      get: (target, name) => (name === "delete" ? broken.delete : Reflect.get(target, name).bind(target)),
    });
    const worker = new TestWorker();
    const { id, src } = await kept(worker);
    const failing = new TestWorker({ MEDIA: bucket });
    const remove = (by: TestWorker) => by.asEditor(`/api/media/${id}`, { method: "DELETE" });
    expect(await codesOf(await remove(failing))).toEqual([503, "media-unavailable"]);
    expect(await kept(worker)).toMatchObject({ id, outcome: "created" });
    expect((await worker.asEditor(`/api/media/${id}`)).status).toBe(200);
    expect((await remove(failing)).status).toBe(503);
    expect((await remove(worker)).status).toBe(200);
    expect((await worker.fetch(src)).status).toBe(404);
    expect((await remove(worker)).status).toBe(404);
  });
});

describe("a picture that comes with a document", () => {
  it("is kept, or told why not; a dry run says where it would stand and writes nothing", async () => {
    const runtime = new TestWorker().runtime();
    const foreseen = await checkPicture(files.jpeg(6));
    expect((await env.MEDIA.list()).objects).toEqual([]);
    const picture = await storePicture(runtime, files.jpeg(6), "صور/النبع.jpg", null);
    expect(picture).toEqual(foreseen);
    expect(picture).toMatchObject({ width: 8, height: 16, warnings: [] });
    expect(await env.DB.prepare("SELECT name, created_at FROM media").first()).toEqual({
      name: "النبع.jpg",
      created_at: MONDAY_MORNING,
    });
    expect(await storePicture(runtime, files.pdf(), "a.pdf", null)).toMatchObject({
      rejection: { code: "media-unsupported" },
    });
    expect(await storePicture(runtime, files.png().subarray(0, 90), "a.png", null)).toMatchObject({
      rejection: { code: "invalid" },
    });
  });
});

describe("sizes", () => {
  it("without Images the original is served whatever is asked", async () => {
    const worker = new TestWorker();
    const { src } = await kept(worker);
    expect(await bodyOf(worker, `${src}?w=640`)).toEqual(await bodyOf(worker, src));
  });

  it("with Images a width is made once and kept; widths that are not offered are the original", async () => {
    let made = 0;
    const images: ImagesBinding = new Proxy(env.SCALING, {
      get: (target, name) => {
        if (name === "input") made += 1;
        const found: unknown = Reflect.get(target, name);
        return typeof found === "function" ? found.bind(target) : found;
      },
    });
    const worker = new TestWorker({ IMAGES: images });
    const { src, hash } = await kept(worker, files.wideJpeg(), "?lang=ar&alt=");
    // Its colour was made of it when it came.
    expect(made).toBe(1);
    made = 0;
    for (let time = 0; time < 2; time++) {
      const response = await worker.fetch(`${src}?w=320`);
      expect([response.status, response.headers.get("Content-Type")]).toEqual([200, "image/jpeg"]);
      expect(response.headers.get("ETag")).toBe(`"${hash}.320"`);
      const answer = await checkPicture(new Uint8Array(await response.arrayBuffer()));
      expect(answer).toMatchObject({ width: 320, height: 20 });
    }
    expect(made).toBe(1);
    const original = await bodyOf(worker, src);
    for (const query of ["?w=321", "?w=99999", "?w=320&x=1", "?edition=5"])
      expect(await bodyOf(worker, src + query)).toEqual(original);
    expect(made).toBe(1);
    await worker.asEditor("/api/media/1", { method: "DELETE" });
    expect((await worker.fetch(`${src}?w=320`)).status).toBe(404);
    expect((await env.MEDIA.list()).objects).toEqual([]);
  });

  it("the original for a while, where Images cannot make a size", async () => {
    const failing: ImagesBinding = new Proxy(env.SCALING, {
      get: () => () => {
        throw new Error("IMAGES_TRANSFORM_ERROR 9432");
      },
    });
    const worker = new TestWorker({ IMAGES: failing });
    const { src } = await kept(worker);
    const response = await worker.fetch(`${src}?w=320`);
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([
      200,
      "public, max-age=300, stale-if-error=0",
    ]);
    await response.arrayBuffer();
  });
});
