import { defineConfig } from "vitest/config";

/** Apart from the other tests, because a newcomer's machine need not have ExifTool. */
export default defineConfig({
  test: {
    reporters: ["default", ["json", { outputFile: ".vitest/exiftool-report.json" }]],
    include: ["test/exiftool/**/*.test.ts"],
    testTimeout: 60_000,
    expect: { requireAssertions: true },
  },
});
