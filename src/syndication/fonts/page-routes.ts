/** The door to the web font, for a newsroom that has chosen one. */
import vazirmatn from "@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2";
import { PLAIN_HEADERS } from "../../http/respond";
import { createRouter } from "../../http/routes";
import { FONT_PATH } from "../../view/styles/base";

/** The address names the version of the file, so that it may be kept for ever, in seconds. */
const FOR_EVER = 31_536_000;

export const fontRoutes = createRouter();
fontRoutes.get(FONT_PATH, function readFont() {
  const headers = {
    ...PLAIN_HEADERS,
    "Content-Type": "font/woff2",
    "Cache-Control": `public, max-age=${FOR_EVER}, immutable, stale-if-error=0`,
  };
  return new Response(vazirmatn, { headers });
});
