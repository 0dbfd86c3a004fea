/** A client that knows the document: it sends an operation's example, or a departure from it, through Prism. */
import { expect } from "vitest";
import { addressOf, exampleOf } from "../../src/openapi/example";
import { operationsOf, type ReadOperation, readDocument } from "../../src/openapi/reading";
import { type Prism, violationsOf } from "./prism";

/** There are requests to which Prism never answers, in ms. */
const PATIENCE_MS = 10_000;

/** What differs from the operation's example. */
export interface Departure {
  readonly path?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string>>;
  /** null takes one away. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly json?: unknown;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** null for none; left out, the owner's where one is needed. */
  readonly token?: string | null;
}

export class Client {
  readonly operations: readonly ReadOperation[];
  /** Operations that have succeeded, by name. */
  readonly succeeded = new Set<string>();
  /** Statuses that were seen, by operation. */
  readonly seen = new Map<string, Set<number>>();

  constructor(
    readonly prism: Prism,
    document: unknown,
    readonly token: string,
  ) {
    this.operations = operationsOf(readDocument(document));
  }

  /** Sends one, and sees that it is answered so, and as the document says. */
  async send(id: string, status: number, departure: Departure = {}): Promise<Response> {
    const response = await this.#exchange(id, departure);
    const text = await response.clone().text();
    expect([id, response.status, text]).toEqual([id, status, text]);
    // What succeeds was asked for as the document says, too.
    if (status < 300) {
      this.succeeded.add(id);
      expect([id, violationsOf(response, "request")]).toEqual([id, []]);
    }
    return response;
  }

  /** Sends one, and sees that it is answered as the document says. */
  async #exchange(id: string, departure: Departure): Promise<Response> {
    const operation = this.operations.find(one => one.operationId === id);
    if (operation === undefined) throw new Error(`there is no operation ${id}`);
    const { address, init } = this.#request(operation, departure);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(this.prism.origin + address, { redirect: "manual", signal, ...init }).catch(
      failure => {
        throw new Error(`${id} ${JSON.stringify(departure)} was not answered: ${failure}`);
      },
    );
    const { status } = response;
    expect([id, status, violationsOf(response, "response")]).toEqual([id, status, []]);
    const seen = this.seen.get(id) ?? new Set<number>();
    this.seen.set(id, seen.add(status));
    return response;
  }

  /**
   * Whether an answer is 304 to its own ETag. What followers and the clock do meanwhile may change an answer, as the
   * health's: it has another ETag then, and is asked for once more.
   */
  async comesUnchanged(id: string, departure: Departure): Promise<boolean> {
    for (let attempt = 0; attempt < 3; attempt++) {
      const etag = etagOf(await this.send(id, 200, departure));
      const headers = { "If-None-Match": etag };
      const again = await this.#exchange(id, { ...departure, headers });
      if (again.status === 304) return true;
      expect([id, again.status]).toEqual([id, 200]);
      if (etagOf(again) === etag) return false;
    }
    return false;
  }

  #request(operation: ReadOperation, departure: Departure): { address: string; init: RequestInit } {
    const parameters = operation.parameters.map(one => {
      const other = one.in === "path" ? departure.path?.[one.name] : undefined;
      return other === undefined ? one : { ...one, example: other };
    });
    const example = exampleOf({ ...operation, parameters });
    const query = departure.query === undefined ? example.query : Object.entries(departure.query);
    const headers = new Headers(example.headers);
    const token =
      departure.token === undefined && example.needsToken ? this.token : (departure.token ?? null);
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    for (const [name, value] of Object.entries(departure.headers ?? {})) {
      if (value === null) headers.delete(name);
      else headers.set(name, value);
    }
    const json = departure.json === undefined ? undefined : JSON.stringify(departure.json);
    const body = departure.body ?? json ?? example.body;
    if (json !== undefined) headers.set("Content-Type", "application/json");
    const init = { method: example.method, headers, ...(body === null ? {} : { body }) };
    return { address: addressOf({ ...example, query }), init };
  }
}

function etagOf(response: Response): string {
  const etag = response.headers.get("ETag");
  expect([response.url, etag]).toEqual([response.url, expect.stringMatching(/^"[^"]+"$/)]);
  return etag ?? "";
}
