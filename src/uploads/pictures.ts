/** Pictures that come with a document: found by the name that it calls them, and kept by whoever keeps pictures. */
import type { Runtime } from "../env";
import { type KeptPicture, picturesIn } from "../text/sanitise";

/**
 * Keeps a picture and says where it stands; null if it is not kept. A dry run only says where it would.
 * @param bytes whatever was sent: to be judged by its structure before anything else.
 */
export type KeepPicture = (
  runtime: Runtime,
  bytes: Uint8Array,
  name: string,
  isDryRun: boolean,
) => Promise<KeptPicture | null>;

/** Until there is a room for pictures none is kept: each leaves its description, its caption and a warning. */
export const keepNone: KeepPicture = async () => null;

/** The bytes of what a document calls by a name; null if nothing of that name came with it. */
export type FindPicture = (name: string) => Promise<Uint8Array | null>;

export const findNone: FindPicture = async () => null;

/** The paths under which the site serves pictures that it keeps: a document may name one. */
const KEPT = /^\/media\/[\w./-]{1,200}$/;

/** So many pictures of one document are kept. */
const MOST_PICTURES = 100;

/** Where each picture of a document is kept, for the sanitiser to ask. @param html not yet sanitised. */
export async function keptPictures(
  html: string,
  find: FindPicture,
  keep: (bytes: Uint8Array, name: string) => Promise<KeptPicture | null>,
): Promise<(src: string) => KeptPicture | null> {
  const kept = new Map<string, KeptPicture>();
  const names = /<img/i.test(html) ? picturesIn(html).slice(0, MOST_PICTURES) : [];
  for (const name of names) {
    if (KEPT.test(name)) {
      kept.set(name, { src: name, width: null, height: null });
      continue;
    }
    const bytes = await find(name);
    const picture = bytes === null ? null : await keep(bytes, name);
    if (picture !== null) kept.set(name, picture);
  }
  return src => kept.get(src) ?? null;
}

/**
 * Finds files by a path relative to the document's folder, percent-encoded or not; failing that by their bare name,
 * if only one file has it.
 * @param paths of all files that came. @param from the document's own path.
 */
export function fileNamed(paths: readonly string[], from: string, name: string): string | null {
  const plain = decodedPath(name.split(/[?#]/)[0] ?? "").normalize("NFC");
  if (plain === "" || /^[a-z][a-z0-9+.-]*:/i.test(plain)) return null;
  const path = resolved(from.split("/").slice(0, -1), plain);
  const exact = paths.find(one => one.normalize("NFC") === path);
  if (exact !== undefined) return exact;
  const bare = plain.split(/[\\/]/).at(-1);
  const alike = paths.filter(one => one.normalize("NFC").split("/").at(-1) === bare);
  return alike.length === 1 ? (alike[0] ?? null) : null;
}

function resolved(folder: readonly string[], path: string): string {
  const steps = path.startsWith("/") ? [] : [...folder];
  for (const step of path.split(/[\\/]/)) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return steps.join("/");
}

function decodedPath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
