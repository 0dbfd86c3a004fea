import { defineConfig } from "vitest/config";

/** Apart from the other tests, because a newcomer's machine need not have Chromium. */
export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: ".vitest/browser-report.json" }]],
    include: ["test/browser/**/*.test.ts"],
    hookTimeout: 60_000,
    testTimeout: 120_000,
    expect: { requireAssertions: true },
  },
});
