/** The number of a translation group: of an article, a section, a page or an author in all its languages. */

/** 48 random bits. */
export function newGroup({ random }: { readonly random: (bytes: number) => Uint8Array }): number {
  return random(6).reduce((number, byte) => number * 256 + byte, 0);
}
