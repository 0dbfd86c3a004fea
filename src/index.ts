/** The Worker: `fetch` is the app, `scheduled` is the tick, nothing else. */
import { createApp } from "./app";
import { newIsolate } from "./cache/isolate";
import { receiversFollower } from "./deliveries/tell";
import { type Env, runtimeOpener } from "./env";
import { indexFollower } from "./search/follow";
import { tick } from "./tick";

const open = runtimeOpener({
  isolate: newIsolate(),
  now: () => Date.now(),
  random: bytes => crypto.getRandomValues(new Uint8Array(bytes)),
  pause: ms => new Promise(resolve => setTimeout(resolve, ms)),
  outside: request => fetch(request),
  followers: [indexFollower, receiversFollower],
});

export default {
  fetch: createApp(open).fetch,
  scheduled: (controller, env, context) => tick(open(env, context), controller.scheduledTime),
} satisfies ExportedHandler<Env>;
