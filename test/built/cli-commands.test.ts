/** `dhikra`: what a command refuses by itself, and what it says of what it found. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Desk } from "./cli-desk";
import { answer, loseFirst, serve } from "./cli-server";
import { start } from "./command";

const desk = new Desk("commands");

async function draft(title: string): Promise<string> {
  desk.write("مسودة.ar.txt", title);
  const { all } = await desk.runJson("post", desk.folder);
  return String(all[0]?.id);
}

const send = async (method: string, path: string) =>
  await fetch(desk.site.origin + path, {
    method,
    headers: { Authorization: `Bearer ${desk.site.token}`, "If-Match": "*" },
  });

it("with --json a command that means nothing is a problem on standard output, and no help stands there", async () => {
  for (const [args, said] of [
    [["get"], "missing required argument 'article'"],
    [["list", "--limit", "x"], "Give a whole number from 1 on."],
    [["nonsense"], "unknown command 'nonsense'"],
    [["token", "create", "مكتب"], "--scopes"],
    [["token"], "No command is named"],
    [[], "No command is named"],
  ] as const) {
    const { exit, stderr, all } = await desk.runJson(...args);
    expect([args, exit, stderr]).toEqual([args, 2, ""]);
    expect(all).toEqual([
      { problem: expect.objectContaining({ code: "usage", detail: expect.stringContaining(said) }) },
    ]);
  }
  const help = await desk.run("list", "--help", "--json");
  expect([help.exit, help.stdout]).toEqual([0, expect.stringContaining("Usage: dhikra list")]);
  expect((await desk.run("get")).stderr).toContain("Usage: dhikra get");
});

it("nothing is scheduled for an instant that is past: a draft stays a draft, and what was retracted stays away", async () => {
  const id = await draft("مسودة لها موعد");
  const refuse = async (status: string) => {
    const { exit, all } = await desk.runJson("schedule", id, "2016-11-30T08:00:00+03:00");
    expect([exit, all]).toMatchObject([
      2,
      [{ problem: { code: "usage", detail: expect.stringMatching(/is past\. dhikra publish/) } }],
    ]);
    expect((await desk.runJson("get", id)).all[0]).toMatchObject({ status });
  };
  await refuse("draft");
  await desk.run("publish", id);
  await desk.run("retract", id);
  await refuse("retracted");
  const wrong = await desk.run("schedule", id, "tomorrow");
  expect([wrong.exit, wrong.stderr]).toEqual([1, expect.stringContaining("publish_at")]);
});

it("what waits for review and what is in the trash are listed", async () => {
  const [asked, thrown] = [await draft("خبر للمراجعة"), await draft("خبر مرمي")];
  expect((await send("PUT", `/api/articles/${asked}/review`)).status).toBe(200);
  expect((await send("DELETE", `/api/articles/${thrown}`)).status).toBe(200);
  const listed = async (status: string) => (await desk.run("list", "--status", status)).stdout;
  expect(await listed("in_review")).toMatch(new RegExp(`^${asked} {2}ar {2}in_review .*خبر للمراجعة\n$`));
  expect(await listed("trashed")).toMatch(new RegExp(`^${thrown} {2}ar {2}trashed .*خبر مرمي\n$`));
});

it("the doctor calls webhooks behind only where something waits for them", async () => {
  const at = async (since: string | null) => {
    const other = await serve(async (path, response) => {
      const headers = { Authorization: `Bearer ${desk.site.token}` };
      const text = await (await fetch(desk.site.origin + path, { headers })).text();
      if (path !== "/api/health") {
        response.writeHead(200, {
          "Content-Type": path.startsWith("/api/") ? "application/json" : "text/plain",
        });
        response.end(text);
        return;
      }
      const health = JSON.parse(text) as { followers: { webhooks: object } };
      Object.assign(health.followers.webhooks, { lag: 32, behind_since: since });
      answer(response, health);
    });
    const { stdout } = await desk.run("doctor", "--url", other.url);
    await other.close();
    return /^.*webhooks: .*$/m.exec(stdout)?.[0];
  };
  expect(await at(null)).toBe("ok      webhooks: nothing waits");
  expect(await at(new Date().toISOString())).toBe("ok      webhooks: 32 editions behind");
});

it("an export without the rights for it makes no folder, so the next one finds none in its way", async () => {
  const { all } = await desk.runJson(
    "token",
    "create",
    "أرشيف",
    "--scopes",
    "settings:write",
    "articles:draft",
  );
  const into = join(desk.folder, "أرشيف");
  const narrow = { DHIKRA_URL: desk.site.origin, DHIKRA_TOKEN: String(all[0]?.token) };
  const refused = await start(["export", into], narrow).ended;
  expect([refused.exit, refused.stderr]).toEqual([1, expect.stringContaining("observances:write")]);
  expect(existsSync(into)).toBe(false);
  expect((await desk.run("export", into)).exit).toBe(0);
  expect(readdirSync(into)).toContain("manifest.json");
});

it("an export that was cut off is begun again in its folder, and anything else there is nobody's to overwrite", async () => {
  await draft("مسودة للأرشيف");
  const into = join(desk.folder, "مقطوع");
  const breaking = await serve(async (path, response) => {
    if (path === "/api/identity") return response.destroy();
    const headers = { Authorization: `Bearer ${desk.site.token}` };
    const told = await fetch(desk.site.origin + path, { headers });
    response.writeHead(told.status, { "Content-Type": "application/json" }).end(await told.text());
  });
  const narrow = { DHIKRA_URL: breaking.url, DHIKRA_TOKEN: desk.site.token };
  const cut = await start(["export", into], narrow).ended;
  await breaking.close();
  expect([cut.exit, readdirSync(into)]).toEqual([3, expect.arrayContaining([".unfinished"])]);
  const half = await desk.run("import", into);
  expect([half.exit, half.stderr]).toEqual([2, expect.stringContaining("not a whole one")]);
  expect((await desk.run("export", into)).exit).toBe(0);
  expect(readdirSync(into)).not.toContain(".unfinished");
  const again = await desk.run("export", into);
  expect([again.exit, again.stderr]).toEqual([2, expect.stringContaining("is not empty")]);
});

it("a search that finds nothing says so to people, and to programs by an empty list", async () => {
  const { exit, stdout, stderr } = await desk.run("search", "zzzzz");
  expect([exit, stdout, stderr]).toEqual([0, "", "Nothing was found.\n"]);
  expect(await desk.runJson("search", "zzzzz")).toMatchObject({
    exit: 0,
    stderr: "",
    all: [{ results: [] }],
  });
});

it("what took effect is told as done, although its answer was lost", async () => {
  const id = await draft("خبر ضاع جوابه");
  const restated = async (method: string, ...args: string[]) => {
    const { url, close } = await loseFirst(desk.site.origin, method);
    try {
      const env = { DHIKRA_URL: url, DHIKRA_TOKEN: desk.site.token };
      const { exit, stdout } = await start([...args, "--json"], env).ended;
      return [exit, JSON.parse(stdout)];
    } finally {
      await close();
    }
  };
  expect(await restated("PUT", "publish", id)).toMatchObject([0, { status: "published", revision: 2 }]);
  expect(await restated("DELETE", "retract", id)).toMatchObject([0, { status: "retracted", revision: 3 }]);
});
