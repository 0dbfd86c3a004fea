/** What a draft leaves unsaid, and what it names: its section, its tags, its byline and its end are those of the article at its address. Pure. */
import { type Issue, ProblemError } from "../../http/problem";
import type { Settings } from "../../settings/settings";
import { sectionNamed } from "../../site/sections/section";
import type { Lang } from "../../text/languages";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import type { Draft, PlacedDraft } from "../draft";
import { plainFieldsOf } from "../fields";
import type { Translated } from "../translation";

/**
 * @param article the one that the draft revises; null for a new one.
 * @throws ProblemError `invalid` when there is no such section.
 */
export function placeDraft(draft: Draft, { contents }: Settings, article: Article | null): PlacedDraft {
  const kept =
    article?.authors.map(author => ({ ...author, key: slugKey(author.slug), isPrinted: true })) ?? [];
  const tags = article?.tags.map(tag => ({ ...tag, key: slugKey(tag.slug) })) ?? [];
  const named = { tags: draft.tags ?? tags, authors: draft.authors ?? kept };
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
 * What a draft names and the site does not have: a section, an article to translate. All of it, so that an editor is
 * told once. @param translated the article that it names as what it translates; null when there is none.
 */
export function unknownFaults(draft: Naming, { contents }: Settings, translated: Translated | null): Issue[] {
  const { lang, section, translationOf } = draft;
  const found = section == null ? 0 : sectionNamed(contents, lang, section);
  return [
    ...(typeof found === "number" ? [] : [found]),
    ...(translationOf === null ? [] : translationFaults(translationOf, translated, lang)),
  ];
}

/** An article that names one in its own language would take its place among the translations. */
export function translationFaults(id: number, translated: Translated | null, lang: Lang): Issue[] {
  const field = "translation_of";
  const instead = "Give the id of an article in another language";
  if (translated === null) {
    const message = `There is no article ${id}. ${instead}, or leave translation_of out.`;
    return [{ code: "translation-unknown", field, message }];
  }
  if (translated.lang !== lang) return [];
  return [{ code: "not-valid", field, message: `Article ${id} is in '${lang}' itself. ${instead}.` }];
}
