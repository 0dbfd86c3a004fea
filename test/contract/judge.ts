/** Every answer of the API that any test gets is held against what its room says of it: status, code, body. */
import { GROUPS } from "../../src/api";
import { operationsOf, type RoutedOperation, refusalsOf } from "../../src/http/operation";
import { statusesOf, toldProblem } from "../../src/http/operation-refusals";

export const OPERATIONS = GROUPS.flatMap(({ routers }) => routers.flatMap(operationsOf));

const judged = OPERATIONS.map(operation => ({ operation, pattern: patternOf(operation.path) }));

function patternOf(path: string): RegExp {
  const expression = path.replaceAll(
    /:\w+(?:\{((?:[^{}]|\{[^{}]*\})+)\})?/g,
    (_, segment) => `(?:${segment ?? "[^/]+"})`,
  );
  return new RegExp(`^${expression.replaceAll(".", "\\.")}$`);
}

/** The operation that answers a request; undefined when there is none. */
export function operationFor(method: string, path: string): RoutedOperation | undefined {
  const asked = method === "HEAD" ? "GET" : method;
  return judged.find(({ operation, pattern }) => operation.method === asked && pattern.test(path))?.operation;
}

/** @throws Error in a sentence, for an answer that is not in the contract. */
export async function judge(request: Request, response: Response): Promise<void> {
  const { method } = request;
  const { pathname } = new URL(request.url);
  if (!pathname.startsWith("/api")) return;
  const operation = operationFor(method, pathname);
  if (operation === undefined) return judgeNothing(method, pathname, response);
  const wrong = await faultOf(operation, method, response);
  if (wrong !== null)
    throw new Error(
      `${method} ${pathname} answered ${response.status}, which is not in the contract: ${wrong}. Say it in its operation, beside the handler.`,
    );
}

function judgeNothing(method: string, pathname: string, { status }: Response): void {
  if (status >= 400 || status === 308 || method === "OPTIONS") return;
  throw new Error(`${method} ${pathname} answered ${status}, and no operation of the contract is there.`);
}

async function faultOf(
  operation: RoutedOperation,
  method: string,
  response: Response,
): Promise<string | null> {
  const { status } = response;
  const answer = operation.answers[status];
  const type = response.headers.get("Content-Type") ?? "";
  if (status === 304) return operation.method === "GET" ? null : "304 is for GET";
  if (type.startsWith("application/problem+json")) {
    if (method === "HEAD") return null;
    const problem = toldProblem.safeParse(await response.clone().json());
    if (!problem.success) return problem.error.message;
    const { code } = problem.data;
    if (!refusalsOf(operation).includes(code)) return `'${code}' is none of its refusals`;
    return statusesOf(code).includes(status) ? null : `'${code}' has another status`;
  }
  if (answer === undefined) return "it is none of its statuses";
  if (answer.json === undefined) return type.startsWith(answer.type ?? "") ? null : `it is ${type}`;
  if (method === "HEAD") return null;
  const read = answer.json.safeParse(await response.clone().json());
  return read.success ? null : read.error.message;
}
