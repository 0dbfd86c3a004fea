/** Every page, as the Nu HTML checker and html-validate judge it. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { HtmlValidate } from "html-validate";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { BuiltSite } from "../built/site";
import { needDebian, runFreely } from "./debian";
import { type Judged, pagesOfEachKind } from "./pages";
import { startJudgedSite } from "./site";

const VNU = join(import.meta.dirname, "node_modules/vnu-jar/build/dist/vnu.jar");

/**
 * What is no fault here: how the JSX writer spells things, which no reader can tell (`/>` behind void elements, a doctype
 * in small letters), and that a headline is longer than search engines show.
 */
const NO_FAULTS = { "void-style": "off", "doctype-style": "off", "long-title": "off" } as const;
const SLASHES = "Trailing slash on void elements";

let site: BuiltSite;
let pages: Judged[];
beforeAll(async () => {
  needDebian({ java: "default-jre-headless" });
  site = await startJudgedSite();
  pages = await pagesOfEachKind(site);
});
afterAll(() => site?.close());

it("pages of every kind are there", () => {
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.filter(page => page.status !== 200).map(page => page.path.split("/").at(-2))).toEqual(
    Array(4).fill("nothing-here"),
  );
});

it("the Nu HTML checker has no complaint", () => {
  const folder = mkdtempSync(join(tmpdir(), "pages-"));
  const files = new Map<string, string>(
    pages.map(({ path, html }, place) => {
      const file = join(folder, `${place}.html`);
      writeFileSync(file, html);
      return [`file:${file}`, path];
    }),
  );
  const said = runFreely("java", ["-jar", VNU, "--format", "json", "--exit-zero-always", folder]).stderr;
  const { messages } = JSON.parse(said) as {
    messages: { url: string; type: string; message: string; extract?: string }[];
  };
  // Footnotes say what they are by their role, and need no heading.
  const isNotes = (one: { message: string; extract?: string }) =>
    one.message.startsWith("Section lacks heading") && one.extract?.includes('role="doc-endnotes"');
  const complaints = messages.filter(one => !one.message.startsWith(SLASHES) && !isNotes(one));
  expect(complaints.map(one => [files.get(one.url) ?? one.url, one.message, one.extract])).toEqual([]);
});

it("html-validate has no complaint", async () => {
  const judge = new HtmlValidate({ extends: ["html-validate:recommended"], rules: NO_FAULTS });
  const complaints: unknown[] = [];
  for (const { path, html } of pages) {
    const { results } = await judge.validateString(html);
    for (const { ruleId, message, line, column } of results.flatMap(result => result.messages))
      complaints.push([path, ruleId, message, html.split("\n")[line - 1]?.slice(column - 1, column + 80)]);
  }
  expect(complaints).toEqual([]);
});
