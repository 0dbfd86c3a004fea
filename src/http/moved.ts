/** A page that is elsewhere: an older address, or another spelling of one. */
import type { Composed } from "../cache/rendering";
import type { Lang } from "../text/languages";
import { encoded } from "./encoded";

/** @param location percent-encoded. @param status 301 from an address that it had, 308 from one that it never had. */
export function movedTo(
  lang: Lang,
  location: string,
  status: 301 | 308,
  tags: readonly string[],
  until: number | null = null,
): Composed {
  const { headers, body } = encoded({ type: "text/plain", lang, text: "" });
  return { status, headers: [...headers, ["Location", location]], body, tags, articles: [], until };
}
