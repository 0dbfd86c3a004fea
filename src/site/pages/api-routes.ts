/** The standing pages' doors for programs. */
import * as z from "zod";
import { holderOf, operation } from "../../auth/scopes";
import { runQueries } from "../../db/client";
import { requirePrecondition } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { told } from "../../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../../http/routes";
import { standingPath } from "../../settings/contents";
import { currentSettings } from "../../settings/queries";
import { changeStandingPage, createStandingPage, type Kept, removeStandingPage } from "./keep";
import { standingPageById } from "./queries";
import { rewrittenPageShape, type StandingPage, standingPageShape } from "./standing-page";

const mayChange = { oneOf: ["settings:write"] } as const;

const toldEntry = z
  .strictObject({
    id: told.id,
    group: z.int().meta({ description: "Translations of one page share it." }),
    lang: told.lang,
    slug: z.string(),
    title: z.string(),
    url: told.url,
  })
  .meta({ id: "StandingPageEntry" });

const toldPage = toldEntry
  .extend({
    body_text: z.string(),
    position: z.int(),
    formerly: z
      .array(z.string())
      .meta({ description: "The addresses that it had, as they are compared: they redirect to it." }),
    revised_at: told.instant,
  })
  .meta({ id: "StandingPage", description: "A page that stands outside time: about, contact." });
const changedResponse = toldPage.extend({ edition: told.edition });

const about = { lang: "ar", title: "عن الموقع", body: "موقعٌ إخباريّ مستقلّ.\nيُحرّره صحافيّون من البلدة." };

export const standingPageRoutes = createRouter();

standingPageRoutes.get(
  "/api/pages",
  operation({
    id: "listPages",
    summary: "The standing pages of all languages, in order",
    access: "everybody",
    answers: { 200: { says: "All of them.", json: z.strictObject({ pages: z.array(toldEntry) }) } },
    example: {},
  }),
  listPages,
);

standingPageRoutes.post(
  "/api/pages",
  operation({
    id: "createPage",
    summary: "A new page",
    access: mayChange,
    body: { json: standingPageShape },
    answers: { 201: { says: "It is there.", json: changedResponse } },
    refusals: ["page-taken", "translation-exists"],
    example: { json: about },
  }),
  create,
);

standingPageRoutes.get(
  `/api/pages/${ID}`,
  operation({
    id: "readPage",
    summary: "One of them",
    access: "everybody",
    answers: { 200: { says: "The page.", json: toldPage } },
    example: { path: { id: 1 } },
  }),
  read,
);

standingPageRoutes.put(
  `/api/pages/${ID}`,
  operation({
    id: "changePage",
    summary: "The whole of it",
    description: "Its language stays; another `slug` redirects the old one for ever.",
    access: mayChange,
    ifMatch: "needed",
    body: { json: rewrittenPageShape },
    answers: { 200: { says: "As it is now.", json: changedResponse } },
    refusals: ["page-taken", "translation-exists"],
    example: { path: { id: 1 }, json: { ...about, position: 1 } },
  }),
  change,
);

standingPageRoutes.delete(
  `/api/pages/${ID}`,
  operation({
    id: "removePage",
    summary: "Removes it",
    access: mayChange,
    ifMatch: "needed",
    answers: { 200: { says: "As it was.", json: changedResponse } },
    example: { path: { id: 1 } },
  }),
  remove,
);

async function listPages(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const pages = settings.contents.pages.map(page => {
    const { id, groupId, lang, slug, name } = page;
    return { id, group: groupId, lang, slug, title: name, url: origin + standingPath(page) };
  });
  return json({ pages }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.var.runtime;
  const [found] = await runQueries(db, [standingPageById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(publicStandingPage(found, origin), 200, etagOf(found));
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const sent = await readJson(c.req.raw, standingPageShape);
  const made = await createStandingPage(runtime, sent, holderOf(c).tokenId);
  return written(made, runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const precondition = requirePrecondition(c);
  const sent = await readJson(c.req.raw, rewrittenPageShape);
  const kept = await changeStandingPage(runtime, idOf(c), sent, precondition, holderOf(c).tokenId);
  return written(kept, runtime.origin, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { runtime } = c.var;
  const precondition = requirePrecondition(c);
  const { page, edition } = await removeStandingPage(runtime, idOf(c), precondition, holderOf(c).tokenId);
  return json({ ...publicStandingPage(page, runtime.origin), edition }, 200);
}

const etagOf = ({ revision }: StandingPage) => ({ ETag: `"r${revision}"` });
function written({ page, edition }: Kept, origin: string, status: number): Response {
  return json({ ...publicStandingPage(page, origin), edition }, status, etagOf(page));
}

/** A standing page as programs are told of it. */
export function publicStandingPage(page: StandingPage, origin: string) {
  return {
    id: page.id,
    group: page.groupId,
    lang: page.lang,
    title: page.title,
    slug: page.slug,
    url: origin + standingPath(page),
    body_text: page.body.split("\n").join("\n\n"),
    position: page.position,
    formerly: page.formerly,
    revised_at: new Date(page.revisedAt).toISOString(),
  };
}
