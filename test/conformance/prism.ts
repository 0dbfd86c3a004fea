/** Prism between a client and the site: what the document does not know is told in a header of the answer. */
import { spawn } from "node:child_process";
import { createServer } from "node:net";

export interface Prism {
  readonly origin: string;
  readonly close: () => void;
}

/** What Prism found wrong, with the request or with the answer. */
export interface Violation {
  readonly location: readonly string[];
  readonly message: string;
  readonly severity: string;
}

const BINARY = "test/conformance/node_modules/.bin/prism";

/** @param document the file that describes it. @param upstream where the site answers. */
export async function startPrism(document: string, upstream: string): Promise<Prism> {
  const port = await freePort();
  const args = [
    "proxy",
    document,
    upstream,
    "--host",
    "127.0.0.1",
    "--port",
    String(port),
    "--cors",
    "false",
  ];
  const child = spawn(BINARY, args, { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  await new Promise<void>((listening, failed) => {
    const hear = (text: unknown) => {
      said += String(text);
      if (said.includes("listening on")) listening();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("close", () => failed(new Error(`prism did not start: ${said}`)));
  });
  return { origin: `http://127.0.0.1:${port}`, close: () => child.kill() };
}

/** Of the answer alone: a request that is meant to be refused violates the document. */
export function violationsOf(response: Response, of: "request" | "response"): Violation[] {
  const found: Violation[] = JSON.parse(response.headers.get("sl-violations") ?? "[]");
  return found.filter(({ location }) => location[0] === of);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(open => server.listen(0, "127.0.0.1", open));
  const address = server.address();
  await new Promise(closed => server.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}
