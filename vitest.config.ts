import { execFileSync } from "node:child_process";
import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type ViteUserConfig } from "vitest/config";

// As wrangler does before each bundle.
execFileSync(process.execPath, ["scripts/contract.mjs"]);

export default defineConfig(async (): Promise<ViteUserConfig> => {
  const bindings = {
    DB_MIGRATIONS: await readD1Migrations("./migrations"),
    SEARCH_MIGRATIONS: await readD1Migrations("./migrations/search"),
  };
  return {
    test: {
      reporters: ["default", ["json", { outputFile: ".vitest/report.json" }]],
      projects: [
        {
          plugins: [
            cloudflareTest({
              wrangler: { configPath: "./wrangler.toml" },
              miniflare: {
                bindings,
                images: { binding: "SCALING" },
                ratelimits: { BRAKE: { namespace_id: "1001", simple: { limit: 3, period: 60 } } },
              },
            }),
          ],
          test: {
            name: "worker",
            include: ["test/**/*.test.{ts,tsx}"],
            exclude: [
              "test/architecture.test.ts",
              "test/docs.test.ts",
              "test/built/**",
              "test/browser/**",
              "test/exiftool/**",
              "test/conformance/**",
            ],
            setupFiles: ["./test/setup.ts"],
            isolate: false,
            fileParallelism: false,
            testTimeout: 30_000,
            expect: { requireAssertions: true },
          },
        },
        {
          test: {
            name: "node",
            include: ["test/architecture.test.ts", "test/docs.test.ts", "test/built/**/*.test.ts"],
            hookTimeout: 60_000,
            testTimeout: 60_000,
            expect: { requireAssertions: true },
          },
        },
      ],
    },
  };
});
