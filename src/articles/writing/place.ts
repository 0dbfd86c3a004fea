/** What a draft leaves unsaid: its section, its byline and its end are those of the article at its address. Pure. */
import { Refusal } from "../../problem";
import { sectionNamed } from "../../sections/section";
import type { Settings } from "../../settings/settings";
import { slugKey } from "../../text/slug";
import type { Article } from "../article";
import type { Draft, PlacedDraft } from "./draft";

/**
 * @param article the one that the draft revises; null for a new one.
 * @throws Refusal `invalid` when there is no such section.
 */
export function placeDraft(draft: Draft, { contents }: Settings, article: Article | null): PlacedDraft {
  const kept =
    article?.authors.map(author => ({ ...author, key: slugKey(author.slug), isPrinted: true })) ?? [];
  const unpublishAt = draft.unpublishAt === undefined ? (article?.unpublishAt ?? null) : draft.unpublishAt;
  return { ...draft, authors: draft.authors ?? kept, sectionId: sectionId(), unpublishAt };

  function sectionId(): number | null {
    if (draft.section === undefined) return article?.sectionId ?? null;
    if (draft.section === null) return null;
    const found = sectionNamed(contents, draft.lang, draft.section);
    if (typeof found === "number") return found;
    throw new Refusal({ code: "invalid", faults: [found] });
  }
}
