/** The door for those who watch: is the clock running, is the database there. */
import { ask } from "../db/client";
import { type App, door } from "../http/door";
import { json } from "../http/respond";
import { lastBeat } from "./heartbeat-store";

export function openHealth(app: App): void {
  door(app, "/api/health", {
    GET: [
      async function health(c) {
        const { runtime } = c.env;
        const { db, waits, isolate, now } = runtime;
        const [present, beatAt] = await ask(
          db,
          [runtime.follow(isolate.ledger, now()), lastBeat(db)],
          waits.d1Ms,
        );
        return json(
          { edition: present.current, last_tick_at: beatAt === null ? null : new Date(beatAt).toISOString() },
          200,
        );
      },
    ],
  });
}
