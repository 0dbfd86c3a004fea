/** Changes to a file whose places must not move: what stands somewhere is replaced by as many other bytes. Pure. */
import type { FileBytes } from "./walk";

interface Patch {
  readonly at: number;
  readonly bytes: Uint8Array;
  readonly order: number;
}

export class Patches {
  readonly #patches: Patch[] = [];

  put(at: number, bytes: Uint8Array): void {
    if (bytes.length > 0) this.#patches.push({ at, bytes, order: this.#patches.length });
  }

  blank(from: number, to: number, filler = 0): void {
    if (to > from) this.put(from, new Uint8Array(to - from).fill(filler));
  }

  /** The file with the patches in it; of two that overlap, the later one holds. @throws ProblemError for one beyond its end. */
  pieces(file: FileBytes): Uint8Array[] {
    const pieces: Uint8Array[] = [];
    let done = 0;
    for (const { from, to, patches } of this.#stretches()) {
      file.need(from, to - from);
      if (from > done) pieces.push(file.slice(done, from));
      const copy = file.slice(from, to).slice();
      for (const { at, bytes } of patches.toSorted((one, other) => one.order - other.order))
        copy.set(bytes, at - from);
      pieces.push(copy);
      done = to;
    }
    if (done < file.length) pieces.push(file.slice(done, file.length));
    return pieces;
  }

  /** Where anything changes: in order, apart from each other. */
  #stretches(): { from: number; to: number; patches: Patch[] }[] {
    const stretches: { from: number; to: number; patches: Patch[] }[] = [];
    for (const patch of this.#patches.toSorted((one, other) => one.at - other.at)) {
      const last = stretches.at(-1);
      const end = patch.at + patch.bytes.length;
      if (last !== undefined && patch.at <= last.to) {
        last.to = Math.max(last.to, end);
        last.patches.push(patch);
      } else stretches.push({ from: patch.at, to: end, patches: [patch] });
    }
    return stretches;
  }
}
