/** Text that programs read, as a page of the cache. */
import type { Composed } from "../cache/rendering";
import type { Lang } from "../text/languages";
import { PLAIN_HEADERS } from "./respond";

export interface Text {
  /** A media type, without the charset. */
  readonly type: string;
  /** Null for what is in no language, or in all of them. */
  readonly lang: Lang | null;
  readonly text: string;
}

/** Its bytes and headers. Any site's script may read it: it is what readers see anyway. */
export function encoded({ type, lang, text }: Text): Pick<Composed, "headers" | "body"> {
  const headers = {
    ...PLAIN_HEADERS,
    "Content-Type": `${type}; charset=utf-8`,
    "Content-Language": lang ?? "",
  };
  return {
    headers: Object.entries(headers).filter(([name, value]) => name !== "Cache-Control" && value !== ""),
    body: new TextEncoder().encode(text),
  };
}
