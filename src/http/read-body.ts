/** Bodies of requests, counted while they stream and refused as soon as they are too large. */
import type * as z from "zod";
import { type Fault, Refusal, refuseFaults } from "../problem";

/** The largest JSON that any door takes, in bytes. */
export const JSON_BYTES = 2 * 1024 * 1024;

/**
 * The whole body.
 * @throws Refusal `too-large` as soon as it is, whatever Content-Length said; `unsupported-type` for a compressed one.
 */
export async function readBody(request: Request, limitBytes: number): Promise<Uint8Array> {
  const encoding = request.headers.get("Content-Encoding");
  if (encoding !== null && encoding !== "identity") {
    throw new Refusal({
      code: "unsupported-type",
      found: `The body is compressed (${encoding.slice(0, 20)}).`,
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > limitBytes) throw new Refusal({ code: "too-large", limitBytes });
    chunks.push(chunk);
  }
  return join(chunks, length);
}

/**
 * A JSON body of the given shape.
 * @throws Refusal `not-json`, `too-large`, or `invalid` with every fault.
 */
export async function readJson<T>(request: Request, shape: z.ZodType<T>): Promise<T> {
  return readJsonBytes(await readBody(request, JSON_BYTES), shape);
}

/** The same, of a body that was read already. */
export function readJsonBytes<T>(bytes: Uint8Array, shape: z.ZodType<T>): T {
  return checkShape(parseJson(bytes), shape);
}

/** The query parameters of an address, each once, in the given shape. @throws Refusal `invalid` with every fault. */
export function readQuery<T>(request: Request, shape: z.ZodType<T>): T {
  const parameters = new URL(request.url).searchParams;
  const doubled = [...parameters.keys()].filter((name, place, all) => all.indexOf(name) !== place);
  refuseFaults(
    doubled.map(name => ({
      code: "doubled",
      field: name,
      message: `'${name}' is given twice; give it once.`,
    })),
  );
  return checkShape(Object.fromEntries(parameters), shape);
}

/** @throws Refusal `invalid` with every fault, each with its field's path. */
export function checkShape<T>(value: unknown, shape: z.ZodType<T>): T {
  const checked = shape.safeParse(value);
  if (checked.success) return checked.data;
  throw new Refusal({
    code: "invalid",
    faults: checked.error.issues.flatMap(issue => faultsOf(issue, value)),
  });
}

function faultsOf(issue: z.core.$ZodIssue, sent: unknown): Fault[] {
  const path = issue.path.join(".");
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(key => unknownField(path === "" ? key : `${path}.${key}`));
  if (path !== "" && isMissing(sent, issue.path)) {
    return [{ code: "missing", field: path, message: `'${path}' is missing: ${sentence(issue)}.` }];
  }
  const code = issue.code === "too_big" ? "too-long" : "not-valid";
  return [
    {
      code,
      field: path || "body",
      message: `${path === "" ? "The body" : `'${path}'`}: ${sentence(issue)}.`,
    },
  ];
}

function unknownField(field: string): Fault {
  return {
    code: "unknown-field",
    field,
    message: `'${field.slice(0, 80)}' is not a field here; leave it out.`,
  };
}

function isMissing(sent: unknown, path: readonly PropertyKey[]): boolean {
  let found = sent;
  for (const name of path) {
    if (typeof found !== "object" || found === null) return true;
    found = Reflect.get(found, name);
  }
  return found === undefined;
}

/** What to give instead, in our words; zod's own are for developers of schemas. */
function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_value":
      return `give ${issue.values.map(value => `'${String(value)}'`).join(" or ")}`;
    case "invalid_type":
      return `must be ${/^[aeiou]/.test(issue.expected) ? "an" : "a"} ${issue.expected}`;
    case "too_small":
      return `must be at least ${issue.minimum}${sizeOf(issue.origin)}`;
    case "too_big":
      return `must be at most ${issue.maximum}${sizeOf(issue.origin)}`;
    case "invalid_union":
      return "is none of the kinds that there are";
    default:
      return issue.message;
  }
}

function sizeOf(origin: string): string {
  if (origin === "string") return " letters long";
  return origin === "array" || origin === "object" ? " long" : "";
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (failure) {
    const reason = failure instanceof TypeError ? "It is not UTF-8." : "It cannot be parsed.";
    throw new Refusal({ code: "not-json", reason });
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
