import { defineConfig } from "vitest/config";

/** Apart from the other tests: these programs are installed for CI, and by whoever runs `npm run test:conformance`. */
export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: ".vitest/conformance-report.json" }]],
    include: ["test/conformance/*.test.ts"],
    // One built site at a time: two cores.
    fileParallelism: false,
    // Installing from Debian comes before the first check.
    hookTimeout: 300_000,
    testTimeout: 120_000,
    expect: { requireAssertions: true },
  },
});
