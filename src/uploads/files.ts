/** The documents among the files of one request, each with a way to the pictures that came with it. */
import { isForm, readForm } from "../http/multipart";
import { type Issue, throwIssues } from "../http/problem";
import { declaredNamesEncoding } from "./decode";
import type { UploadedFile } from "./detect";
import type { RawOptions } from "./options";
import { type FindPicture, fileNamed, findNone } from "./pictures";
import { type ReadContext, type ReadResult, readDocument } from "./read-document";
import type { UploadIssue } from "./warnings";
import { type Allowance, entriesOf, readEntry, type SkipReason, skipReason, type ZipEntry } from "./zip";

/** All that an archive may be when inflated, and one file of it, in bytes. */
const INFLATED_BYTES = 60 * 1024 * 1024;
const FILE_BYTES = 20 * 1024 * 1024;

/** A document that is read when its turn comes, so that only one is in memory. */
export interface PendingDocument {
  readonly file: string;
  readonly read: () => Promise<ReadResult>;
}

export interface Received {
  readonly documents: readonly PendingDocument[];
  /** Names of pictures that no document has shown so far. */
  readonly unused: () => string[];
  /** Files that are not looked into. */
  readonly skipped: readonly { readonly file: string; readonly code: SkipReason }[];
}

type Shared = Omit<ReadContext, "find">;

/** The files of a body: those of a form with its fields, or the body itself. @param contentType empty for none. */
export function filesIn(
  bytes: Uint8Array,
  contentType: string,
): { readonly fields: RawOptions; readonly files: readonly [UploadedFile, ...UploadedFile[]] } {
  if (!isForm(contentType)) return { fields: {}, files: [{ name: null, bytes, type: mimeOf(contentType) }] };
  const { fields, files } = readForm(bytes, contentType);
  const [first, ...others] = files.map(({ field, filename, type, bytes }) => ({
    ...{ name: filename || field, bytes, type: mimeOf(type ?? "") },
  }));
  if (first === undefined) throw new Error("a form without a file was read");
  return { fields, files: [first, ...others] };
}

const mimeOf = (contentType: string) => contentType.split(";")[0]?.trim().toLowerCase() || null;

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)$/i;

/** A document alone, or those of a form with the pictures beside them. */
export function documentsInForm(files: readonly UploadedFile[], context: Shared): Received {
  const named = files.map((file, place) => ({
    ...file,
    name: file.name ?? (place === 0 ? "" : String(place)),
  }));
  const isPicture = (file: UploadedFile) =>
    files.length > 1 && (PICTURE.test(file.name ?? "") || /^image\//.test(file.type ?? ""));
  const pictures = new Map<string, Uint8Array>();
  for (const { name, bytes } of named.filter(isPicture)) {
    throwIssues(isOther(pictures.get(name), bytes) ? [doubledPicture(name)] : []);
    pictures.set(name, bytes);
  }
  const { finder, unused } = findersIn([...pictures.keys()], async name => pictures.get(name) ?? null);
  const documents = named
    .filter(file => !isPicture(file))
    .map(file => ({
      file: file.name,
      read: () => readDocument({ ...file, name: file.name || null }, { ...context, find: finder(file.name) }),
    }));
  return { documents, unused, skipped: [] };
}

const isOther = (one: Uint8Array | undefined, other: Uint8Array) =>
  one !== undefined && (one.length !== other.length || one.some((byte, place) => byte !== other[place]));

function doubledPicture(name: string): UploadIssue {
  const message = `Two pictures are called '${name.slice(0, 80)}'. Give each a name of its own.`;
  return { code: "doubled-name", field: "body", message };
}

/** Each file is inflated when its turn comes. Of several files of one name only the first is read. */
export function documentsInArchive(bytes: Uint8Array, context: Shared): Received {
  const allowance: Allowance = { left: INFLATED_BYTES };
  const named = new Map<string, ZipEntry>();
  const listed: { readonly file: string; readonly issues: readonly Issue[] }[] = [];
  const skipped: Received["skipped"][number][] = [];
  for (const entry of entriesOf(bytes, declaredNamesEncoding({ ...context.form, ...context.query }))) {
    const { name: file } = entry;
    const reason = skipReason(file);
    if (reason !== null) {
      if (reason !== "clutter") skipped.push({ file, code: reason });
      continue;
    }
    const issues = nameIssues(entry, named);
    if (issues.length === 0) named.set(file, entry);
    if (issues.length > 0 || !PICTURE.test(file)) listed.push({ file, issues });
  }
  const open = async (name: string, isAgain = false) => {
    const entry = named.get(name);
    const from = isAgain ? { left: FILE_BYTES } : allowance;
    return entry === undefined ? null : await readEntry(bytes, entry, FILE_BYTES, from);
  };
  const pictures = [...named.keys()].filter(name => PICTURE.test(name));
  const { finder, unused } = findersIn(pictures, open);
  const documents = listed.map(({ file, issues }) => ({
    file,
    read: async () => {
      throwIssues(issues);
      const document = { name: file, bytes: (await open(file)) ?? new Uint8Array(), type: null };
      return await readDocument(document, { ...context, find: finder(file) });
    },
  }));
  return { documents, unused, skipped };
}

function nameIssues({ name, isNameUnknown }: ZipEntry, named: ReadonlyMap<string, ZipEntry>): UploadIssue[] {
  if (isNameUnknown) return [{ code: "unreadable-name", field: "body", message: UNREADABLE_NAME }];
  if (!named.has(name)) return [];
  const message =
    "The archive has another file of this name, which was read. Give this one a name of its own.";
  return [{ code: "doubled-name", field: "body", message }];
}

const UNREADABLE_NAME =
  "Its name is not UTF-8. If the names in the archive are in windows-1256, add names_encoding=windows-1256, or encoding=windows-1256 if its texts are in it too; else make the archive with a program that writes names in UTF-8.";

function findersIn(
  paths: readonly string[],
  open: (path: string, isAgain?: boolean) => Promise<Uint8Array | null>,
) {
  const shown = new Set<string>();
  const finder =
    (from: string): FindPicture =>
    async (name, isAgain) => {
      const path = fileNamed(paths, from, name);
      if (path === null) return await findNone(name);
      shown.add(path);
      return await open(path, isAgain);
    };
  return { finder, unused: () => paths.filter(path => !shown.has(path)) };
}
