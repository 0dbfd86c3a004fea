/** Pictures of a document: found by the name that it gives them, checked, and stored once the document is accepted. */
import type { Note } from "../articles/draft";
import { notesOnGone } from "../articles/write/references";
import { keptHere } from "../articles/write/text-input";
import { httpProblem, type Problem } from "../http/problem";
import { checkPicture, storePicture } from "../media/commands";
import type { Runtime } from "../runtime";
import { type KeptPicture, picturesIn } from "../text/html/sanitize";
import type { UploadWarning } from "./warnings";

/** A picture to store. It is read again then, so that only one is in memory. */
export interface Picture {
  readonly name: string;
  readonly read: () => Promise<Uint8Array | null>;
}

/** @throws ProblemError `media-unavailable`, `busy` */
export async function storePictures(
  runtime: Runtime,
  pictures: readonly Picture[],
  tokenId: string | null,
): Promise<void> {
  for (const { name, read } of pictures) {
    const bytes = await read();
    if (bytes !== null) await storePicture(runtime, bytes, name, tokenId);
  }
}

/**
 * The bytes of the picture that a document calls by a name; null if none came with it.
 * @param isAgain whether it was read before: then it does not count against the archive's limit.
 */
export type FindPicture = (name: string, isAgain?: boolean) => Promise<Uint8Array | null>;

export const findNone: FindPicture = async () => null;

/** How many pictures of one document are stored. */
const MOST_PICTURES = 100;

export interface Pictures {
  /** Where each is found, or will be, for the sanitizer. */
  readonly picture: (src: string) => KeptPicture | null;
  readonly warnings: readonly Note[];
  readonly toStore: readonly Picture[];
}

/**
 * Checks the pictures of a document; nothing is written.
 * @param html not yet sanitized. @param countGone how many of some addresses of media lead nowhere.
 */
export async function checkPictures(
  html: string,
  find: FindPicture,
  countGone: (addresses: string) => Promise<number>,
): Promise<Pictures> {
  const found = new Map<string, KeptPicture>();
  const warnings: Note[] = [];
  const toStore: Picture[] = [];
  const names = /<img/i.test(html) ? picturesIn(html).slice(0, MOST_PICTURES) : [];
  for (const name of names) {
    const ownPicture = keptHere(name);
    if (ownPicture !== null) {
      found.set(name, ownPicture);
      continue;
    }
    const bytes = bytesInside(name) ?? (await find(name));
    if (bytes === null) continue;
    const picture = await checkPicture(bytes);
    const ofPicture = "rejection" in picture ? [pictureRefused(picture.rejection)] : picture.warnings;
    warnings.push(
      ...ofPicture.map(({ code, message }) => ({ code, message: `${shortName(name)}: ${message}` })),
    );
    if ("rejection" in picture) continue;
    found.set(name, picture);
    const read = async () => bytesInside(name) ?? (await find(name, true));
    toStore.push({ name: shortName(name), read });
  }
  const gone = await countGone(names.filter(name => keptHere(name) !== null).join(" "));
  return { picture: src => found.get(src) ?? null, warnings: [...warnings, ...notesOnGone(gone)], toStore };
}

function pictureRefused(problem: Problem): UploadWarning {
  return { code: "picture-refused", message: httpProblem(problem).detail };
}

/** As people name it. */
function shortName(name: string): string {
  if (name.startsWith("data:")) return "a picture inside the text";
  return (decodedPath(name).split(/[\\/]/).at(-1) ?? "").slice(0, 80);
}

/** A picture inside the text, as programs paste it. @see RFC 2397 */
function bytesInside(name: string): Uint8Array | null {
  const [, base64] = /^data:image\/[\w.+-]{1,40};base64,([A-Za-z0-9+/=]+)$/.exec(name) ?? [];
  if (base64 === undefined) return null;
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return null;
  }
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
