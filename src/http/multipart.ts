/**
 * A multipart form whose files are not copied: each is a view of the body. The platform's own reader holds a large file
 * twice more.
 * @see RFC 7578, RFC 2046 section 5.1
 */
import { ProblemError, throwIssues } from "./problem";

export interface FormFile {
  /** The name of its field. */
  readonly field: string;
  /** Empty when it has none. */
  readonly filename: string;
  /** The declared type; null without one. */
  readonly type: string | null;
  readonly bytes: Uint8Array;
}

export interface Form {
  readonly fields: Readonly<Record<string, string>>;
  /** At least one. */
  readonly files: readonly [FormFile, ...FormFile[]];
}

interface Part extends Omit<FormFile, "filename"> {
  /** Null for a field that is no file. */
  readonly filename: string | null;
}

const MOST_PARTS = 500;
const MOST_HEADER_BYTES = 8_192;

export const isForm = (contentType: string) => /^\s*multipart\/form-data\s*(?:;|$)/i.test(contentType);

/**
 * @param contentType with its boundary.
 * @throws ProblemError `invalid` when it cannot be read, has a field twice, no file or more than 500 parts.
 */
export function readForm(body: Uint8Array, contentType: string): Form {
  const parts = partsOf(body, contentType);
  if (parts === null)
    return refuseForm(
      "unreadable-form",
      "The form cannot be read: check that it ends with its boundary and that the header names it.",
    );
  if (parts.length > MOST_PARTS)
    refuseForm("too-many-files", `The form has more than ${MOST_PARTS} parts; at most ${MOST_PARTS} fit.`);
  const fields: Record<string, string> = {};
  const doubled: string[] = [];
  const files: FormFile[] = [];
  for (const { field, filename, type, bytes } of parts) {
    if (filename !== null) files.push({ field, filename, type, bytes });
    else if (Object.hasOwn(fields, field)) doubled.push(field.slice(0, 80));
    else Object.defineProperty(fields, field, { value: new TextDecoder().decode(bytes), enumerable: true });
  }
  throwIssues(
    doubled.map(field => ({ code: "doubled", field, message: `'${field}' is given twice; give it once.` })),
  );
  const [first, ...others] = files;
  if (first === undefined) return refuseForm("no-file", "The form has no file: send one.");
  return { fields, files: [first, ...others] };
}

function refuseForm(code: string, message: string): never {
  throw new ProblemError({ code: "invalid", faults: [{ code, field: "body", message }] });
}

/** The parts, at most one more than may be; null when they cannot be read. */
function partsOf(body: Uint8Array, contentType: string): Part[] | null {
  const boundary = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) return null;
  const delimiter = new TextEncoder().encode(`\r\n--${mark}`);
  const parts: Part[] = [];
  // The first boundary has no line before it.
  let at = startsWith(body, delimiter.subarray(2), 0) ? delimiter.length - 2 : -1;
  while (at !== -1) {
    const isEnd = body[at] === 0x2d && body[at + 1] === 0x2d;
    if (isEnd || parts.length > MOST_PARTS) return parts;
    const end = indexOf(body, delimiter, at);
    if (end === -1 || body[at] !== 0x0d || body[at + 1] !== 0x0a) return null;
    const part = readPart(body.subarray(at + 2, end));
    if (part === null) return null;
    parts.push(part);
    at = end + delimiter.length;
  }
  return null;
}

const BLANK_LINE = new TextEncoder().encode("\r\n\r\n");

function readPart(bytes: Uint8Array): Part | null {
  const end = indexOf(bytes.subarray(0, MOST_HEADER_BYTES), BLANK_LINE, 0);
  if (end === -1) return null;
  const headers = new TextDecoder().decode(bytes.subarray(0, end));
  const disposition = /^content-disposition:\s*form-data(.*)$/im.exec(headers)?.[1] ?? "";
  const name = /;\s*name="([^"]*)"/i.exec(disposition)?.[1];
  if (name === undefined) return null;
  return {
    field: name,
    filename: /;\s*filename="([^"]*)"/i.exec(disposition)?.[1] ?? null,
    type: /^content-type:\s*(\S.*?)\s*$/im.exec(headers)?.[1] ?? null,
    bytes: bytes.subarray(end + BLANK_LINE.length),
  };
}

/** The offset of the needle at or after another; -1 for none. */
function indexOf(bytes: Uint8Array, needle: Uint8Array, from: number): number {
  const first = needle[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at !== -1; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, needle, at)) return at;
  return -1;
}

function startsWith(bytes: Uint8Array, needle: Uint8Array, at: number): boolean {
  return needle.every((byte, place) => bytes[at + place] === byte);
}
