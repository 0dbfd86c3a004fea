/** The name of a translation group: of an article, a section, a page or an author in all its languages. */
import type { Runtime } from "../../env";

/** 48 random bits. */
export function newGroup({ random }: Pick<Runtime, "random">): number {
  return random(6).reduce((number, byte) => number * 256 + byte, 0);
}
