/** The documents among the files that came, each with a way to the pictures that came beside it. */
import { type Issue, throwIssues } from "../http/problem";
import { type Allowance, type Entry, entriesOf, inflated } from "./archive";
import { type SkipReason, skipped } from "./archive-names";
import { type Document, saidNamesEncoding } from "./content";
import { type FindPicture, fileNamed, findNone } from "./pictures";
import type { Waiting } from "./post";
import { type Beside, readDocument } from "./read-document";

/** All that an archive may be when inflated, and one file of it, in bytes. */
const INFLATED_BYTES = 60 * 1024 * 1024;
const FILE_BYTES = 20 * 1024 * 1024;

/** What came with one request. */
export interface Came {
  readonly documents: readonly Waiting[];
  /** Names of pictures that no document has asked for so far. */
  readonly unused: () => string[];
  /** Files that are not looked into, by name. */
  readonly skipped: readonly { readonly file: string; readonly code: SkipReason }[];
}
type Shared = Omit<Beside, "find">;

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)$/i;

/** A document alone, or those of a form with the pictures beside them. */
export function documentsInForm(files: readonly Document[], beside: Shared): Came {
  const named = files.map((file, place) => ({
    ...file,
    name: file.name ?? (place === 0 ? "" : String(place)),
  }));
  const isPicture = (file: Document) =>
    files.length > 1 && (PICTURE.test(file.name ?? "") || /^image\//.test(file.type ?? ""));
  const pictures = new Map<string, Uint8Array>();
  for (const { name, bytes } of named.filter(isPicture)) {
    throwIssues(isOther(pictures.get(name), bytes) ? [doubledPicture(name)] : []);
    pictures.set(name, bytes);
  }
  const { finder, unused } = findersIn([...pictures.keys()], name => pictures.get(name) ?? null);
  const documents = named
    .filter(file => !isPicture(file))
    .map(file => ({
      file: file.name,
      read: () =>
        readDocument(file.name === "" ? { ...file, name: null } : file, {
          ...beside,
          find: finder(file.name),
        }),
    }));
  return { documents, unused, skipped: [] };
}

const isOther = (one: Uint8Array | undefined, other: Uint8Array) =>
  one !== undefined && (one.length !== other.length || one.some((byte, place) => byte !== other[place]));

function doubledPicture(name: string): Issue {
  const message = `Two pictures are called '${name.slice(0, 80)}'. Give each a name of its own.`;
  return { code: "doubled-name", field: "body", message };
}

/** Each file is inflated when its turn comes. Of several files of one name only the first is what that name means. */
export function documentsInArchive(bytes: Uint8Array, beside: Shared): Came {
  const allowance: Allowance = { left: INFLATED_BYTES };
  const named = new Map<string, Entry>();
  const lines: { readonly file: string; readonly refused: Issue | null }[] = [];
  const left: Came["skipped"][number][] = [];
  for (const entry of entriesOf(bytes, saidNamesEncoding({ ...beside.form, ...beside.query }))) {
    const { name: file } = entry;
    const reason = skipped(file);
    const refused = reason === null ? refusedName(entry, named) : null;
    if (reason === null && refused === null) named.set(file, entry);
    if (reason !== null && reason !== "clutter") left.push({ file, code: reason });
    else if (reason === null && (refused !== null || !PICTURE.test(file))) lines.push({ file, refused });
  }
  const open = (name: string, isAgain = false) => {
    const entry = named.get(name);
    const from = isAgain ? { left: FILE_BYTES } : allowance;
    return entry === undefined ? null : inflated(bytes, entry, FILE_BYTES, from);
  };
  const { finder, unused } = findersIn(
    [...named.keys()].filter(name => PICTURE.test(name)),
    open,
  );
  const documents = lines.map(({ file, refused }) => ({
    file,
    read: async () => {
      throwIssues(refused === null ? [] : [refused]);
      const document = { name: file, bytes: open(file) ?? new Uint8Array(), type: null };
      return await readDocument(document, { ...beside, find: finder(file) });
    },
  }));
  return { documents, unused, skipped: left };
}

function refusedName({ name, isNameUnknown }: Entry, named: ReadonlyMap<string, Entry>): Issue | null {
  if (isNameUnknown) return { code: "unreadable-name", field: "body", message: UNREADABLE_NAME };
  if (!named.has(name)) return null;
  const message =
    "The archive has another file of this name, which was read. Give this one a name of its own.";
  return { code: "doubled-name", field: "body", message };
}

const UNREADABLE_NAME =
  "Its name is not UTF-8. If the names in the archive are in windows-1256, add names_encoding=windows-1256, or encoding=windows-1256 if its texts are in it too; else make the archive with a program that writes names in UTF-8.";

function findersIn(paths: readonly string[], open: (path: string, isAgain?: boolean) => Uint8Array | null) {
  const asked = new Set<string>();
  const finder =
    (from: string): FindPicture =>
    async (name, isAgain) => {
      const path = fileNamed(paths, from, name);
      if (path === null) return await findNone(name);
      asked.add(path);
      return open(path, isAgain);
    };
  return { finder, unused: () => paths.filter(path => !asked.has(path)) };
}
