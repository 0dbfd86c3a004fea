/** Front matter: what a Markdown file says of itself, between two lines of `---`, in YAML. */
import type { Issue } from "../../http/problem";
import { parseDateLine } from "../../text/dates/date-line";
import { inQuotes } from "../../text/excerpt";
import { isOption, type RawOptions } from "../options";
import { issue, type UploadIssue, type UploadWarning, warning } from "../warnings";

export interface FrontMatter {
  /** Options, as the query or a form could give them. */
  readonly options: RawOptions;
  readonly title: string | null;
  /** `YYYY-MM-DD` */
  readonly date: string | null;
  /** `HH:MM` */
  readonly time: string | null;
  readonly warnings: readonly UploadWarning[];
  readonly issues: readonly Issue[];
}

/** The longest front matter, in letters. */
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
  // Text between two rules is no front matter: it must have a name with a colon.
  if (!/^[\p{L}_][\p{L}\d_-]*[ \t]*:/mu.test(yaml)) return null;
  const end = opened[0].length - 1 + closed.index + closed[0].length;
  return { yaml, rest: text.slice(end) };
}

export const NO_FRONT_MATTER: FrontMatter = {
  options: {},
  title: null,
  date: null,
  time: null,
  warnings: [],
  issues: [],
};

/** Other names that programs use for options. */
const ALIASES: Readonly<Record<string, string>> = { id: "source_id", author: "authors", language: "lang" };

/** Options of the whole request, or needed before a front matter can be read. */
const OF_THE_REQUEST: ReadonlySet<string> = new Set(["dry_run", "format", "encoding", "names_encoding"]);

/** Every value is taken as typed: no word becomes a number, a date or a boolean, and no alias makes it grow. */
export async function readFrontMatter(yaml: string): Promise<FrontMatter> {
  const { parse, YAMLError } = await import("yaml");
  let parsed: unknown;
  try {
    parsed = parse(yaml, { schema: "failsafe", maxAliasCount: 0, logLevel: "error" });
  } catch (failure) {
    const line = failure instanceof YAMLError ? (failure.linePos?.[0].line ?? 1) + 1 : 2;
    return { ...NO_FRONT_MATTER, issues: [unreadable(line)] };
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return NO_FRONT_MATTER;
  const options: Record<string, unknown> = {};
  const unknown: string[] = [];
  const entries = new Map(Object.entries(parsed));
  for (const [key, value] of entries) {
    const name = ALIASES[key] ?? key;
    if (name === "title" || name === "date") continue;
    if (!isOption(name) || OF_THE_REQUEST.has(name)) unknown.push(key);
    else if (!(name !== key && entries.has(name))) options[name] = value;
  }
  const dated = dateOf(entries.get("date"));
  const title: unknown = entries.get("title") ?? null;
  return {
    options,
    title: typeof title === "string" ? title : null,
    date: dated.date,
    time: dated.time,
    warnings: [...unknownKeys(unknown), ...dated.warnings],
    issues: [...(title === null || typeof title === "string" ? [] : [NO_LINE]), ...dated.issues],
  };
}

const NO_LINE: UploadIssue = {
  code: "not-valid",
  field: "title",
  message:
    "'title' in the front matter is a list or has parts, and a title is one line. Put it between quotation marks if it begins with a bracket or has a colon in it.",
};

function unknownKeys(keys: readonly string[]): UploadWarning[] {
  if (keys.length === 0) return [];
  const named = keys.slice(0, 10).map(key => key.slice(0, 40));
  const message = `The front matter says things that an article does not have; they were left out: ${named.join(", ")}.`;
  return [{ code: "unknown-front-matter", message }];
}

function unreadable(line: number): UploadIssue {
  const message =
    "The front matter is not YAML that can be read: check the line, or take the lines of --- away.";
  return { code: "bad-front-matter", field: "front_matter", message, line };
}

/** A date as in a newsroom's text, or with a time as programs write it; an offset decides nothing here. */
function dateOf(value: unknown): Pick<FrontMatter, "date" | "time" | "warnings" | "issues"> {
  const none = { date: null, time: null, warnings: [], issues: [] };
  if (value === undefined || value === null || value === "") return none;
  if (typeof value !== "string") return { ...none, warnings: [unread("It is")] };
  const [, iso, time, rest = ""] = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2})(.*)$/s.exec(value.trim()) ?? [];
  const read = parseDateLine(iso === undefined ? value.trim() : `${iso} ${time}`);
  if (read.kind === "impossible") return { ...none, issues: [issue("impossible-date", "date")] };
  if (read.kind !== "date") return { ...none, warnings: [unread(`${inQuotes(value)} is`)] };
  const warnings = [
    ...read.warnings.map(code => warning(code)),
    ...(/[Zz+-]/.test(rest) ? [warning("offset-ignored")] : []),
  ];
  return { ...none, date: read.date, time: read.time ?? null, warnings };
}

function unread(found: string): UploadWarning {
  const message = `The 'date' of the front matter was left out: ${found} no date that can be read. Write it as 2021-11-29, 2021-11-29T14:30, 29/11/2021, 29 تشرين الثاني 2021, 29ê mijdara 2021an or 29 November 2021.`;
  return { code: "unread-date", message };
}
