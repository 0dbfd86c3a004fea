import type { D1Migration } from "cloudflare:test";
import type { Env as DhikraEnv } from "../src/runtime";

declare global {
  namespace Cloudflare {
    interface Env extends DhikraEnv {
      /** Only in tests: the migrations, read by vitest.config.ts. */
      readonly DB_MIGRATIONS: D1Migration[];
      readonly SEARCH_MIGRATIONS: D1Migration[];
      /** Images, for the tests that bind them: a site may be without. */
      readonly SCALING: ImagesBinding;
      /** A brake that lets three a minute pass, for the tests that bind it. */
      readonly BRAKE: RateLimit;
    }
  }
}
