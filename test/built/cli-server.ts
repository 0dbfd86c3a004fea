/** What answers at an address in a site's place. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";

/** Answers requests on a port of its own. */
export async function serve(
  answer: (path: string, response: ServerResponse, request: IncomingMessage) => unknown,
) {
  const server = createServer((request, response) => void answer(request.url ?? "/", response, request));
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise(done => server.close(done)) };
}

/** As the API does. */
export function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}

/** Passes everything on to a site, and loses its first answer to a method: the site has done what it was asked. */
export async function loseFirst(origin: string, lost: string) {
  let isLost = false;
  return await serve(async (path, response, request) => {
    const { method = "GET", headers } = request;
    const body = method === "GET" ? null : await buffer(request);
    const sent = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      ["host", "connection", "content-length", "transfer-encoding"].includes(name)
        ? []
        : [[name, String(value)]],
    );
    const answered = await fetch(origin + path, { method, headers: sent, body, redirect: "manual" });
    const text = await answered.text();
    if (method === lost && !isLost) {
      isLost = true;
      return response.destroy();
    }
    const etag = answered.headers.get("ETag");
    response.writeHead(answered.status, {
      "Content-Type": answered.headers.get("Content-Type") ?? "text/plain",
      ...(etag === null ? {} : { ETag: etag }),
    });
    return response.end(text);
  });
}
