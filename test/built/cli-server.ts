/** What answers at an address in a site's place. */
import { createServer, type ServerResponse } from "node:http";

/** Answers requests on a port of its own. */
export async function serve(answer: (path: string, response: ServerResponse) => unknown) {
  const server = createServer((request, response) => void answer(request.url ?? "/", response));
  await new Promise<void>(done => server.listen(0, "127.0.0.1", done));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise(done => server.close(done)) };
}

/** As the API does. */
export function answer(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(body));
}
