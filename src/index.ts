/** The Worker: `fetch` is the app, `scheduled` is the tick, nothing else. */

import { createApp } from "./app";
import { newIsolate } from "./cache/follow";
import { receiversFollower } from "./notifications/deliver";
import { type Env, runtimeOpener } from "./runtime";
import { indexFollower } from "./search/follow";

const open = runtimeOpener({
  isolate: newIsolate(),
  now: () => Date.now(),
  random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  sleep: ms => new Promise(resolve => setTimeout(resolve, ms)),
  outbound: request => fetch(request),
  followers: [indexFollower, receiversFollower],
});

export default {
  fetch: createApp(open).fetch,
  async scheduled(controller, env, context) {
    // Readers' isolates do without the clock's code.
    const { tick } = await import("./scheduled");
    await tick(open(env, context), controller.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
