/** Webhooks of the Worker as it is deployed: from the command line, over real HTTP, to a receiver that verifies them. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { documents, start } from "./command";
import { type BuiltSite, startBuiltSite } from "./site";

let site: BuiltSite;
let receiver: Server | null = null;
beforeAll(async () => {
  site = await startBuiltSite("nothing");
});
afterAll(async () => {
  await site.close();
});
afterEach(() => {
  receiver?.close();
  receiver = null;
});

const run = async (...args: string[]) =>
  await start(["webhook", ...args], { DHIKRA_URL: site.origin, DHIKRA_TOKEN: site.token }).ended;

/** As docs/webhooks.md has it. @param secretOf the secret, which is known after the receiver is there. */
async function listen(secretOf: () => string, received: unknown[]): Promise<string> {
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    try {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      received.push(new Webhook(secretOf()).verify(Buffer.concat(chunks).toString(), headers));
      response.writeHead(204).end();
    } catch {
      response.writeHead(401).end("the signature is wrong");
    }
  });
  await new Promise<void>(done => receiver?.listen(0, "127.0.0.1", done));
  return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks`;
}

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo() && tries < 200; tries++) await new Promise(done => setTimeout(done, 50));
}

it("a webhook is made, tried out, told of an article, listed with what it was told, and removed", async () => {
  let secret = "";
  const received: { type: string; data: { title?: string } }[] = [];
  const address = await listen(() => secret, received);
  const created = await run("create", address, "--events", "article.published", "article.retracted");
  expect([created.exit, created.stderr]).toEqual([0, "Webhook 1. Its secret is shown this once:\n"]);
  const wrong = await run("test", "1");
  expect([wrong.exit, wrong.stdout]).toMatchObject([
    1,
    expect.stringMatching(/^failed {2}401 .*the signature is wrong$/m),
  ]);
  secret = created.stdout.trim();
  expect((await run("test", "1")).exit).toBe(0);
  const headers = { Authorization: `Bearer ${site.token}`, "Content-Type": "application/json" };
  const article = { lang: "ar", title: "وصلت المياه إلى الحيّ", body: "نصّ.", status: "published" };
  const init = { method: "POST", headers, body: JSON.stringify(article) };
  expect((await fetch(`${site.origin}/api/articles`, init)).status).toBe(201);
  await until(() => received.length === 2);
  expect(received).toMatchObject([
    { type: "webhook.test" },
    { type: "article.published", data: { title: article.title } },
  ]);
  const [list] = documents((await run("list", "--json")).stdout);
  expect(list).toMatchObject({ webhooks: [{ id: 1, url: address, failures: 0 }] });
  expect((await run("list")).stdout).toBe(`1  told  ${address}  article.published,article.retracted\n`);
  const told = await run("deliveries", "1");
  expect(told.stdout).toMatch(/^msg_1_\d+_e1 {2}\S+ {2}article\.published 1 {2}delivered, 1 attempts\n$/);
  expect((await run("pause", "1")).stdout).toBe(`paused  1  ${address}\n`);
  expect((await run("list")).stdout).toContain("paused (editor)");
  expect((await run("resume", "1")).stdout).toBe(`told again  1  ${address}\n`);
  const renewed = await run("secret", "1");
  expect([renewed.stdout, renewed.stderr]).toEqual([
    expect.stringMatching(/^whsec_\S+\n$/),
    expect.stringContaining("both signatures until"),
  ]);
  // The one before still verifies.
  expect((await run("test", "1")).exit).toBe(0);
  expect((await run("remove", "1")).stdout).toBe(`removed  1  ${address}\n`);
  expect((await run("test", "1")).exit).toBe(1);
});

it("what a receiver that is down was to be told waits, and an address inside a network is refused", async () => {
  const address = await listen(() => "whsec_", []);
  expect((await run("create", address, "--events", "article.published")).exit).toBe(0);
  await new Promise(done => receiver?.close(done));
  const headers = { Authorization: `Bearer ${site.token}`, "Content-Type": "application/json" };
  const body = JSON.stringify({ lang: "ar", title: "خبر ثانٍ", body: "نصّ.", status: "published" });
  await fetch(`${site.origin}/api/articles`, { method: "POST", headers, body });
  let told = "";
  for (let tries = 0; !told.includes("next") && tries < 20; tries++)
    told = (await run("deliveries", "2")).stdout;
  expect(told).toMatch(/article\.published 2 {2}waiting, 1 attempts {2}next \S+ {2}\S/);
  const refused = await run("create", "https://169.254.169.254/latest/");
  expect([refused.exit, refused.stderr]).toMatchObject([1, expect.stringContaining("not an IP address")]);
});
