/** A name inside a sentence or a row of names. */

import { isOfOneDirection } from "../text/bidi";
import { directionOf, type Lang } from "../text/languages";

/** Isolated where its letters run the other way, or where its ends could be taken for its neighbours'. */
export function Isolated({ lang, children: name }: { lang: Lang; children: string }) {
  // biome-ignore lint/complexity/noUselessFragments: a component is an element, and plain text is none.
  return isOfOneDirection(name, directionOf(lang)) ? <>{name}</> : <bdi>{name}</bdi>;
}
