/** A desk at a built site that has no articles: a folder of documents, new for each test, and the command line. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach } from "vitest";
import { documents, type Ran, start } from "./command";
import { type BuiltSite, startBuiltSite } from "./site";

export class Desk {
  #site: BuiltSite | null = null;
  /** Absolute. */
  folder = "";

  /** @param name of the folder, for whoever finds one that was left. */
  constructor(name: string) {
    beforeAll(async () => {
      this.#site = await startBuiltSite("nothing");
    });
    afterAll(async () => await this.site.close());
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), `dhikra-${name}-`));
    });
    afterEach(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  get site(): BuiltSite {
    if (this.#site === null) throw new Error("the site has not been started");
    return this.#site;
  }

  async run(...args: string[]): Promise<Ran> {
    return await start(args, { DHIKRA_URL: this.site.origin, DHIKRA_TOKEN: this.site.token }).ended;
  }

  async runJson(...args: string[]) {
    const { exit, stdout, stderr } = await this.run(...args, "--json");
    return { exit, stderr, all: documents(stdout) };
  }

  write(name: string, title: string): void {
    writeFileSync(join(this.folder, name), news(title));
  }
}

/** A newsroom's text. */
export const news = (title: string) => `13/03/2022\n\n${title}\n\nوصلت المياه إلى الحي صباح اليوم.\n`;
