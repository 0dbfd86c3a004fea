/**
 * A Worker under test: the real app and tick in one isolate of its own, on real D1, KV and R2, through the front
 * door. Two of these are two isolates of one site. The clock is the test's, bindings may be wrapped. Whatever the API
 * answers in any test is held against its contract.
 */

import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createApp } from "../src/app";
import { mintToken } from "../src/auth/tokens";
import { newIsolate } from "../src/cache/follow";
import { SCOPES, type Scope } from "../src/db/schema";
import { receiversFollower } from "../src/notifications/deliver";
import type { Isolate } from "../src/runtime";
import { type Env, type OpenRuntime, type Runtime, runtimeOpener } from "../src/runtime";
import { tick } from "../src/scheduled";
import { indexFollower } from "../src/search/follow";
import { judge } from "./contract/judge";

export const ORIGIN = "http://localhost:8787";

/** 10:00 in Damascus on Monday, 23 November 2026. */
export const MONDAY_MORNING = Date.parse("2026-11-23T07:00:00Z");

/** A busy machine is no outage: what was given up as too late would be written in the middle of another test. */
const PATIENT = { D1_WAIT_MS: "20000", KV_WAIT_MS: "20000" } as const;

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));

export class TestWorker {
  readonly isolate: Isolate = newIsolate();
  /** epoch ms; a test moves it. */
  now = MONDAY_MORNING;
  /** Chance. A test that depends on it chooses. */
  chance = random;
  /** The clock is the test's: no second of it takes one. */
  sleep: (ms: number) => Promise<void> = async () => undefined;
  /** The cache in front, where there is one. */
  purge: ((tags: string[]) => Promise<unknown>) | null = null;
  /** The world outside, as a test plays it: no test reaches the real one. */
  outbound: (request: Request) => Promise<Response> = async request => {
    throw new TypeError(`nobody is at ${request.url}`);
  };
  #token: Promise<string> | null = null;
  readonly #open: OpenRuntime = runtimeOpener({
    isolate: this.isolate,
    now: () => this.now,
    random: bytes => this.chance(bytes),
    sleep: ms => this.sleep(ms),
    outbound: request => this.outbound(request),
    followers: [indexFollower, receiversFollower],
  });

  readonly #app = createApp(this.#open);

  constructor(readonly bindings: Partial<Env> = {}) {}

  /** Answers, and waits for whatever the answer left to be done. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const context = createExecutionContext();
    const response = await this.fetchOnly(path, init, context);
    await waitOnExecutionContext(context);
    return response;
  }

  /** Answers, and leaves the rest under way. */
  async fetchOnly(
    path: string,
    init: RequestInit = {},
    context: ExecutionContext = createExecutionContext(),
  ): Promise<Response> {
    const request = new Request(ORIGIN + path, { redirect: "manual", ...init });
    const { purge } = this;
    if (purge !== null)
      Object.defineProperty(context, "cache", {
        value: { purge: ({ tags }: { tags: string[] }) => purge(tags) },
      });
    const response = await this.#app.fetch(request, this.#env(), context);
    await judge(request, response);
    return response;
  }

  /** The clock ticks. @param at its scheduled time, epoch ms; now when left out. */
  async tick(at = this.now): Promise<void> {
    const context = createExecutionContext();
    await tick(this.#open(this.#env(), context), at);
    await waitOnExecutionContext(context);
  }

  /** For a test that looks beneath the front door. */
  runtime(context: ExecutionContext = createExecutionContext()): Runtime {
    return this.#open(this.#env(), context);
  }

  /** The header of an editor who may do everything. */
  async authorization(): Promise<string> {
    this.#token ??= makeToken();
    return `Bearer ${await this.#token}`;
  }

  /** A request as an editor who may do everything. */
  async asEditor(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("Authorization", await this.authorization());
    return await this.fetch(path, { ...init, headers });
  }

  /** A text file, sent as an editor. @param query what is said beside it. */
  async upload(text: string | Uint8Array, query = "lang=ar&status=published"): Promise<Response> {
    const headers = { "Content-Type": "text/plain; charset=utf-8" };
    return await this.asEditor(`/api/uploads?${query}`, { method: "POST", body: text, headers });
  }

  /** JSON, sent as an editor. */
  async send(
    method: string,
    path: string,
    value: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return await this.asEditor(path, {
      method,
      body: JSON.stringify(value),
      headers: { "Content-Type": "application/json", ...headers },
    });
  }

  #env(): Env {
    const version = { id: "test", tag: "", timestamp: "" };
    return { ...env, ...PATIENT, SITE_ORIGIN: ORIGIN, VERSION: version, ...this.bindings };
  }
}

/** A token that lies in D1, used within the hour, so that showing it writes nothing. */
export async function makeToken(
  scopes: readonly Scope[] = SCOPES,
  row: { expiresAt?: number } = {},
): Promise<string> {
  const { token, id, secretHash } = await mintToken(random);
  await env.DB.prepare(
    "INSERT INTO tokens (id, name, secret_hash, scopes, created_at, expires_at, last_used_at) VALUES (?, 'test', ?, ?, 0, ?, ?)",
  )
    .bind(id, secretHash, JSON.stringify(scopes), row.expiresAt ?? null, 8_000_000_000_000)
    .run();
  return token;
}
