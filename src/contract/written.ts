/** The contract as it lies in the repository and is sent: for programs, and for people. `npm run contract` asks for it. */
import { openApiDocument } from "./document";
import { readDocument } from "./reading";
import { ReferencePage } from "./reference-page";

/** Stands for the site's own origin until that is known. */
const ORIGIN = "https://news.example";

/** @returns what `openapi.json.txt` and `reference.html` hold. */
export async function written() {
  const json = `${JSON.stringify(openApiDocument(ORIGIN), null, 1)}\n`;
  const page = ReferencePage({ document: readDocument(JSON.parse(json)) });
  // A line for each of its parts, so that a change of one shows as that.
  const html = `<!doctype html>${await page}`.replaceAll("</section>", "</section>\n");
  return { json, html: `${html}\n` };
}
