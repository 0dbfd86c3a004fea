/** HTML that goes into a page as it is. */
import { raw } from "hono/html";
import { withReachableScrollers } from "../text/html/plain-text";

/** @param html as `writeHtml` of `text/html/sanitise.ts` wrote it, and nothing else. */
export function sanitised(html: string) {
  return raw(withReachableScrollers(html));
}
