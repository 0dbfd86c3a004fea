/** A problem in the form that the client can read: a page in the reader's language, or problem+json. */

import { httpProblem, type Problem } from "../http/problem";
import { problemResponse } from "../http/problem-response";
import { PRIVATE } from "../http/respond";
import { chooseLanguage, isLang, LANGS, type Lang } from "../text/languages";
import { htmlDocument } from "./document";
import { ErrorPage } from "./error-page";

interface Document {
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** @param lost the page of an address where nothing is, if there is a better one than this can make. */
export async function problemPage(
  request: Request,
  problem: Problem,
  lost: (lang: Lang) => Promise<Document> = plainLost,
): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { status, headers } = httpProblem(problem);
  const isForPrograms = pathname.startsWith("/api") || /\.\w+$/.test(pathname);
  if (isForPrograms || !hasPage(status)) return problemResponse(problem);
  const lang = languageOf(pathname, request.headers.get("Accept-Language") ?? "");
  const document =
    status === 404 ? await lost(lang).catch(() => plainLost(lang)) : await plainPage(lang, status);
  return new Response(document.body, {
    status,
    headers: { ...document.headers, "Cache-Control": PRIVATE, ...headers },
  });
}

const PAGES = [400, 404, 405, 410, 500, 503] as const;
type Paged = (typeof PAGES)[number];

function hasPage(status: number): status is Paged {
  return PAGES.some(one => one === status);
}

const plainLost = (lang: Lang) => plainPage(lang, 404);

/** A page that needs nothing but the language: also while D1 is down. */
async function plainPage(lang: Lang, status: Paged): Promise<Document> {
  const document = await htmlDocument(lang, <ErrorPage lang={lang} settings={null} status={status} />);
  return { body: document.body, headers: Object.fromEntries(document.headers) };
}

/** The address's language; where it has none, the reader's, since no cache keeps a refusal. */
function languageOf(pathname: string, acceptLanguage: string): Lang {
  const first = pathname.split("/")[1] ?? "";
  return isLang(first) ? first : chooseLanguage(acceptLanguage, LANGS);
}
