/** The address to try when one is taken. Pure, but for chance. */
import { withSuffix } from "../../text/slug";
import type { Article } from "../article";
import type { Draft } from "../draft";

/** After so many numbers in a row another one is drawn by chance, so that the hundredth title of a day finds its place. */
const COUNTED = 5;

/** @param clashes how many were taken: 0 for the slug itself, 1 for `-2`. @param random chance, as in Runtime. */
export function nextSlug(slug: string, clashes: number, random: (bytes: number) => Uint8Array): string {
  if (clashes === 0) return slug;
  if (clashes <= COUNTED) return withSuffix(slug, clashes + 1);
  const [high = 0, middle = 0, low = 0] = random(3);
  return withSuffix(slug, 1_000 + ((high << 16) | (middle << 8) | low));
}

/** The draft at the address to try. @param namesake the article that has the address which it would have. */
export function atNextSlug(
  draft: Draft,
  clashes: number,
  namesake: Pick<Article, "id" | "title"> | null,
  random: (bytes: number) => Uint8Array,
): Draft {
  if (clashes === 0) return draft;
  const slug = nextSlug(draft.slug, clashes, random);
  // A number behind the slug was given by nobody.
  const tried = { ...draft, slug, isSlugGiven: false };
  if (namesake === null) return tried;
  const { id, title } = namesake;
  const message = `Article ${id}, “${title}”, has the address of this one on this day, and is taken for another article. If it is the same, send it with its slug or its source_id, or to PUT /api/articles/${id}.`;
  return { ...tried, warnings: [...draft.warnings, { code: "address-shared", message }] };
}
