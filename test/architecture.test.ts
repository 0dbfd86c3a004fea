/**
 * The house's rules that a compiler does not know: which way imports run, where SQL, Hono and clocks may stand, and
 * how long files are.
 */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { MIGRATIONS } from "../src/db/migrations";

const ROOT = join(import.meta.dirname, "../src");
const CLI = join(import.meta.dirname, "../cli");

/** Top to bottom. A folder, or a file beside them, imports only from what stands below it. */
const FLOORS = [
  ...["index", "app", "hot-path", "api", "scheduled"],
  ...["openapi", "ops", "notifications", "syndication"],
  ...["commemorations", "uploads", "search", "articles"],
  ...["site", "media", "view", "settings"],
  ...["auth", "http", "cache", "runtime", "db", "text"],
];

/** The same inside the two largest; what is not named is the noun, at the bottom. */
const INNER_FLOORS: Readonly<Record<string, readonly string[]>> = {
  articles: ["api-routes", "preview", "page", "lists", "lifecycle", "revisions", "write"],
  commemorations: [
    "api-routes",
    "occurrence-routes",
    "preview",
    "publish",
    "packs",
    "switches",
    "noun",
    "rules",
  ],
};

interface Source {
  /** Relative to src, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths relative to src without an ending, or names of packages. Types too. */
  readonly imports: readonly string[];
}

const sources: Source[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter(name => /\.tsx?$/.test(name))
  .map(name => name.replaceAll("\\", "/"))
  .map(path => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const found = [
      ...text.matchAll(/^(?:import|export) [^;]*?from "([^"]+)"/gms),
      ...text.matchAll(/\bimport\("([^"]+)"\)/g),
      ...text.matchAll(/^import "([^"]+)"/gm),
    ];
    const imports = found.map(([, from = ""]) =>
      from.startsWith(".")
        ? relative(ROOT, join(ROOT, dirname(path), from)).replaceAll("\\", "/")
        : `npm:${from}`,
    );
    return { path, text, imports };
  });

const partsOf = (path: string) => path.split("/").map(part => part.replace(/\.tsx?$/, ""));
const folderOf = (path: string) => partsOf(path)[0] ?? "";
const nameOf = (path: string) => partsOf(path).at(-1) ?? "";

/** Where a path stands among the floors of a folder; the noun's own place where it is not named. */
function innerFloor(folder: string, path: string): number {
  const floors = INNER_FLOORS[folder] ?? [];
  const place = floors.indexOf(partsOf(path)[1] ?? "");
  if (place !== -1) return place;
  const noun = floors.indexOf("noun");
  return noun === -1 ? floors.length : noun;
}

const isRoutes = (path: string) => /(^|-)routes$/.test(nameOf(path));
const isQueries = (path: string) => /(^|-)queries$/.test(nameOf(path));

/** One sentence for each offence, so that a failure names the offender and says what to do. */
function offences(find: (source: Source) => string[]): string[] {
  return sources.flatMap(find);
}

it("finds the sources that it judges", () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.find(source => source.path === "app.ts")?.imports).toContain("articles/page/page-routes");
  expect(
    [...new Set(sources.map(({ path }) => folderOf(path)))].filter(name => !FLOORS.includes(name)),
  ).toEqual([]);
});

it("imports run down the floors", () => {
  expect(
    offences(({ path, imports }) =>
      imports
        .filter(from => !from.startsWith("npm:") && !from.startsWith(".."))
        .filter(from => FLOORS.indexOf(folderOf(from)) < FLOORS.indexOf(folderOf(path)))
        .map(
          from =>
            `${path} imports ${from}, which stands above it: move the shared fact down, or take it as an argument.`,
        ),
    ),
  ).toEqual([]);
});

it("inside articles/ and commemorations/ they do too", () => {
  expect(
    offences(({ path, imports }) => {
      const folder = folderOf(path);
      if (INNER_FLOORS[folder] === undefined) return [];
      return imports
        .filter(from => folderOf(from) === folder && innerFloor(folder, from) < innerFloor(folder, path))
        .map(from => `${path} imports ${from}, which stands above it in ${folder}/.`);
    }),
  ).toEqual([]);
});

it("Hono stands in app, http, auth, view and where pages and routes are written", () => {
  expect(
    offences(({ path, imports }) =>
      imports.some(from => /^npm:hono(\/|$)/.test(from)) &&
      !isRoutes(path) &&
      !["app", "api", "hot-path", "http", "auth", "view", "openapi"].includes(folderOf(path))
        ? [`${path} imports Hono: only routes speak HTTP.`]
        : [],
    ),
  ).toEqual([]);
});

it("SQL stands in queries", () => {
  const sql = /\bsql[`<]|\bdb\s*\.\s*(select|insert|update|delete|run|all|get)\(|\.prepare\(/;
  expect(
    offences(({ path, text }) =>
      sql.test(text) && !isQueries(path) && folderOf(path) !== "db"
        ? [`${path} holds SQL: it belongs in the folder's queries.`]
        : [],
    ),
  ).toEqual([]);
});

it("no raw SQL: every value is bound", () => {
  expect(
    offences(({ path, text }) =>
      /sql\.(raw|identifier)/.test(text) ? [`${path} uses sql.raw or sql.identifier.`] : [],
    ),
  ).toEqual([]);
});

it("the clock and chance arrive as arguments", () => {
  expect(
    offences(({ path, text }) =>
      /\bDate\.now\(|new Date\(\)|Math\.random\(|getRandomValues|randomUUID/.test(text) && path !== "index.ts"
        ? [`${path} reads a clock or a random source: take it from Runtime.`]
        : [],
    ),
  ).toEqual([]);
});

it("files have at most 350 lines, but for the list of problems", () => {
  const long = ["http/problem.ts"];
  expect(
    offences(({ path, text }) => {
      const lines = text.split("\n").length;
      return lines > 350 && !long.includes(path)
        ? [`${path} has ${lines} lines: split it at its second reason to change.`]
        : [];
    }),
  ).toEqual([]);
});

it("no file is named for nothing", () => {
  const refused = /(^|\/)(utils?|helpers?|services?|managers?|handlers?|types|common|misc)(\/|\.|$)/;
  expect(offences(({ path }) => (refused.test(path) ? [`${path}: name it for what it is.`] : []))).toEqual(
    [],
  );
});

it("the command line stands alone, a client of the API: it imports nothing of the Worker, and its files are short", () => {
  const files = readdirSync(CLI, { encoding: "utf8" });
  expect(files.length).toBeGreaterThan(10);
  const wrong = files.flatMap(name => {
    const text = readFileSync(join(CLI, name), "utf8");
    const outside = [...text.matchAll(/from "(\.\.[^"]*)"/g)].map(
      ([, from]) => `cli/${name} imports ${from}.`,
    );
    return text.split("\n").length > 350 ? [...outside, `cli/${name} has more than 350 lines.`] : outside;
  });
  expect(wrong).toEqual([]);
});

it("the Worker knows every migration, so that it can say which are missing", () => {
  const files = (folder: string) =>
    readdirSync(join(ROOT, "../migrations", folder), { encoding: "utf8" }).filter(name =>
      name.endsWith(".sql"),
    );
  expect(MIGRATIONS).toEqual({ DB: files("").toSorted(), SEARCH: files("search").toSorted() });
});
