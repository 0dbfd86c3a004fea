/** The documents among the files that came, each with a way to the pictures that came beside it. */
import { type Allowance, type Entry, entriesOf, inflated } from "./archive";
import type { Document } from "./content";
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
}
type Shared = Omit<Beside, "find">;

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg|tiff?|bmp|heic)$/i;
/** What programs put into archives for themselves. */
const CLUTTER = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;

/** A document alone, or those of a form with the pictures beside them. */
export function documentsInForm(files: readonly Document[], beside: Shared): Came {
  const named = files.map((file, place) => ({
    ...file,
    name: file.name ?? (place === 0 ? "" : String(place)),
  }));
  const isPicture = (file: Document) =>
    files.length > 1 && (PICTURE.test(file.name ?? "") || /^image\//.test(file.type ?? ""));
  const pictures = new Map(named.filter(isPicture).map(file => [file.name, file.bytes]));
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
  return { documents, unused };
}

/** Each file is inflated when its turn comes. */
export function documentsInArchive(bytes: Uint8Array, beside: Shared): Came {
  const allowance: Allowance = { left: INFLATED_BYTES };
  const entries = new Map<string, Entry>();
  for (const entry of entriesOf(bytes)) if (!CLUTTER.test(entry.name)) entries.set(entry.name, entry);
  const open = (name: string) => {
    const entry = entries.get(name);
    return entry === undefined ? null : inflated(bytes, entry, FILE_BYTES, allowance);
  };
  const names = [...entries.keys()];
  const { finder, unused } = findersIn(
    names.filter(name => PICTURE.test(name)),
    open,
  );
  const documents = names
    .filter(name => !PICTURE.test(name))
    .map(name => ({
      file: name,
      read: async () =>
        await readDocument(
          { name, bytes: open(name) ?? new Uint8Array(), type: null },
          { ...beside, find: finder(name) },
        ),
    }));
  return { documents, unused };
}

function findersIn(paths: readonly string[], open: (path: string) => Uint8Array | null) {
  const asked = new Set<string>();
  const finder =
    (from: string): FindPicture =>
    async name => {
      const path = fileNamed(paths, from, name);
      if (path === null) return await findNone(name);
      asked.add(path);
      return open(path);
    };
  return { finder, unused: () => paths.filter(path => !asked.has(path)) };
}
