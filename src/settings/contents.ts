/** What a masthead names besides the newsroom: the sections and standing pages of each language, in order. Pure. */
import * as z from "zod";
import { LANGS, type Lang } from "../text/languages";
import { slugify, slugKey } from "../text/slug";

export const entryShape = z.object({
  id: z.int(),
  /** Shared by its translations. */
  groupId: z.int(),
  lang: z.enum(LANGS),
  slug: z.string(),
  name: z.string(),
});

/** An address that a section had before. */
const moved = z.object({ lang: z.enum(LANGS), key: z.string(), id: z.int() });

const contentsShape = z.object({
  sections: z.array(entryShape),
  pages: z.array(entryShape),
  movedSections: z.array(moved).default([]),
});

export type Entry = z.infer<typeof entryShape>;
export type Contents = z.infer<typeof contentsShape>;

export const NO_CONTENTS: Contents = { sections: [], pages: [], movedSections: [] };

/** @param stored as it lies in D1; what cannot be read is as if there were none, since it must not take the site down. */
export function readContents(stored: unknown): Contents {
  return contentsShape.safeParse(stored).data ?? NO_CONTENTS;
}

/** The entry of an address, in any spelling of it. */
export function entryAt(entries: readonly Entry[], lang: Lang, slug: string): Entry | null {
  const key = slugKey(slugify(slug));
  return entries.find(one => one.lang === lang && slugKey(one.slug) === key) ?? null;
}

/** The keys of the addresses that a section had. */
export function formerlyIn({ movedSections }: Contents, id: number): string[] {
  return movedSections.filter(one => one.id === id).map(({ key }) => key);
}

/** The section of an address that it has, or had before. */
export function sectionAt({ sections, movedSections }: Contents, lang: Lang, slug: string): Entry | null {
  const key = slugKey(slugify(slug));
  const moved = movedSections.find(one => one.lang === lang && one.key === key);
  return entryAt(sections, lang, slug) ?? sections.find(one => one.id === moved?.id) ?? null;
}

/**
 * The section that an editor names: by its address, or else by its name, or else by an address that it had before. One
 * section's name may be another's address.
 */
export function sectionCalled(contents: Contents, lang: Lang, named: string): Entry | null {
  const key = slugKey(slugify(named));
  const byName = contents.sections.find(one => one.lang === lang && slugKey(slugify(one.name)) === key);
  return entryAt(contents.sections, lang, named) ?? byName ?? sectionAt(contents, lang, named);
}

/** The same section or page in every language that it has. */
export function inEachLanguage(entries: readonly Entry[], of: Entry): readonly Entry[] {
  return entries.filter(one => one.groupId === of.groupId);
}

/** The addresses of a section and of a standing page: percent-encoded, with the slash that ends a list's. */
export function sectionPath({ lang, slug }: Pick<Entry, "lang" | "slug">): string {
  return `/${lang}/${encodeURIComponent(slug)}/`;
}

/** A section as programs are told of it. @param origin scheme and host, for its absolute address. */
export function publicSection(section: Entry, origin: string) {
  const { id, groupId, lang, slug, name } = section;
  return { id, group: groupId, lang, slug, name, url: origin + sectionPath(section) };
}

export function standingPath({ lang, slug }: Pick<Entry, "lang" | "slug">): string {
  return `/${lang}/pages/${encodeURIComponent(slug)}/`;
}
