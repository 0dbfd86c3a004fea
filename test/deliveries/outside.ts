/** The world outside as a test plays it: receivers that keep what they were sent and answer as they are told. */
import type { TestWorker } from "../worker";

export interface Received {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  /** Whether whoever sent it would go where a redirect leads. */
  readonly follows: boolean;
}

export interface Message {
  readonly type: string;
  readonly timestamp: string;
  readonly data: Record<string, unknown>;
}

type Answer = (received: Received) => Response | Promise<Response>;

export class Outside {
  readonly received: Received[] = [];
  /** What is answered next. */
  answer: Answer = () => new Response(null, { status: 204 });

  constructor(worker: TestWorker) {
    worker.outbound = async request => {
      const received = {
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
        follows: request.redirect !== "manual",
      };
      this.received.push(received);
      return await this.answer(received);
    };
  }

  /** What came since the last time it was asked, in the order in which it came. */
  take(): Received[] {
    return this.received.splice(0);
  }

  /** The same, read. */
  messages(): Message[] {
    return this.take().map(({ body }) => JSON.parse(body));
  }
}

export interface Webhook {
  readonly id: number;
  readonly url: string;
  readonly events: readonly string[];
  readonly secret: string;
  readonly paused_at: string | null;
  readonly pause_reason: string | null;
  readonly failures: number;
  readonly failing_since: string | null;
}

/** A webhook that is told of everything, or of some events. */
export async function webhook(
  worker: TestWorker,
  wish: { url?: string; events?: readonly string[] } = {},
): Promise<Webhook> {
  const response = await worker.send("POST", "/api/webhooks", { url: "https://desk.example/hooks", ...wish });
  if (response.status !== 201) throw new Error(await response.text());
  return await response.json();
}

export async function webhookAsItStands(worker: TestWorker, id: number): Promise<Webhook> {
  return await (await worker.asEditor(`/api/webhooks/${id}`)).json();
}

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly edition: number;
  readonly state: string;
  readonly attempts: number;
  readonly status: number | null;
  readonly failure: string | null;
  readonly next_attempt_at: string | null;
}

export async function deliveries(worker: TestWorker, id: number, query = ""): Promise<Delivery[]> {
  const response = await worker.asEditor(`/api/webhooks/${id}/deliveries${query}`);
  return (await response.json<{ deliveries: Delivery[] }>()).deliveries;
}

/** An article as JSON. @returns its id. */
export async function post(worker: TestWorker, title: string, more: object = {}): Promise<number> {
  const article = { lang: "ar", title, body: `نصّ ${title}.`, status: "published", ...more };
  const response = await worker.send("POST", "/api/articles", article);
  if (response.status !== 201) throw new Error(await response.text());
  return (await response.json<{ id: number }>()).id;
}
