/** Pictures that come with a document: found by the name that it calls them, and kept by whoever keeps pictures. */
import type { Note } from "../articles/writing/draft";
import type { Runtime } from "../env";
import { foreseePicture, keepPicture } from "../media/keep";
import { httpProblem, type Problem } from "../problem";
import { type KeptPicture, picturesIn } from "../text/html/sanitise";

/** Keeps a picture, or says why not. @param bytes whatever was sent: judged by its structure before anything else. */
export type KeepPicture = (
  bytes: Uint8Array,
  name: string,
) => Promise<(KeptPicture & { readonly warnings: readonly Note[] }) | { readonly refused: Problem }>;

/** The room for media keeps them. A dry run only says where they would stand. */
export function keeping(runtime: Runtime, tokenId: string | null, isDryRun: boolean): KeepPicture {
  return async (bytes, name) =>
    isDryRun ? await foreseePicture(bytes) : await keepPicture(runtime, bytes, name, tokenId);
}

/** The bytes of what a document calls by a name; null if nothing of that name came with it. */
export type FindPicture = (name: string) => Promise<Uint8Array | null>;

export const findNone: FindPicture = async () => null;

/** The paths under which the site serves pictures that it keeps: a document may name one. */
const KEPT = /^\/media\/[\w./-]{1,200}$/;

/** So many pictures of one document are kept. */
const MOST_PICTURES = 100;

/**
 * Where each picture of a document is kept, for the sanitiser to ask; and what its editor should know of them.
 * @param html not yet sanitised.
 */
export async function keptPictures(
  html: string,
  find: FindPicture,
  keep: KeepPicture,
): Promise<{ readonly picture: (src: string) => KeptPicture | null; readonly notes: readonly Note[] }> {
  const kept = new Map<string, KeptPicture>();
  const notes: Note[] = [];
  const names = /<img/i.test(html) ? picturesIn(html).slice(0, MOST_PICTURES) : [];
  for (const name of names) {
    if (KEPT.test(name)) {
      kept.set(name, { src: name, width: null, height: null });
      continue;
    }
    const bytes = bytesInside(name) ?? (await find(name));
    if (bytes === null) continue;
    const picture = await keep(bytes, shortName(name));
    const told = "refused" in picture ? [refusedNote(picture.refused)] : picture.warnings;
    notes.push(...told.map(({ code, message }) => ({ code, message: `${shortName(name)}: ${message}` })));
    if (!("refused" in picture)) kept.set(name, picture);
  }
  return { picture: src => kept.get(src) ?? null, notes };
}

function refusedNote(problem: Problem): Note {
  return { code: "picture-refused", message: httpProblem(problem).detail };
}

/** As people name it. */
function shortName(name: string): string {
  if (name.startsWith("data:")) return "a picture inside the text";
  return (decodedPath(name).split(/[\\/]/).at(-1) ?? "").slice(0, 80);
}

/** A picture that stands in the text itself, as programs paste it. @see RFC 2397 */
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
