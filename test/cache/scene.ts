/** What the cache's journeys begin with: a healthy editor, readers with bindings of their own, and an article. */
import { env } from "cloudflare:workers";
import type { Env } from "../../src/runtime";
import { shortArticle } from "../fixtures/articles";
import { TestWorker } from "../worker";
import { Faulty, type Plan, QUICK } from "./faulty";

export const SECOND = 1_000;
export const HOUR = 3_600_000;

/** A Worker whose D1 and KV do as they are told. */
export class Reader {
  readonly d1 = new Faulty(env.DB);
  readonly kv = new Faulty(env.CACHE);
  readonly worker: TestWorker;

  constructor(now: number, bindings: Partial<Env> = {}) {
    this.worker = new TestWorker({ ...QUICK, DB: this.d1.binding, CACHE: this.kv.binding, ...bindings });
    this.worker.now = now;
  }

  async read(path: string): Promise<Read> {
    return await readOf(await this.worker.fetch(path));
  }
}

export interface Read {
  readonly status: number;
  readonly text: string;
  /** `memory`, `kv`, `origin`, `stale`; empty when it was refused. */
  readonly source: string;
  readonly headers: Headers;
}

export async function readOf(response: Response): Promise<Read> {
  const source = response.headers.get("Dhikra-Cache")?.split(";")[0] ?? "";
  return { status: response.status, text: await response.text(), source, headers: response.headers };
}

export const always =
  (fault: ReturnType<Plan>): Plan =>
  () =>
    fault;

/** Fails puts of pages or of the ledger's copy, or lets them through. */
export const onPuts =
  (fault: ReturnType<Plan>): Plan =>
  (_, method, key) =>
    method === "put" && key.startsWith("p/") ? fault : null;

export interface Published {
  readonly id: number;
  readonly path: string;
  readonly edition: number;
}

/** @param now when the editor works, epoch ms. */
export async function published(editor: TestWorker, title: string): Promise<Published> {
  const response = await editor.upload(shortArticle(title));
  if (response.status >= 300) throw new Error(await response.text());
  return await publishedOf(response);
}

export async function publishedOf(response: Response): Promise<Published> {
  const { id, url, edition } = await response.json<{ id: number; url: string; edition: number }>();
  return { id, edition, path: new URL(url).pathname };
}

/** Says something else under the same address. */
export async function revise(editor: TestWorker, title: string, text: string): Promise<Published> {
  return await publishedOf(await editor.upload(`${shortArticle(title)}\n${text}\n`));
}

export async function retract(editor: TestWorker, id: number): Promise<Response> {
  return await editor.asEditor(`/api/articles/${id}/publication`, { method: "DELETE" });
}
