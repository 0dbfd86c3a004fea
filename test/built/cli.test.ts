/** `dhikra` against the Worker as it is deployed, over real HTTP. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { rawArchive } from "../fixtures/documents";
import { png } from "../fixtures/media";
import { serve } from "./cli-server";
import { documents, type Ran, start } from "./command";
import { type BuiltSite, startBuiltSite } from "./site";

let site: BuiltSite;
let folder: string;
beforeAll(async () => {
  site = await startBuiltSite();
});
afterAll(async () => {
  await site.close();
});
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dhikra-cli-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const owner = () => ({ DHIKRA_URL: site.origin, DHIKRA_TOKEN: site.token });
const run = async (...args: string[]): Promise<Ran> => await start(args, owner()).ended;

async function runJson(...args: string[]) {
  const { stdout, stderr } = await run(...args, "--json");
  expect(stderr).toBe("");
  return documents(stdout);
}

const journal = () => join(folder, ".dhikra-journal.ndjson");
const journalLines = () =>
  existsSync(journal()) ? readFileSync(journal(), "utf8").split("\n").length - 1 : 0;

/** Newsroom texts of a day of their own, named by their number. */
function writeTexts(count: number, day: string): void {
  for (let number = 1; number <= count; number++)
    writeFileSync(
      join(folder, `خبر-${number}.ar.txt`),
      `${day}\n\nخبر القناة رقم ${number}\n\nوصلت المياه إلى الحي رقم ${number} صباح اليوم.\n`,
    );
}

/** Articles of the day, as the site lists them. */
async function articlesOf(day: string): Promise<{ id: number; title: string }[]> {
  const [listed] = await runJson("list", "--lang", "ar", "--limit", "200");
  const { articles } = listed as { articles: { id: number; title: string; published_on: string }[] };
  return articles.filter(article => article.published_on === day);
}

it("a folder is posted, with the language from each file's name, and posted again nothing is written", async () => {
  writeTexts(3, "02/03/2022");
  const first = await run("post", folder, "--status", "published");
  expect(first).toMatchObject({ exit: 0, stderr: "" });
  expect(first.stdout).toContain("3 created");
  expect(await articlesOf("2022-03-02")).toHaveLength(3);
  expect((await run("post", folder, "--status", "published")).stdout).toContain("3 already");
  rmSync(journal());
  expect((await run("post", folder, "--status", "published")).stdout).toContain("3 unchanged");
});

it("a run that was killed goes on where it was, and nothing is doubled", async () => {
  writeTexts(40, "03/03/2022");
  const args = ["post", folder, "--status", "published", "--parallel", "2"];
  const killed = start(args, owner());
  while (journalLines() < 6) await new Promise(done => setTimeout(done, 5));
  killed.kill();
  expect((await killed.ended).exit).toBeNull();
  const reached = journalLines();
  expect(reached).toBeLessThan(40);
  const resumed = await run(...args);
  expect(resumed.exit).toBe(0);
  const articles = await articlesOf("2022-03-03");
  expect(articles).toHaveLength(40);
  expect(new Set(articles.map(({ title }) => title)).size).toBe(40);
});

it("a site that slows it down is waited for, more often than one that fails, and every file is posted", async () => {
  writeTexts(3, "19/03/2022");
  let refusals = 8;
  const slow = createServer(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (refusals-- > 0) {
      response.writeHead(429, { "Retry-After": "0.01", "Content-Type": "application/problem+json" });
      response.end('{"code":"rate-limited","status":429}');
      return;
    }
    const { authorization = "", "content-type": type = "" } = request.headers;
    const headers = { Authorization: authorization, "Content-Type": type };
    const sent = { method: "POST", headers, body: Buffer.concat(chunks) };
    const answer = await fetch(site.origin + request.url, sent);
    response.writeHead(answer.status, { "Content-Type": "application/json" }).end(await answer.text());
  });
  await new Promise<void>(done => slow.listen(0, "127.0.0.1", done));
  const address = slow.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const to = { DHIKRA_URL: url, DHIKRA_TOKEN: site.token };
  const args = ["post", folder, "--status", "published", "--parallel", "1"];
  const { exit, stdout } = await start(args, to).ended;
  await new Promise(done => slow.close(done));
  expect([exit, stdout.includes("3 created"), refusals < 0]).toEqual([0, true, true]);
});

it("an answer that was lost with the end of the journal is given again, and writes nothing", async () => {
  writeTexts(2, "04/03/2022");
  expect((await run("post", folder, "--status", "published")).exit).toBe(0);
  const kept = readFileSync(journal(), "utf8").trimEnd().split("\n").slice(0, -1);
  writeFileSync(journal(), `${kept.join("\n")}\n{"file":"خبر-`);
  expect((await run("post", folder, "--status", "published")).stdout).toContain("1 already, 1 replayed");
});

it("a file that is changed and changed back is posted each time", async () => {
  writeTexts(1, "05/03/2022");
  const file = join(folder, "خبر-1.ar.txt");
  const before = readFileSync(file, "utf8");
  await run("post", file);
  writeFileSync(file, before.replace("صباح", "مساء"));
  expect((await run("post", file)).stdout).toContain("1 revised");
  writeFileSync(file, before);
  expect((await run("post", file)).stdout).toContain("1 revised");
});

it("a dry run tells the outcome and writes nothing, here and there", async () => {
  writeTexts(2, "06/03/2022");
  const before = await runJson("doctor");
  const [one, , counts] = await runJson("post", folder, "--status", "published", "--dry-run");
  expect(one).toMatchObject({ outcome: "created", id: null });
  expect(counts).toMatchObject({ counts: { created: 2 } });
  expect(existsSync(journal())).toBe(false);
  expect(await runJson("doctor")).toEqual(before);
});

it("faults are told by file and line, the other files are posted, and the exit code is 1", async () => {
  writeTexts(1, "07/03/2022");
  writeFileSync(join(folder, "bad.en.md"), "---\ntitle: [broken\nx: 1\n---\n\nText\n");
  const { exit, stdout } = await run("post", folder);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/refused {2}.*bad\.en\.md: line \d: The front matter/);
  expect(stdout).toContain("1 created");
});

it("a text in windows-1256 is posted with --encoding, and without it told what to say", async () => {
  const bytes = [0xce, 0xc8, 0xd1, 0x20, 0xc7, 0xe1, 0xde, 0xe4, 0xc7, 0xc9, 0x0a, 0x0a, 0xe4, 0xd5, 0x2e];
  writeFileSync(join(folder, "old.ar.txt"), Uint8Array.from(bytes));
  const refused = await run("post", folder);
  expect([refused.exit, refused.stdout]).toEqual([1, expect.stringContaining("encoding=windows-1256")]);
  const [posted] = await runJson("post", folder, "--encoding", "windows-1256");
  expect((await runJson("get", String(posted?.id)))[0]).toMatchObject({ title: "خبر القناة" });
});

it("a ZIP whose names are in windows-1256 and whose texts are not is posted with --names-encoding", async () => {
  const name = Uint8Array.from([0xce, 0xc8, 0xd1, 0x2e, 0x74, 0x78, 0x74]);
  writeFileSync(join(folder, "week.ar.zip"), rawArchive([{ name, file: "خبر الأسبوع\n\nنصّ.\n" }]));
  const refused = await run("post", folder);
  expect([refused.exit, refused.stdout]).toEqual([1, expect.stringContaining("names_encoding=windows-1256")]);
  const posted = await run("post", folder, "--names-encoding", "windows-1256");
  expect([posted.exit, posted.stdout]).toEqual([0, expect.stringContaining("1 created")]);
});

it("an article is read, published, scheduled and retracted", async () => {
  writeTexts(1, "08/03/2022");
  const [posted] = await runJson("post", folder);
  const id = String(posted?.id);
  expect((await runJson("get", id))[0]).toMatchObject({ status: "draft", title: "خبر القناة رقم 1" });
  expect((await runJson("schedule", id, "2031-01-02T09:30:00+03:00"))[0]).toMatchObject({
    status: "scheduled",
  });
  expect((await runJson("list", "--status", "scheduled"))[0]).toMatchObject({
    articles: [{ id: Number(id) }],
  });
  const [waiting] = await runJson("publish", id);
  expect(waiting).toMatchObject({
    status: "scheduled",
    warnings: expect.arrayContaining([expect.objectContaining({ code: "goes-on-waiting" })]),
  });
  expect((await runJson("publish", id, "--now"))[0]).toMatchObject({ status: "published" });
  await runJson("retract", id);
  const [published] = await runJson("publish", id);
  expect(published).toMatchObject({ status: "published" });
  const path = new URL(String(published?.url)).pathname;
  expect((await runJson("get", path))[0]).toMatchObject({ id: Number(id) });
  expect((await runJson("get", `${site.origin}/s/${id}`))[0]).toMatchObject({ id: Number(id) });
  const [gone] = await runJson("retract", id, "--note", "سُحب الخبر.");
  expect(gone).toMatchObject({ status: "retracted", retraction_note: "سُحب الخبر." });
  expect((await fetch(site.origin + path)).status).toBe(410);
  const [withheld] = await runJson("retract", id, "--legal");
  expect(withheld).toMatchObject({ retraction_note: "سُحب الخبر." });
  expect((await fetch(`${site.origin}/s/${id}?edition=${withheld?.edition}`)).status).toBe(451);
});

it("a token is made, does what it may and no more, and is dead once revoked", async () => {
  const [made] = await runJson("token", "create", "مكتب الأخبار", "--scopes", "articles:draft");
  const drafter = { DHIKRA_URL: site.origin, DHIKRA_TOKEN: String(made?.token) };
  writeTexts(1, "09/03/2022");
  const refused = await start(["post", folder, "--status", "published"], drafter).ended;
  expect([refused.exit, refused.stdout]).toEqual([1, expect.stringContaining("articles:publish")]);
  expect((await start(["post", folder], drafter).ended).exit).toBe(0);
  expect((await start(["doctor"], drafter).ended).stdout).toContain("token: valid");
  expect((await run("token", "list")).stdout).toContain("مكتب الأخبار");
  expect((await run("token", "revoke", String(made?.id))).exit).toBe(0);
  const dead = await start(["doctor"], drafter).ended;
  expect([dead.exit, dead.stdout]).toEqual([1, expect.stringContaining("RED     token")]);
});

it("settings, sections, search and its rebuilding, observances: each answers with JSON that can be read", async () => {
  expect((await runJson("settings", "set", "digits=arabic-indic"))[0]).toMatchObject({
    digits: "arabic-indic",
  });
  expect((await run("settings", "get", "digits")).stdout).toBe("arabic-indic\n");
  expect((await runJson("settings", "get"))[0]).toMatchObject({ zone: "Asia/Damascus" });
  expect((await runJson("sections"))[0]?.sections).toContainEqual(expect.objectContaining({ lang: "ar" }));
  const [rebuilt] = await runJson("search", "rebuild", "--from-nothing");
  expect(rebuilt?.edition).toBe(rebuilt?.current);
  expect((await runJson("search", "القناة", "--lang", "ar"))[0]?.results).not.toEqual([]);
  const [foreseen] = await runJson("observances", "import", "packs/observances.json", "--dry-run");
  expect(foreseen).toMatchObject({ dry_run: true, unchanged: 0 });
  expect((await runJson("observances", "import", "packs/observances.json"))[0]).toMatchObject({
    dry_run: false,
  });
  expect((await run("observances", "import", "packs/observances.json")).stdout).toContain("0 new, 0 changed");
});

it("a picture is sent once, however often, and what is no picture is refused by its name", async () => {
  const [picture, text] = [join(folder, "قناة.png"), join(folder, "لا شيء.png")];
  writeFileSync(picture, png());
  writeFileSync(text, "لا صورة هنا");
  const texts = ["--lang", "ar", "--alt", "قناة بين حقلين"];
  expect((await runJson("media", "add", picture, ...texts))[0]).toMatchObject({ outcome: "created" });
  const { exit, stdout } = await run("media", "add", picture, text);
  expect(exit).toBe(1);
  expect(stdout).toMatch(/unchanged .*\/media\/[0-9a-f]{64}\.png[\s\S]*refused {2}.*لا شيء\.png/);
  expect((await runJson("media", "list"))[0]?.media).toContainEqual(
    expect.objectContaining({ name: "قناة.png" }),
  );
});

it("titles stand in a pipe to the letter, without marks of direction", async () => {
  const { stdout } = await run("list", "--lang", "ar", "--limit", "50");
  expect(stdout).toMatch(/[\u0600-\u06ff]/);
  expect(stdout).not.toMatch(/[\u2066-\u2069]/);
});

it("the doctor is content with a site whose clock ticks, and sees one that stands and says what to do", async () => {
  const [fresh] = await runJson("doctor");
  expect(fresh).toMatchObject({
    status: "warning",
    findings: expect.arrayContaining([expect.objectContaining({ check: "clock", state: "warning" })]),
  });
  await site.tick(new Date());
  expect((await run("doctor")).stdout).toMatch(
    /ok +clock: it ticked at .*[\s\S]*warning address: [\s\S]*see the warnings\.\n$/,
  );
  // The same site, but for an hour in which nothing ticked.
  const standing = await serve(async (path, response) => {
    const headers = { Authorization: `Bearer ${site.token}` };
    const text = await (await fetch(site.origin + path, { headers })).text();
    const hourAgo = new Date(Date.now() - 3_600_000).toISOString();
    response.setHeader("Content-Type", path === "/robots.txt" ? "text/plain" : "application/json");
    response.end(text.replace(/"last_tick_at":"[^"]+"/, `"last_tick_at":"${hourAgo}"`));
  });
  const { exit, stdout } = await run("doctor", "--url", standing.url);
  await standing.close();
  expect(exit).toBe(1);
  expect(stdout).toMatch(/RED +clock: it last ticked at .*\n +It ticks by a cron trigger/);
});

it("exit codes: 2 for a command that means nothing, 3 where nothing answers or no Dhikra does", async () => {
  const exitOf = async (...args: string[]) => (await run(...args)).exit;
  expect(await exitOf("publsih", "1")).toBe(2);
  expect(await exitOf("get", "somewhere")).toBe(2);
  expect(await exitOf("post", join(folder, "nothing.txt"))).toBe(2);
  expect(await exitOf("list", "--url", "ftp://news.example")).toBe(2);
  expect(await exitOf("get", "999999")).toBe(1);
  expect(await exitOf("--help")).toBe(0);
  const other = await serve((_, response) => response.end("hello"));
  expect(await exitOf("doctor", "--url", other.url)).toBe(3);
  await other.close();
  const { exit, stdout } = await run("list", "--url", other.url, "--json");
  expect([exit, documents(stdout)]).toEqual([
    3,
    [{ problem: expect.objectContaining({ code: "unreachable" }) }],
  ]);
});
