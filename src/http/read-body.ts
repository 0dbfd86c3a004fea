/** Bodies of requests, counted while they stream and refused as soon as they are too large. */
import type * as z from "zod";
import { checkShape } from "./check-shape";
import { parseJsonText } from "./parse-json";
import { ProblemError, throwIssues } from "./problem";

/** The largest JSON that any door takes, in bytes. */
export const JSON_BYTES = 2 * 1024 * 1024;

/** How large a body may be, in bytes; for some kinds its first bytes decide. */
export type BodyLimit = number | ((head: Uint8Array) => number);

/** So many bytes tell one kind of body from another. */
const HEAD_BYTES = 4;

/**
 * The whole body.
 * @throws ProblemError `too-large` as soon as it is, whatever Content-Length said; `unsupported-type` for a compressed one.
 */
export async function readBody(request: Request, limit: BodyLimit): Promise<Uint8Array> {
  const encoding = request.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity") {
    throw new ProblemError({
      code: "unsupported-type",
      found: `The body is compressed (${encoding.slice(0, 20)}).`,
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  let limitBytes = typeof limit === "number" ? limit : null;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    chunks.push(chunk);
    if (limitBytes === null && length < HEAD_BYTES) continue;
    limitBytes ??= typeof limit === "number" ? limit : limit(join(chunks, length));
    if (length > limitBytes) throw new ProblemError({ code: "too-large", limitBytes });
  }
  return join(chunks, length);
}

/**
 * A JSON body of the given shape.
 * @throws ProblemError `not-json`, `too-large`, or `invalid` with every fault.
 */
export async function readJson<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  return readJsonBytes(await readBody(request, JSON_BYTES), shape);
}

/** The same, of a body that was read already. */
export function readJsonBytes<T>(bytes: Uint8Array, shape: z.ZodType<T>): T {
  return checkShape(parseJson(bytes), shape);
}

/** The query parameters of an address, each once, in the given shape. @throws ProblemError `invalid` with every fault. */
export function readQuery<T>(request: Request, shape: z.ZodType<T>): T {
  const parameters = new URL(request.url).searchParams;
  const doubled = [...parameters.keys()].filter((name, place, all) => all.indexOf(name) !== place);
  throwIssues(
    doubled.map(name => ({
      code: "doubled",
      field: name,
      message: `'${name}' is given twice; give it once.`,
    })),
  );
  return checkShape(Object.fromEntries(parameters), shape);
}

function parseJson(bytes: Uint8Array): unknown {
  return parseJsonText(decoded(bytes));
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new ProblemError({ code: "not-json", reason: "It is not UTF-8." });
  }
}

function join(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = chunks;
  if (chunks.length === 1 && only !== undefined) return only;
  const whole = new Uint8Array(length);
  let place = 0;
  for (const chunk of chunks) {
    whole.set(chunk, place);
    place += chunk.byteLength;
  }
  return whole;
}
