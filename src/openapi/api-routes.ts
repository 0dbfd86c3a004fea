/** The contract's doors: the document for programs, and the same for people. Both are made by `npm run contract`, before each bundle. */
import document from "../../generated/openapi.json.txt";
import page from "../../generated/reference.html";
import { type App, type AppContext, door } from "../http/door";
import { CONSTANT, constant } from "../http/respond";
import type { Runtime } from "../runtime";
import { documentHeaders } from "../view/document";

/** Where the site stands, in what was written beforehand. */
const WRITTEN_FOR = "https://news.example";

export function openContract(app: App): void {
  door(app, "/api/openapi.json", { GET: [readContract] });
  door(app, "/api/docs", { GET: [readReference] });
}

function readContract(c: AppContext): Response {
  return constant("application/json; charset=utf-8", at(c.env.runtime, document));
}

async function readReference(c: AppContext): Promise<Response> {
  const html = at(c.env.runtime, page);
  const headers = { ...Object.fromEntries(await documentHeaders("en", html)), "Cache-Control": CONSTANT };
  return new Response(html, { headers });
}

const at = ({ origin }: Runtime, written: string) => written.replaceAll(WRITTEN_FOR, origin);
