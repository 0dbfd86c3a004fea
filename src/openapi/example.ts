/** The request that an operation of the document shows, as a program sends it and as a person types it. Pure. */
import type { ReadOperation } from "./reading";

export interface ExampleRequest {
  readonly method: string;
  /** Below the origin, with its query. */
  readonly path: string;
  readonly query: readonly (readonly [string, string])[];
  /** Without the token. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly needsToken: boolean;
}

export function exampleOf({
  method,
  path,
  parameters,
  requestBody,
  security,
}: ReadOperation): ExampleRequest {
  const given = parameters.flatMap(one =>
    one.example === undefined ? [] : [{ ...one, example: String(one.example) }],
  );
  const segments = new Map(
    given.filter(one => one.in === "path").map(({ name, example }) => [name, example]),
  );
  const shown = Object.entries(requestBody?.content ?? {}).find(([, { example }]) => example !== undefined);
  const [type, content] = shown ?? [];
  const example = content?.example;
  return {
    method,
    path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(segments.get(name) ?? "")),
    query: given.filter(one => one.in === "query").map(({ name, example }) => [name, example]),
    headers: {
      ...Object.fromEntries(
        given.filter(one => one.in === "header").map(({ name, example }) => [name, example]),
      ),
      ...(type === undefined ? {} : { "Content-Type": type }),
    },
    body:
      example === undefined ? null : typeof example === "string" ? example : JSON.stringify(example, null, 2),
    needsToken: security.length > 0 && security.every(one => Object.keys(one).length > 0),
  };
}

/** The address with its query, percent-encoded. */
export function addressOf({ path, query }: ExampleRequest): string {
  return query.length === 0 ? path : `${path}?${new URLSearchParams(query.map(pair => [...pair]))}`;
}

/** For a shell. Arabic stands in it as it is: curl encodes it. A file that is no text is named. */
export function curlOf(request: ExampleRequest, origin: string): string {
  const { method, path, query, headers, body, needsToken } = request;
  const isRead = method === "GET" && query.length > 0;
  const address = isRead ? `${origin}${path}` : `${origin}${addressOf(request)}`;
  const lines = [
    `curl ${isRead ? "-G " : method === "GET" ? "" : `-X ${method} `}${quoted(address)}`,
    ...(isRead ? query.map(([name, value]) => `--data-urlencode ${quoted(`${name}=${value}`)}`) : []),
    ...(needsToken ? [`-H "Authorization: Bearer $TOKEN"`] : []),
    ...Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body === null ? [] : [isText(body) ? `--data-binary ${quoted(body)}` : "--data-binary @file"]),
  ];
  return lines.join(" \\\n  ");
}

const isText = (body: string) => !/[\u0000-\u0008]/.test(body);

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
