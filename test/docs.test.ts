/** The docs name what there is: every refusal, every door, every setting, every variable of a template. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const source = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
  .filter(name => /\.tsx?$/.test(name))
  .map(name => read(`src/${name}`));
const missing = (names: Iterable<string>, text: string) =>
  [...new Set(names)].filter(name => !text.includes(name));
const all = (pattern: RegExp) =>
  source.flatMap(text => [...text.matchAll(pattern)].map(([, name = ""]) => name));

it("every code of a refusal stands in docs/problems.md, and back", () => {
  const codes = [...read("src/http/problem.ts").matchAll(/\| \{ readonly code: "([\w-]+)"/g)].map(
    ([, code = ""]) => code,
  );
  expect(codes.length).toBeGreaterThan(15);
  const docs = read("docs/problems.md");
  const documented = [...docs.matchAll(/^\| `([\w-]+)` \| \d{3} \|/gm)].map(([, code = ""]) => code);
  expect(documented.toSorted()).toEqual(codes.toSorted());
});

it("every code of a fault and a warning stands in docs/problems.md", () => {
  const uploads = [...read("src/uploads/warnings.ts").matchAll(/^ {2}\| "([a-z0-9-]+)"/gm)].map(
    ([, code = ""]) => code,
  );
  const measures = [...read("src/articles/draft.ts").matchAll(/^ {4}\["([a-z-]+)", "\w+"/gm)].map(
    ([, code = ""]) => code,
  );
  const codes = [...all(/code: "([a-z]+-[a-z-]+)"/g), ...uploads, ...measures];
  expect(codes.length).toBeGreaterThan(20);
  expect(missing(codes, read("docs/problems.md"))).toEqual([]);
});

it("every address of a page stands in docs/api.md; the API's stand in its reference", () => {
  const pages = all(/\.get\(\s*[`"](\/[^`"]*)[`"]/g).map(path =>
    path
      .replace(/\$\{LANGUAGE\}/, ":lang")
      .replace(/\$\{FEED\}/, ":feed")
      .replaceAll(/\{.*?\}(?=\/|$)/g, ""),
  );
  const addresses = pages.filter(path => !path.startsWith("/api")).map(path => path.replace(/\.json$/, ""));
  expect(addresses.length).toBeGreaterThan(10);
  expect(missing(addresses, read("docs/api.md"))).toEqual([]);
});

it("every setting of the site stands in docs/api.md, every variable of a template in docs/commemorations.md", () => {
  const settings = [...read("src/settings/settings.ts").matchAll(/^ {2}(\w+): (?:z|perLanguage)/gm)].map(
    ([, name = ""]) => `\`${name}\``,
  );
  const variables = [
    ...read("src/commemorations/template.ts").matchAll(/^ {2}"?([\w:]+)"?: \{\s*counted/gm),
  ].map(([, name = ""]) => `{${name}}`);
  expect([settings.length, variables.length]).toEqual([13, 11]);
  expect(missing(settings, read("docs/api.md"))).toEqual([]);
  expect(missing(variables, read("docs/commemorations.md"))).toEqual([]);
});

it("every command of dhikra, with its options, stands in docs/cli.md, and back", () => {
  const program = read("cli/program.mjs");
  const commands = [...program.matchAll(/\badd\(\s*"([^"]+)"/g)].map(([, words = ""]) => words);
  expect(commands.length).toBeGreaterThan(15);
  const docs = read("docs/cli.md");
  const documented = [...docs.matchAll(/^\| `dhikra ([^`]+)` \|/gm)].map(([, words = ""]) => words);
  expect(documented.toSorted()).toEqual(commands.toSorted());
  const options = [...program.matchAll(/"(--[a-z-]+)/g)].map(([, name = ""]) => name);
  expect(missing(options, docs)).toEqual([]);
});

it("every file that README promises is there", () => {
  const files = [
    ...read("README.md").matchAll(/\]\((?!http)([^)#]+)\)|`((?:test|src|docs)\/[\w./-]+)`/g),
  ].map(([, link, code]) => link ?? code ?? "");
  expect(files.length).toBeGreaterThan(10);
  expect(
    files.filter(
      path =>
        !readdirSync(join(ROOT, path, ".."), { encoding: "utf8" }).includes(
          path.replace(/\/$/, "").split("/").at(-1) ?? "",
        ),
    ),
  ).toEqual([]);
});

it("every limit of media stands in docs/media.md as it is in the code", () => {
  const docs = read("docs/media.md");
  const limits = [
    ...read("src/media/sanitize/limits.ts").matchAll(/^export const (\w+) = ([\d_* ]+);/gm),
  ].map(([, , value = ""]) => {
    const number = value.split("*").reduce((product, one) => product * Number(one.replaceAll("_", "")), 1);
    return number % 1_048_576 === 0 ? `${number / 1_048_576} MB` : String(number);
  });
  expect(limits).toHaveLength(8);
  expect(limits.filter(said => !docs.includes(said))).toEqual([]);
});
