/** Cloudflare Access as a second way in: whom its assertions let in, as whom, and whom they do not. */
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Env } from "../../src/runtime";
import { shortArticle } from "../fixtures/articles";
import { makeToken, ORIGIN, TestWorker } from "../worker";

const TEAM = "https://dhikra-test.cloudflareaccess.com";
const AUD = "32eafc7626e974616deaf0dc3ce63d7bcbed58a2731e84d06bc3cdf1b53c4228";
const SETTINGS: Partial<Env> = {
  ACCESS_TEAM_DOMAIN: TEAM,
  ACCESS_AUD: AUD,
  ACCESS_PEOPLE: JSON.stringify({
    "Salma@News.example": ["articles:publish", "settings:write", "tokens:write"],
    "0123abcd.access": ["media:write"],
    "gone@news.example": [],
  }),
};

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let [present, next, foreign]: Pair[] = [];
beforeAll(async () => {
  const pair = async () => await generateKeyPair("RS256", { extractable: true });
  [present, next, foreign] = await Promise.all([pair(), pair(), pair()]);
});

let worker: TestWorker;
/** The keys that Access shows, by their ids; null while it does not answer. */
let shown: Record<string, Pair | undefined> | null;
let asked: string[];
beforeEach(() => {
  shown = { old: present };
  asked = [];
  worker = teamWorker();
});

function teamWorker(settings: Partial<Env> = SETTINGS): TestWorker {
  const made = new TestWorker(settings);
  made.outbound = async request => {
    asked.push(request.url);
    if (shown === null) throw new Error("Network connection lost.");
    const keys = await Promise.all(
      Object.entries(shown).map(async ([kid, pair]) => ({
        ...(await exportJWK(pair?.publicKey ?? fail())),
        ...{ kid, alg: "RS256", use: "sig" },
      })),
    );
    return Response.json({ keys, public_cert: {}, public_certs: [] });
  };
  return made;
}

const fail = (): never => {
  throw new Error("no such pair");
};

const now = () => Math.floor(worker.now / 1_000);

/** As Access makes one of a person. */
const claimsOf = (email: string): JWTPayload => ({
  ...{ aud: [AUD], email, iss: TEAM, type: "app", sub: "7335d417-61da-459d-899c-0a01c76a2f94" },
  ...{
    iat: now() - 60,
    nbf: now() - 60,
    exp: now() + 3_600,
    identity_nonce: "6ei69kawdKzMIAPF",
    country: "SY",
  },
});

async function assert(claims: JWTPayload, pair = present, kid = "old"): Promise<string> {
  return await new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid, typ: "JWT" })
    .sign(pair?.privateKey ?? fail());
}

const by = (assertion: string, more: Record<string, string> = {}) => ({
  headers: { "Cf-Access-Jwt-Assertion": assertion, ...more },
});
const as = async (email: string, more: Record<string, string> = {}) =>
  by(await assert(claimsOf(email)), more);

async function post(email: string, title: string, query = "lang=ar"): Promise<Response> {
  const init = await as(email, { "Content-Type": "text/plain" });
  return await worker.fetch(`/api/uploads?${query}`, { method: "POST", body: shortArticle(title), ...init });
}

describe("whoever Access knows", () => {
  it("may draft, and no more, where the settings do not say more; the keys are asked for once", async () => {
    expect((await post("layla@news.example", "مسودة من ليلى")).status).toBe(201);
    const published = await post("layla@news.example", "خبر من ليلى", "lang=ar&status=published");
    expect(await published.json()).toMatchObject({ status: 403, code: "scope-missing" });
    expect((await worker.fetch("/api/tokens", await as("layla@news.example"))).status).toBe(403);
    expect((await worker.fetch("/api/articles/1", await as("layla@news.example"))).status).toBe(200);
    expect((await worker.fetch("/api/articles/1")).status).toBe(404);
    expect(asked).toEqual([`${TEAM}/cdn-cgi/access/certs`]);
  });

  it("has the scopes that the settings give to the address, in any case of letters; none is none", async () => {
    expect((await post("SALMA@news.example", "خبر", "lang=ar&status=published")).status).toBe(201);
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(200);
    expect((await post("gone@news.example", "مسودة")).status).toBe(403);
  });

  it("as a service token has what its client id has", async () => {
    const { email: _, ...claims } = claimsOf("");
    const service = async (common_name: string) => by(await assert({ ...claims, common_name, sub: "" }));
    expect((await worker.fetch("/api/media", await service("0123abcd.access"))).status).toBe(200);
    expect((await worker.fetch("/api/settings", await service("0123abcd.access"))).status).toBe(403);
  });

  it("is named in the revisions and in the audit log, which can be asked for them", async () => {
    await post("salma@news.example", "خبر", "lang=ar&status=published");
    await worker.upload(shortArticle("خبر من غيرها"));
    const query = `token=${encodeURIComponent("access:salma@news.example")}`;
    const { acts } = await (await worker.asEditor(`/api/audit?${query}`)).json<{ acts: unknown[] }>();
    expect(acts).toMatchObject([
      { action: "article.create", token: { id: "access:salma@news.example", name: "salma@news.example" } },
    ]);
    const past = await (await worker.asEditor("/api/articles/1/revisions")).json();
    expect(past).toMatchObject({ revisions: [{ token: "salma@news.example" }] });
  });

  it("makes no token that outlives the assertion, and none of a scope that they have not", async () => {
    const make = async (wish: object) =>
      await worker.fetch("/api/tokens", {
        method: "POST",
        body: JSON.stringify(wish),
        ...(await as("salma@news.example")),
      });
    expect((await make({ name: "دائم", scopes: ["articles:publish"] })).status).toBe(422);
    const expires_at = new Date(worker.now + 600_000).toISOString();
    expect((await make({ name: "قصير", scopes: ["articles:publish"], expires_at })).status).toBe(201);
    expect((await make({ name: "أوسع", scopes: ["media:write"], expires_at })).status).toBe(403);
  });

  it("reads what readers have just read as an editor does", async () => {
    await post("salma@news.example", "خبر", "lang=ar&status=published");
    for (let n = 0; n < 3; n++) await worker.fetch("/api/articles/1");
    const read = await worker.fetch("/api/articles/1", await as("salma@news.example"));
    expect(read.headers.get("Cache-Control")).toBe("private, no-store");
    expect((await worker.fetch("/api/articles/1", by("x"))).status).toBe(401);
  });
});

const without = (claim: "aud" | "exp"): JWTPayload =>
  Object.fromEntries(Object.entries(claimsOf("salma@news.example")).filter(([name]) => name !== claim));

describe("401, byte for byte that of a bad token", () => {
  const bad: Record<string, () => Promise<string>> = {
    "another key": () => assert(claimsOf("salma@news.example"), foreign),
    "another audience": () => assert({ ...claimsOf("salma@news.example"), aud: ["f".repeat(64)] }),
    "no audience": () => assert(without("aud")),
    "another team": () =>
      assert({ ...claimsOf("salma@news.example"), iss: "https://x.cloudflareaccess.com" }),
    "one that is over": () => assert({ ...claimsOf("salma@news.example"), exp: now() - 11 }),
    "one without an end": () => assert(without("exp")),
    "one that begins later": () => assert({ ...claimsOf("salma@news.example"), nbf: now() + 60 }),
    "the session's own token": () => assert({ ...claimsOf("salma@news.example"), type: "org" }),
    "nobody's": () => assert({ ...claimsOf(""), sub: "someone" }),
    "a name with a space": () => assert(claimsOf("salma @news.example")),
    "no signature": async () => {
      const part = (value: object) =>
        new TextEncoder()
          .encode(JSON.stringify(value))
          .toBase64({ alphabet: "base64url", omitPadding: true });
      return `${part({ alg: "none" })}.${part(claimsOf("salma@news.example"))}.`;
    },
    "the public key as a secret": async () => {
      const secret = new TextEncoder().encode(JSON.stringify(await exportJWK(present?.publicKey ?? fail())));
      return await new SignJWT(claimsOf("salma@news.example"))
        .setProtectedHeader({ alg: "HS256", kid: "old" })
        .sign(secret);
    },
    "a stretched one": async () => `${await assert(claimsOf("salma@news.example"))}${"A".repeat(8_000)}`,
    "no JWT": async () => "x.y.z",
    nothing: async () => "",
  };

  it("for whatever Access has not signed for this site and this moment", async () => {
    const expected = await (
      await worker.fetch("/api/settings", { headers: { Authorization: "Bearer x" } })
    ).text();
    const answers: [string, number, boolean][] = [];
    for (const [what, make] of Object.entries(bad)) {
      const response = await worker.fetch("/api/settings", by(await make()));
      answers.push([what, response.status, (await response.text()) === expected]);
    }
    expect(answers).toEqual(Object.keys(bad).map(what => [what, 401, true]));
    const { acts } = await (await worker.asEditor("/api/audit?kind=refused&limit=100")).json<{
      acts: { token: unknown }[];
    }>();
    expect(acts).toHaveLength(Object.keys(bad).length + 1);
    expect(acts.filter(({ token }) => token !== null)).toEqual([]);
  });

  it("30 of them in a minute from one caller: 429", async () => {
    const init = by("x.y.z", { "CF-Connecting-IP": "192.0.2.9" });
    for (let n = 0; n < 30; n++) expect((await worker.fetch("/api/settings", init)).status).toBe(401);
    expect((await worker.fetch("/api/settings", init)).status).toBe(429);
  });

  it("for the cookie without the header: it is never read", async () => {
    const Cookie = `CF_Authorization=${await assert(claimsOf("salma@news.example"))}`;
    expect((await worker.fetch("/api/settings", { headers: { Cookie } })).status).toBe(401);
  });
});

describe("a page of another site", () => {
  const change = async (headers: Record<string, string>) =>
    await worker.fetch("/api/settings", {
      method: "PATCH",
      body: JSON.stringify({ name: { ar: "دفتر" } }),
      ...(await as("salma@news.example", headers)),
    });

  it("makes a browser change nothing, though Access signs what it sends", async () => {
    for (const headers of [
      { Origin: "https://evil.example" },
      { Origin: "null" },
      { "Sec-Fetch-Site": "cross-site" },
      { "Sec-Fetch-Site": "same-site", Origin: ORIGIN },
    ])
      expect([headers, (await change(headers)).status]).toEqual([headers, 401]);
    expect((await change({ Origin: ORIGIN, "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
    expect((await change({})).status).toBe(200);
  });
});

describe("the keys", () => {
  it("that Access turns are met with the first assertion of the new one, asked for once a minute", async () => {
    expect((await post("layla@news.example", "أول")).status).toBe(201);
    shown = { old: present, new: next };
    const turned = await assert(claimsOf("salma@news.example"), next, "new");
    expect((await worker.fetch("/api/settings", by(turned))).status).toBe(401);
    worker.now += 60_000;
    expect((await worker.fetch("/api/settings", by(turned))).status).toBe(200);
    const made = await assert(claimsOf("salma@news.example"), foreign, "made up");
    for (let n = 0; n < 5; n++) expect((await worker.fetch("/api/settings", by(made))).status).toBe(401);
    expect(asked).toHaveLength(2);
  });

  it("that Access does not show any more open nothing after an hour", async () => {
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(200);
    shown = { new: next };
    worker.now += 3_600_000;
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(401);
  });

  it("are used for a day while Access does not answer, and then it is 503 and nobody's fault", async () => {
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(200);
    shown = null;
    worker.now += 23 * 3_600_000;
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(200);
    worker.now += 3_600_000;
    const refused = await worker.fetch("/api/settings", await as("salma@news.example"));
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "10"]);
    expect(await refused.json()).toMatchObject({ code: "keys-unavailable" });
    expect((await worker.asEditor("/api/settings")).status).toBe(200);
    shown = { old: present };
    worker.now += 60_000;
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(200);
  });

  it("that are no keys, or none that come from there, are passed over", async () => {
    for (const answer of [
      new Response("<html>"),
      Response.json({ keys: [] }),
      Response.json({ keys: [{ kty: "oct", k: "c2VjcmV0", kid: "old" }] }),
      new Response(null, { status: 302, headers: { Location: "https://evil.example/" } }),
      new Response("x".repeat(200_000)),
    ]) {
      const cold = teamWorker();
      cold.outbound = async () => answer.clone();
      expect((await cold.fetch("/api/settings", await as("salma@news.example"))).status).toBe(503);
    }
  });
});

describe("settings", () => {
  it("none: the header is nothing at all, and nobody is asked", async () => {
    worker = teamWorker({});
    await worker.upload(shortArticle("خبر"));
    const init = by("x.y.z");
    expect((await worker.fetch("/api/articles/1", init)).status).toBe(200);
    expect((await worker.fetch("/api/settings", await as("salma@news.example"))).status).toBe(401);
    expect(asked).toEqual([]);
  });

  it("a token that is shown decides, whatever Access says", async () => {
    const Authorization = `Bearer ${await makeToken(["articles:draft"])}`;
    expect(
      (await worker.fetch("/api/settings", await as("salma@news.example", { Authorization }))).status,
    ).toBe(403);
    const wrong = { Authorization: "Bearer x" };
    expect((await worker.fetch("/api/settings", await as("salma@news.example", wrong))).status).toBe(401);
  });

  it("that cannot be are told at the first request, and nothing is served", async () => {
    for (const settings of [
      { ACCESS_TEAM_DOMAIN: TEAM },
      { ACCESS_AUD: AUD },
      { ACCESS_TEAM_DOMAIN: "http://team.cloudflareaccess.com", ACCESS_AUD: AUD },
      { ACCESS_TEAM_DOMAIN: `${TEAM}/`, ACCESS_AUD: AUD },
      { ...SETTINGS, ACCESS_SCOPES: "everything" },
      { ...SETTINGS, ACCESS_PEOPLE: "{" },
      { ...SETTINGS, ACCESS_PEOPLE: '{"a@b": ["all"]}' },
    ])
      expect([settings, (await new TestWorker(settings).fetch("/ar/")).status]).toEqual([settings, 500]);
    const closed = teamWorker({ ...SETTINGS, ACCESS_SCOPES: "" });
    expect((await closed.fetch("/api/media", await as("layla@news.example"))).status).toBe(403);
  });
});
