/** The Worker: `fetch` is the app, `scheduled` is the tick, nothing else. */
import { createApp } from "./app";
import { newIsolate } from "./cache/isolate";
import { type Env, openRuntime, type Parts } from "./env";
import { tick } from "./tick";

const parts: Parts = {
  isolate: newIsolate(),
  now: () => Date.now(),
  random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
};
const app = createApp(parts);

export default {
  fetch: app.fetch,
  scheduled: (controller, env, context) => tick(openRuntime(env, context, parts), controller.scheduledTime),
} satisfies ExportedHandler<Env>;
