/** The production bundle with the demo edition, over real HTTP. */
import { createTestHarness } from "wrangler";
import { publishDemo } from "../../scripts/demo.mjs";
import { newToken } from "../../scripts/new-token.mjs";

/** A busy machine is no outage. */
const PATIENT = { D1_WAIT_MS: "20000", KV_WAIT_MS: "20000" };

export interface BuiltSite {
  /** Where it answers, without a slash at the end. */
  readonly origin: string;
  readonly token: string;
  /** The clock ticks. */
  readonly tick: (scheduledTime: Date) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** @param has the demo edition, or nothing. */
export async function startBuiltSite(has: "demo" | "nothing" = "demo"): Promise<BuiltSite> {
  const token = newToken();
  const server = createTestHarness({
    workers: [
      {
        configPath: "./wrangler.toml",
        prebuiltWorkerDir: "./dist",
        secrets: { ...PATIENT, OWNER_TOKEN: token, WEBHOOKS_TO_LOCALHOST: "yes" },
      },
    ],
  });
  const { url } = await server.listen();
  const worker = server.getWorker();
  await worker.applyD1Migrations("DB");
  await worker.applyD1Migrations("SEARCH");
  if (has === "demo") await publishDemo(url.origin, token);
  return {
    origin: url.origin,
    token,
    tick: scheduledTime => worker.scheduled({ cron: "* * * * *", scheduledTime }),
    close: () => server.close(),
  };
}
