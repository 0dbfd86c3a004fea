/** Bindings that fail on command: a Proxy that counts the calls and asks a plan what is to become of each. */

/**
 * - `throw before`: nothing happened. `throw after`: it happened, but whoever asked sees a lost connection.
 * - `hang`: no answer for longer than anybody waits. `delay`: a slow answer, in time.
 * - `old`: KV gives the first value that it ever had. `missing`: as if there were none. `refuse`: KV's 429.
 * - `before`, `after`: held until the promise settles; the act itself is done before or after that.
 */
export type Issue =
  | "throw before"
  | "throw after"
  | "hang"
  | "delay"
  | "old"
  | "missing"
  | "refuse"
  | { readonly before: Promise<unknown> }
  | { readonly after: Promise<unknown> };

/** @param call counted from 1. @param method such as `batch`, `get`, `put`. @param key of a KV call. */
export type Plan = (call: number, method: string, key: string) => Issue | null;

/** Longer than the waits of `QUICK`; then it fails, so that no test waits for ever. */
const HANG_MS = 300;
const DELAY_MS = 20;

/** Settings under which a hang is over soon. */
export const QUICK = { D1_WAIT_MS: "200", KV_WAIT_MS: "100" } as const;

const COUNTED = new Set(["batch", "exec", "all", "first", "run", "raw", "get", "put", "delete"]);
const original = Symbol("what lies behind the proxy");

/** A binding under a plan. */
export class Faulty<B extends D1Database | KVNamespace> {
  calls = 0;
  readonly binding: B;
  readonly #first = new Map<string, unknown>();

  constructor(
    real: B,
    public plan: Plan = () => null,
  ) {
    this.binding = this.#wrap(real);
  }

  #wrap<T extends object>(real: T): T {
    return new Proxy(real, {
      get: (target, name) => {
        if (name === original) return target;
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== "function") return value;
        return (...given: unknown[]) => {
          const call = () => Reflect.apply(value, target, given.map(originals));
          if (name === "prepare" || name === "bind") return this.#wrap(call() as object);
          return COUNTED.has(String(name)) ? this.#call(String(name), given, call) : call();
        };
      },
    });
  }

  async #call(method: string, given: readonly unknown[], call: () => unknown): Promise<unknown> {
    this.calls += 1;
    const key = typeof given[0] === "string" ? given[0] : "";
    const fault = this.plan(this.calls, method, key);
    if (method === "put" && !this.#first.has(key)) this.#first.set(key, given[1]);
    switch (fault) {
      case null:
        return await call();
      case "throw before":
        throw lost();
      case "throw after":
        await call();
        throw lost();
      case "hang":
        await scheduler.wait(HANG_MS);
        throw lost();
      case "delay":
        await scheduler.wait(DELAY_MS);
        return await call();
      case "missing":
        return null;
      case "old":
        return bytesOf(this.#first.get(key));
      case "refuse":
        throw new Error("KV PUT failed: 429 Too Many Requests");
      default:
        return await held(fault, call);
    }
  }
}

async function held(
  fault: { before: Promise<unknown> } | { after: Promise<unknown> },
  call: () => unknown,
): Promise<unknown> {
  if ("before" in fault) {
    await fault.before;
    return await call();
  }
  const answer = await call();
  await fault.after;
  return answer;
}

/** A value that went in as bytes comes out as an ArrayBuffer. */
function bytesOf(value: unknown): unknown {
  return value instanceof Uint8Array ? value.slice().buffer : null;
}

/** D1's own objects know nothing of proxies. */
function originals(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(originals);
  if (value instanceof Uint8Array || typeof value !== "object" || value === null) return value;
  return Reflect.get(value, original) ?? value;
}

const lost = () => new Error("D1_ERROR: Network connection lost.");
