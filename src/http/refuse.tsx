/** A refusal in the form that whoever asked can read: a page in the reader's language, or problem+json. */

import { httpProblem, type Problem } from "../problem";
import { chooseLanguage } from "../text/choose-language";
import { isLang, LANGS, type Lang } from "../text/languages";
import { htmlDocument } from "../view/document";
import { ErrorPage } from "../view/error-page";
import { PRIVATE, problemResponse } from "./respond";

export async function refuse(request: Request, problem: Problem): Promise<Response> {
  const { pathname } = new URL(request.url);
  const { status, headers } = httpProblem(problem);
  const isForPrograms =
    pathname.startsWith("/api") || /\.(json|md|xml|txt|svg|ico|png|webmanifest)$/.test(pathname);
  if (isForPrograms || !hasPage(status)) return problemResponse(problem);
  const lang = languageOf(pathname, request.headers.get("Accept-Language") ?? "");
  const document = await htmlDocument(lang, <ErrorPage lang={lang} settings={null} status={status} />);
  return new Response(document.body, {
    status,
    headers: { ...Object.fromEntries(document.headers), "Cache-Control": PRIVATE, ...headers },
  });
}

const PAGES = [400, 404, 405, 410, 500, 503] as const;

function hasPage(status: number): status is (typeof PAGES)[number] {
  return PAGES.some(one => one === status);
}

/** The address's language; where it has none, the reader's, since no cache keeps a refusal. */
function languageOf(pathname: string, acceptLanguage: string): Lang {
  const first = pathname.split("/")[1] ?? "";
  return isLang(first) ? first : chooseLanguage(acceptLanguage, LANGS);
}
