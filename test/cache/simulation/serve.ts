/** A read through the real cache, as the check and the front see it. */
import { NoGoodPage, type readThrough } from "../../../src/cache/read-through";
import { ProblemError } from "../../../src/http/problem";
import { respond } from "../../../src/http/respond";
import type { Answer } from "./front";

const aRequest = new Request("https://news.example/");

/** @param now read when the answer is there, epoch ms. */
export async function answerOf(
  serve: () => ReturnType<typeof readThrough>,
  now: () => number,
): Promise<Pick<Answer, "outcome" | "source" | "shown" | "cacheControl">> {
  try {
    const served = await serve();
    const shown = JSON.parse(new TextDecoder().decode(served.rendering.body)) as Record<string, string>;
    const response = respond(aRequest, served, now(), false);
    const cacheControl = response.headers.get("Cache-Control") ?? "";
    return {
      outcome: served.source === "stale" ? "stale" : "fresh",
      source: served.source,
      shown,
      cacheControl,
    };
  } catch (failure) {
    const isMissing = failure instanceof ProblemError && failure.problem.code === "not-found";
    if (!isMissing && !(failure instanceof NoGoodPage)) throw failure;
    const outcome = isMissing ? "not found" : "unavailable";
    return { outcome, source: "none", shown: {}, cacheControl: "private" };
  }
}
