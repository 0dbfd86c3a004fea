/** Bindings that count what they are asked, so that a budget can be asserted. */

export interface Counts {
  /** Round trips to D1: batches, and statements sent alone. */
  trips: number;
  /** Those of them that wrote anything. */
  writes: number;
  rowsRead: number;
  rowsWritten: number;
  kvReads: number;
  kvWrites: number;
}

export class Counter {
  #counts: Counts = none();

  /** What was counted since the last call. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = none();
    return counts;
  }

  d1(real: D1Database): D1Database {
    return new Proxy(real, {
      get: (target, name) => {
        if (name === "batch")
          return async (statements: Counted[]) => this.#add(await target.batch(statements.map(originalOf)));
        if (name === "prepare") return (query: string) => this.#statement(target.prepare(query));
        return Reflect.get(target, name);
      },
    });
  }

  kv(real: KVNamespace): KVNamespace {
    return new Proxy(real, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return (...values: unknown[]) => {
          if (name === "get") this.#counts.kvReads += 1;
          if (name === "put") this.#counts.kvWrites += 1;
          return Reflect.apply(method, target, values);
        };
      },
    });
  }

  #statement(real: D1PreparedStatement): Counted {
    return new Proxy(real, {
      get: (target, name) => {
        if (name === "bind") return (...values: unknown[]) => this.#statement(target.bind(...values));
        if (name === original) return target;
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== "function") return method;
        return async (...values: unknown[]) => {
          // Only `all` and `run` tell what they cost; the other two are asked as `all` by nobody here.
          const result = await Reflect.apply(method, target, values);
          this.#add([result]);
          return result;
        };
      },
    });
  }

  #add<R>(results: R[]): R[] {
    this.#counts.trips += 1;
    const before = this.#counts.rowsWritten;
    for (const result of results) {
      const meta = (result as { meta?: { rows_read: number; rows_written: number } }).meta;
      this.#counts.rowsRead += meta?.rows_read ?? 0;
      this.#counts.rowsWritten += meta?.rows_written ?? 0;
    }
    if (this.#counts.rowsWritten > before) this.#counts.writes += 1;
    return results;
  }
}

const original = Symbol("the statement behind the proxy");
type Counted = D1PreparedStatement & { [original]?: D1PreparedStatement };

function originalOf(statement: Counted): D1PreparedStatement {
  return statement[original] ?? statement;
}

function none(): Counts {
  return { trips: 0, writes: 0, rowsRead: 0, rowsWritten: 0, kvReads: 0, kvWrites: 0 };
}
