/** The house's rules that a compiler does not know: which way imports run, and where SQL, Hono and clocks may stand. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { expect, it } from "vitest";
import { MIGRATIONS } from "../src/db/migrations";

const ROOT = join(import.meta.dirname, "../src");
const TOOLS = ["text", "db", "cache", "view", "http"];

interface Source {
  /** Relative to src, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** Paths relative to src without an ending, or names of packages. */
  readonly imports: readonly string[];
}

const sources: Source[] = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter(name => /\.tsx?$/.test(name))
  .map(name => name.replaceAll("\\", "/"))
  .map(path => {
    const text = readFileSync(join(ROOT, path), "utf8");
    const imports = [...text.matchAll(/^(?:import|export) [^;]*?from "([^"]+)";/gms)].map(([, from = ""]) =>
      from.startsWith(".")
        ? relative(ROOT, join(ROOT, dirname(path), from)).replaceAll("\\", "/")
        : `npm:${from}`,
    );
    return { path, text, imports };
  });

const roomOf = (path: string) =>
  path.includes("/") && !path.startsWith("npm:") ? (path.split("/")[0] ?? "") : "";
const isRoom = (name: string) => name !== "" && !TOOLS.includes(name);
const nameOf = (path: string) => (path.split("/").at(-1) ?? "").replace(/\.tsx?$/, "");

/** A door speaks HTTP: JSON routes, HTML routes, what they share, and what describes them. */
const isDoor = (path: string) =>
  [
    "api",
    "site",
    "list-site",
    "pages",
    "list-pages",
    "lost-page",
    "moved",
    "gate",
    "answer",
    "idempotency-header",
    "if-match",
    "media-shape",
    "sent",
    "list-json",
    "told",
    "contract",
  ].includes(nameOf(path)) || ["http", "contract"].includes(roomOf(path));
const isStore = (path: string) => /(^|-)store$/.test(nameOf(path));

/** One sentence for each offence, so that a failure names the offender and says what to do. */
function offences(judge: (source: Source) => string[]): string[] {
  return sources.flatMap(judge);
}

it("finds the sources that it judges", () => {
  expect(sources.length).toBeGreaterThan(60);
  expect(sources.find(source => source.path === "app.ts")?.imports).toContain("articles/page/site");
});

it("text imports nothing of ours", () => {
  expect(
    offences(({ path, imports }) =>
      roomOf(path) !== "text"
        ? []
        : imports
            .filter(from => !from.startsWith("text/") && !from.startsWith("npm:"))
            .map(from => `${path} imports ${from}: text/ stands alone.`),
    ),
  ).toEqual([]);
});

it("db and cache import no room, view only the settings' noun", () => {
  expect(
    offences(({ path, imports }) =>
      ["db", "cache", "view"].includes(roomOf(path))
        ? imports
            .filter(
              from =>
                isRoom(roomOf(from)) &&
                !(roomOf(path) === "view" && ["settings/settings", "settings/contents"].includes(from)),
            )
            .map(from => `${path} imports ${from}: a tool knows no room; pass it in.`)
        : [],
    ),
  ).toEqual([]);
});

it("a room calls another room's verbs and nouns, and its store only for a statement of the same batch", () => {
  // Settings are read beside almost everything, and whatever changes makes an edition: these stores lend statements.
  // Feeds and sitemaps are pages about articles: their one question stands with the other statements on them. So do the
  // questions of followers. Whom the settings name is told of editions from the batch that sets them.
  const lenders = [
    ...["settings/store", "editions/store", "articles/store", "articles/follower-store"],
    ...[
      "articles/lists/feed-store",
      "articles/lists/sitemap-store",
      "articles/visible-store",
      "articles/told-store",
    ],
    ...["commemorations/day-store", "deliveries/receiver-store"],
  ];
  expect(
    offences(({ path, imports }) =>
      imports
        .filter(
          from =>
            isStore(from) && isRoom(roomOf(path)) && roomOf(from) !== roomOf(path) && !lenders.includes(from),
        )
        .map(from => `${path} imports ${from}: ask a verb of ${roomOf(from)}/ instead of its store.`),
    ),
  ).toEqual([]);
});

it("imports run one way: nothing below a door imports a door, and nothing but index imports app or tick", () => {
  // Shapes of what is sent, which know nothing of HTTP.
  const shapes = ["http/fields", "http/check-shape", "http/parse-json"];
  expect(
    offences(({ path, imports }) =>
      imports
        .filter(
          from =>
            (isDoor(from) && !shapes.includes(from) && !isDoor(path) && path !== "app.ts") ||
            (["app", "tick"].includes(from) && path !== "index.ts"),
        )
        .map(
          from => `${path} imports ${from}: imports run index → app → doors → verbs → store → noun → text.`,
        ),
    ),
  ).toEqual([]);
});

it("Hono stands in app, in doors and in view", () => {
  expect(
    offences(({ path, imports }) =>
      imports.some(from => from === "npm:hono" || from.startsWith("npm:hono/")) &&
      !isDoor(path) &&
      path !== "app.ts" &&
      roomOf(path) !== "view"
        ? [`${path} imports Hono: only a door speaks HTTP.`]
        : [],
    ),
  ).toEqual([]);
});

it("SQL stands in stores", () => {
  const sql = /\bsql[`<]|\bdb\s*\.\s*(select|insert|update|delete|run|all|get)\(|\.prepare\(/;
  expect(
    offences(({ path, text }) =>
      sql.test(text) && !isStore(path) && path !== "db/schema.ts"
        ? [`${path} holds SQL: it belongs in the room's store.ts.`]
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

it("files are under 200 lines, but for the tables and the list of refusals", () => {
  const long = ["db/schema.ts", "problem.ts"];
  expect(
    offences(({ path, text }) => {
      const lines = text.split("\n").length;
      return lines > 200 && !long.includes(path)
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
  const files = readdirSync(join(ROOT, "cli"), { encoding: "utf8" });
  expect(files.length).toBeGreaterThan(10);
  const wrong = files.flatMap(name => {
    const text = readFileSync(join(ROOT, "cli", name), "utf8");
    const outside = [...text.matchAll(/from "(\.\.[^"]*)"/g)].map(
      ([, from]) => `cli/${name} imports ${from}.`,
    );
    return text.split("\n").length > 200 ? [...outside, `cli/${name} has more than 200 lines.`] : outside;
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
