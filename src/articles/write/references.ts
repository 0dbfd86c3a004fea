/** What a draft names and the site must have: its section, the article that it translates, its media. */
import { runQueries } from "../../db/client";
import { type Issue, ProblemError } from "../../http/problem";
import { countGone } from "../../media/queries";
import type { Runtime } from "../../runtime";
import type { Settings } from "../../settings/settings";
import { sectionNamed } from "../../site/sections";
import type { Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import type { Draft, Note, PlacedDraft } from "../draft";
import { plainFieldsOf } from "../fields";
import { type TranslatedArticle, translatedArticle } from "../queries";

/**
 * The draft with its section's id. Section, tags, byline and end that it leaves out are those of the article. Pure.
 * @param article the one that the draft revises; null for a new one.
 * @throws ProblemError `invalid` when there is no such section.
 */
export function placeDraft(draft: Draft, { contents }: Settings, article: Article | null): PlacedDraft {
  const tags = article?.tags.map(tag => ({ ...tag, key: slugKey(tag.slug) })) ?? [];
  const authors =
    article?.authors.map(author => ({ ...author, key: slugKey(author.slug), isPrinted: true })) ?? [];
  const named = { tags: draft.tags ?? tags, authors: draft.authors ?? authors };
  return { ...draft, ...named, ...plainFieldsOf(article, draft), sectionId: sectionId() };

  function sectionId(): number | null {
    if (draft.section === undefined) return article?.sectionId ?? null;
    if (draft.section === null) return null;
    const found = sectionNamed(contents, draft.lang, draft.section);
    if (typeof found === "number") return found;
    throw new ProblemError({ code: "invalid", faults: [found] });
  }
}

export type Naming = Pick<Draft, "lang" | "section" | "translationOf">;

/**
 * A section and an article to translate that the site does not have; all of it at once. Pure.
 * @param translated the article that it names as what it translates; null when there is none.
 */
export function unknownFaults(
  { lang, section, translationOf }: Naming,
  { contents }: Settings,
  translated: TranslatedArticle | null,
): Issue[] {
  const found = section == null ? 0 : sectionNamed(contents, lang, section);
  return [
    ...(typeof found === "number" ? [] : [found]),
    ...(translationOf === null ? [] : translationFaults(translationOf, translated, lang)),
  ];
}

/** An article cannot translate another in its own language: both would have one place among the translations. Pure. */
export function translationFaults(id: number, translated: TranslatedArticle | null, lang: Lang): Issue[] {
  const field = "translation_of";
  const instead = "Give the id of an article in another language";
  if (translated === null) {
    const message = `There is no article ${id}. ${instead}, or leave translation_of out.`;
    return [{ code: "translation-unknown", field, message }];
  }
  if (translated.lang !== lang) return [];
  return [{ code: "not-valid", field, message: `Article ${id} is in '${lang}' itself. ${instead}.` }];
}

/** The same before the text is a draft, so that all issues are reported at once. D1 is asked only when an article is named. */
export async function unknownIn(
  { db, waits }: Runtime,
  naming: Naming,
  settings: Settings,
): Promise<Issue[]> {
  if (naming.translationOf === null) return unknownFaults(naming, settings, null);
  const [found] = await runQueries(db, [translatedArticle(db, naming.translationOf)], waits.d1Ms);
  return unknownFaults(naming, settings, found);
}

/** The draft with a warning of media that it shows and the site does not have. D1 is asked only when it shows any. */
export async function withGoneMedia(runtime: Runtime, draft: Draft): Promise<Draft> {
  if (draft.bodyFormat !== "html") return draft;
  const notes = notesOnGone(await countGone(runtime, draft.body));
  return { ...draft, warnings: [...draft.warnings, ...notes] };
}

/** @param gone how many were removed since the text was written, or were never there. Pure. */
export function notesOnGone(gone: number): Note[] {
  const message = `${gone} of its pictures, recordings or documents are not on the site (any more): take them out of the text, or send them again.`;
  return gone === 0 ? [] : [{ code: "media-gone", message }];
}
