/** Routes of sections and standing pages. */
import * as z from "zod";
import { holderOf, operation } from "../auth/scopes";
import { runQueries } from "../db/client";
import { preconditionOf, requirePrecondition } from "../http/if-match";
import { readJson } from "../http/read-body";
import { json } from "../http/respond";
import { told } from "../http/responses";
import { type AppContext, createRouter, ID, idOf } from "../http/routes";
import { type Entry, formerlyIn, publicSection, standingPath } from "../settings/contents";
import { currentSettings } from "../settings/queries";
import { toldSection } from "../settings/responses";
import { pageInput, pageReplacement, publicPage, type StandingPage } from "./pages";
import {
  changeSection,
  createPage,
  createSection,
  existing,
  removePage,
  removeSection,
  replacePage,
  type Written,
} from "./resource-commands";
import { pageById, sectionById } from "./resource-queries";
import { type Section, sectionChange, sectionInput } from "./sections";

const settingsWrite = { oneOf: ["settings:write"] } as const;

const formerly = z
  .array(z.string())
  .meta({ description: "The addresses that it had, as they are compared: they redirect to it." });

const sectionResponse = toldSection.extend({ formerly }).meta({ id: "WholeSection" });
const changedSection = sectionResponse.extend({ edition: told.edition });

export const sectionRoutes = createRouter();

sectionRoutes.get(
  "/api/sections",
  operation({
    id: "listSections",
    summary: "The sections of all languages, in order",
    access: "everybody",
    answers: {
      200: { says: "All of them.", json: z.strictObject({ sections: z.array(sectionResponse) }) },
    },
    example: {},
  }),
  async c => {
    const { origin } = c.var.runtime;
    const contents = await contentsNow(c);
    const sections = contents.sections.map(section =>
      publicWithFormer({ ...section, formerly: formerlyIn(contents, section.id) }, origin),
    );
    return json({ sections }, 200);
  },
);

sectionRoutes.post(
  "/api/sections",
  operation({
    id: "createSection",
    summary: "A new section",
    access: settingsWrite,
    body: { json: sectionInput },
    answers: { 201: { says: "It is there.", json: changedSection } },
    refusals: ["section-taken", "translation-exists"],
    example: { json: { lang: "ar", name: "ثقافة", position: 2 } },
  }),
  async c => {
    const input = await readJson(c.req.raw, sectionInput);
    const { runtime } = c.var;
    return changed(c, await createSection(runtime, input, holderOf(c).tokenId), publicWithFormer, 201);
  },
);

sectionRoutes.get(
  `/api/sections/${ID}`,
  operation({
    id: "readSection",
    summary: "One of them",
    access: "everybody",
    answers: { 200: { says: "The section.", json: sectionResponse } },
    example: { path: { id: 1 } },
  }),
  async c => {
    const { runtime } = c.var;
    const section = await existing(runtime, sectionById(runtime.db, idOf(c)));
    return json(publicWithFormer(section, runtime.origin), 200, etagOf(section));
  },
);

sectionRoutes.patch(
  `/api/sections/${ID}`,
  operation({
    id: "changeSection",
    summary: "Its name, its place or its address",
    description: "The address that it had redirects for ever.",
    access: settingsWrite,
    ifMatch: "heeded",
    body: { json: sectionChange },
    answers: { 200: { says: "As it is now.", json: changedSection } },
    refusals: ["section-taken"],
    example: { path: { id: 1 }, json: { position: 1 } },
  }),
  async c => {
    const input = await readJson(c.req.raw, sectionChange);
    const { tokenId } = holderOf(c);
    const written = await changeSection(c.var.runtime, idOf(c), input, preconditionOf(c), tokenId);
    return changed(c, written, publicWithFormer);
  },
);

sectionRoutes.delete(
  `/api/sections/${ID}`,
  operation({
    id: "removeSection",
    summary: "Removes it",
    description: "Not while any article is filed under it, be it in the trash.",
    access: settingsWrite,
    ifMatch: "heeded",
    answers: { 200: { says: "As it was.", json: changedSection } },
    refusals: ["section-in-use"],
    example: { path: { id: 1 } },
  }),
  async c => {
    const written = await removeSection(c.var.runtime, idOf(c), preconditionOf(c), holderOf(c).tokenId);
    return removed(c, written, publicWithFormer);
  },
);

const pageEntry = z
  .strictObject({
    id: told.id,
    group: z.int().meta({ description: "Translations of one page share it." }),
    lang: told.lang,
    slug: z.string(),
    title: z.string(),
    url: told.url,
  })
  .meta({ id: "StandingPageEntry" });

const pageResponse = pageEntry
  .extend({ body_text: z.string(), position: z.int(), formerly, revised_at: told.instant })
  .meta({ id: "StandingPage", description: "A page that stands outside time: about, contact." });
const changedPage = pageResponse.extend({ edition: told.edition });

const about = { lang: "ar", title: "عن الموقع", body: "موقعٌ إخباريّ مستقلّ.\nيُحرّره صحافيّون من البلدة." };

export const standingPageRoutes = createRouter();

standingPageRoutes.get(
  "/api/pages",
  operation({
    id: "listPages",
    summary: "The standing pages of all languages, in order",
    access: "everybody",
    answers: { 200: { says: "All of them.", json: z.strictObject({ pages: z.array(pageEntry) }) } },
    example: {},
  }),
  async c => {
    const { pages } = await contentsNow(c);
    const listed = pages.map(page => {
      const { id, groupId, lang, slug, name } = page;
      return { id, group: groupId, lang, slug, title: name, url: c.var.runtime.origin + standingPath(page) };
    });
    return json({ pages: listed }, 200);
  },
);

standingPageRoutes.post(
  "/api/pages",
  operation({
    id: "createPage",
    summary: "A new page",
    access: settingsWrite,
    body: { json: pageInput },
    answers: { 201: { says: "It is there.", json: changedPage } },
    refusals: ["page-taken", "translation-exists"],
    example: { json: about },
  }),
  async c => {
    const input = await readJson(c.req.raw, pageInput);
    return changed(c, await createPage(c.var.runtime, input, holderOf(c).tokenId), publicPage, 201);
  },
);

standingPageRoutes.get(
  `/api/pages/${ID}`,
  operation({
    id: "readPage",
    summary: "One of them",
    access: "everybody",
    answers: { 200: { says: "The page.", json: pageResponse } },
    example: { path: { id: 1 } },
  }),
  async c => {
    const { runtime } = c.var;
    const page = await existing(runtime, pageById(runtime.db, idOf(c)));
    return json(publicPage(page, runtime.origin), 200, etagOf(page));
  },
);

standingPageRoutes.put(
  `/api/pages/${ID}`,
  operation({
    id: "changePage",
    summary: "The whole of it",
    description: "Its language stays; another `slug` redirects the old one for ever.",
    access: settingsWrite,
    ifMatch: "needed",
    body: { json: pageReplacement },
    answers: { 200: { says: "As it is now.", json: changedPage } },
    refusals: ["page-taken", "translation-exists"],
    example: { path: { id: 1 }, json: { ...about, position: 1 } },
  }),
  async c => {
    const input = await readJson(c.req.raw, pageReplacement);
    const { tokenId } = holderOf(c);
    const written = await replacePage(c.var.runtime, idOf(c), input, requirePrecondition(c), tokenId);
    return changed(c, written, publicPage);
  },
);

standingPageRoutes.delete(
  `/api/pages/${ID}`,
  operation({
    id: "removePage",
    summary: "Removes it",
    access: settingsWrite,
    ifMatch: "needed",
    answers: { 200: { says: "As it was.", json: changedPage } },
    example: { path: { id: 1 } },
  }),
  async c => {
    const written = await removePage(c.var.runtime, idOf(c), requirePrecondition(c), holderOf(c).tokenId);
    return removed(c, written, publicPage);
  },
);

async function contentsNow(c: AppContext) {
  const { db, waits } = c.var.runtime;
  const [{ contents }] = await runQueries(db, [currentSettings(db)], waits.d1Ms);
  return contents;
}

/** A section with the keys of the addresses that it had. */
const publicWithFormer = (section: Entry & Pick<Section, "formerly">, origin: string) => ({
  ...publicSection(section, origin),
  formerly: section.formerly,
});

const etagOf = ({ revision }: Section | StandingPage) => ({ ETag: `"r${revision}"` });

/** A resource after a change, with its ETag and the edition of the change. */
function changed<R extends Section | StandingPage>(
  c: AppContext,
  { resource, edition }: Written<R>,
  publicOf: (resource: R, origin: string) => object,
  status = 200,
): Response {
  return json({ ...publicOf(resource, c.var.runtime.origin), edition }, status, etagOf(resource));
}

/** A resource as it was before its removal. */
function removed<R>(
  c: AppContext,
  { resource, edition }: Written<R>,
  publicOf: (resource: R, origin: string) => object,
): Response {
  return json({ ...publicOf(resource, c.var.runtime.origin), edition }, 200);
}
