/** Front matter: what a Markdown file says of itself, between two lines of `---`, in YAML. */
import { parse, YAMLError } from "yaml";
import type { Note } from "../articles/draft";
import type { Issue } from "../http/problem";
import { parseDateLine } from "../text/dates/date-line";
import { inQuotes } from "../text/quotes";
import { fault, warning } from "./manuscript";
import { isOption, type Said } from "./options";

export interface FrontMatter {
  /** What it says that the address or a form could say too. */
  readonly said: Said;
  readonly title: string | null;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  /** `HH:MM` */
  readonly time: string | null;
  readonly notes: readonly Note[];
  readonly faults: readonly Issue[];
}

/** Longer is none: no list of tags and authors is. In letters. */
const LONGEST = 16_000;

const OPENING = /^---[ \t]*\n/;
const CLOSING = /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/;

/** The YAML at the top of a text, and the text below it; null if there is none. */
export function frontMatterIn(text: string): { yaml: string; rest: string } | null {
  const opened = OPENING.exec(text);
  if (opened === null) return null;
  const head = text.slice(opened[0].length - 1, LONGEST);
  const closed = CLOSING.exec(head);
  if (closed === null) return null;
  const yaml = head.slice(1, closed.index);
  // Between two rules there must be something that names something.
  if (!/^[\p{L}_][\p{L}\d_-]*[ \t]*:/mu.test(yaml)) return null;
  const end = opened[0].length - 1 + closed.index + closed[0].length;
  return { yaml, rest: text.slice(end) };
}

export const NO_FRONT_MATTER: FrontMatter = {
  said: {},
  title: null,
  date: null,
  time: null,
  notes: [],
  faults: [],
};

/** Other names under which programs write what we know. */
const ALIASES: Readonly<Record<string, string>> = { id: "source_id", author: "authors", language: "lang" };

/** What must be known before a front matter can be read, or what concerns the whole request. */
const NOT_ITS_TO_SAY: ReadonlySet<string> = new Set(["dry_run", "format", "encoding", "names_encoding"]);

/** Every value is taken as it is typed: no word becomes a number, a date or a yes, and no alias makes it grow. */
export function readFrontMatter(yaml: string): FrontMatter {
  let parsed: unknown;
  try {
    parsed = parse(yaml, { schema: "failsafe", maxAliasCount: 0, logLevel: "error" });
  } catch (failure) {
    return { ...NO_FRONT_MATTER, faults: [unreadable(failure)] };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return NO_FRONT_MATTER;
  const said: Record<string, unknown> = {};
  const unknown: string[] = [];
  const entries = new Map(Object.entries(parsed));
  for (const [key, value] of entries) {
    const name = ALIASES[key] ?? key;
    if (name === "title" || name === "date") continue;
    if (!isOption(name) || NOT_ITS_TO_SAY.has(name)) unknown.push(key);
    else if (!(name !== key && entries.has(name))) said[name] = value;
  }
  const dated = dateOf(entries.get("date"));
  const title: unknown = entries.get("title") ?? null;
  return {
    said,
    title: typeof title === "string" ? title : null,
    date: dated.date,
    time: dated.time,
    notes: [...unknownKeys(unknown), ...dated.notes],
    faults: [...(title === null || typeof title === "string" ? [] : [NO_LINE]), ...dated.faults],
  };
}

const NO_LINE: Issue = {
  code: "not-valid",
  field: "title",
  message:
    "'title' in the front matter is a list or has parts, and a title is one line. Put it between quotation marks if it begins with a bracket or has a colon in it.",
};

function unknownKeys(keys: readonly string[]): Note[] {
  if (keys.length === 0) return [];
  const named = keys.slice(0, 10).map(key => key.slice(0, 40));
  const message = `The front matter says things that an article does not have; they were left out: ${named.join(", ")}.`;
  return [{ code: "unknown-front-matter", message }];
}

function unreadable(failure: unknown): Issue {
  const line = failure instanceof YAMLError ? (failure.linePos?.[0].line ?? 1) + 1 : 2;
  const message =
    "The front matter is not YAML that can be read: check the line, or take the lines of --- away.";
  return { code: "bad-front-matter", field: "front_matter", message, line };
}

/** A date as in a newsroom's text, or with a time as programs write it; an offset decides nothing here. */
function dateOf(value: unknown): {
  date: string | null;
  time: string | null;
  notes: Note[];
  faults: Issue[];
} {
  const none = { date: null, time: null, notes: [], faults: [] };
  if (value === undefined || value === null || value === "") return none;
  if (typeof value !== "string") return { ...none, notes: [unread("It is")] };
  const [, iso, time, rest = ""] = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(.*)$/s.exec(value.trim()) ?? [];
  const read = parseDateLine(iso === undefined ? value.trim() : `${iso} ${time}`);
  if (read.kind === "impossible") return { ...none, faults: [fault("impossible-date", "date")] };
  if (read.kind !== "date") return { ...none, notes: [unread(`${inQuotes(value)} is`)] };
  const notes = [...read.warnings.map(code => warning(code)), ...(/[Zz+-]/.test(rest) ? [OFFSET] : [])];
  return { ...none, date: read.date, time: read.time ?? null, notes };
}

function unread(found: string): Note {
  const message = `The 'date' of the front matter was left out: ${found} no date that can be read. Write it as 2021-11-29, 2021-11-29T14:30, 29/11/2021, 29 تشرين الثاني 2021, 29ê mijdara 2021an or 29 November 2021.`;
  return { code: "unread-date", message };
}

const OFFSET: Note = {
  code: "offset-ignored",
  message:
    "The offset of 'date' in the front matter was left out: its time is the newsroom's. Say an exact instant with 'publish_at'.",
};
