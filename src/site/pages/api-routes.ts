/** The standing pages' doors for programs. */
import { holderOf, requireScope } from "../../auth/gate";
import { runQueries } from "../../db/client";
import { type App, type AppContext, door } from "../../http/door";
import { requirePrecondition } from "../../http/if-match";
import { ProblemError } from "../../http/problem";
import { readJson } from "../../http/read-body";
import { json } from "../../http/respond";
import { standingPath } from "../../settings/contents";
import { currentSettings } from "../../settings/queries";
import { changeStandingPage, createStandingPage, type Kept, removeStandingPage } from "./keep";
import { standingPageById } from "./queries";
import { rewrittenPageShape, type StandingPage, standingPageShape } from "./standing-page";

export function openStandingPagesApi(app: App): void {
  const gate = requireScope("settings:write");
  door(app, "/api/pages", { GET: [listPages], POST: [gate, create] });
  door(app, "/api/pages/:id{[1-9][0-9]{0,14}}", {
    GET: [read],
    PUT: [gate, change],
    DELETE: [gate, remove],
  });
}

async function listPages(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [settings] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  const pages = settings.contents.pages.map(page => {
    const { id, groupId, lang, slug, name } = page;
    return { id, group: groupId, lang, slug, title: name, url: origin + standingPath(page) };
  });
  return json({ pages }, 200);
}

async function read(c: AppContext): Promise<Response> {
  const { db, waits, origin } = c.env.runtime;
  const [found] = await runQueries(db, [standingPageById(db, idOf(c))], waits.d1Ms);
  if (found === null) throw new ProblemError({ code: "not-found" });
  return json(publicStandingPage(found, origin), 200, etagOf(found));
}

async function create(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const sent = await readJson(c.req.raw, standingPageShape);
  const made = await createStandingPage(runtime, sent, holderOf(c).tokenId);
  return written(made, runtime.origin, 201);
}

async function change(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const precondition = requirePrecondition(c);
  const sent = await readJson(c.req.raw, rewrittenPageShape);
  const kept = await changeStandingPage(runtime, idOf(c), sent, precondition, holderOf(c).tokenId);
  return written(kept, runtime.origin, 200);
}

async function remove(c: AppContext): Promise<Response> {
  const { runtime } = c.env;
  const precondition = requirePrecondition(c);
  const { page, edition } = await removeStandingPage(runtime, idOf(c), precondition, holderOf(c).tokenId);
  return json({ ...publicStandingPage(page, runtime.origin), edition }, 200);
}

const etagOf = ({ revision }: StandingPage) => ({ ETag: `"r${revision}"` });
const idOf = (c: AppContext) => Number(c.req.param("id"));

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
