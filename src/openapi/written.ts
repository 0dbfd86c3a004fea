/** The contract as it is sent: for programs, and for people. `npm run contract` asks for it. */
import type { Group } from "../http/operation";
import { openApiDocument } from "./document";
import { readDocument } from "./reading";
import { ReferencePage } from "./reference-page";

/** Stands for the site's own origin until that is known. */
const ORIGIN = "https://news.example";

/** @returns what `openapi.json.txt` and `reference.html` of `generated/` hold. */
export async function written(groups: readonly Group[]) {
  const json = `${JSON.stringify(openApiDocument(ORIGIN, groups))}\n`;
  const page = ReferencePage({ document: readDocument(JSON.parse(json)) });
  return { json, html: `<!doctype html>${await page}\n` };
}
