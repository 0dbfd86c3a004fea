/** The slug to try when an address is taken. */
import { withSuffix } from "../../text/slug";

/** After so many numbers in a row another one is drawn by chance, so that the hundredth title of a day finds its place. */
const COUNTED = 5;

/** @param clashes how many were taken: 0 for the slug itself, 1 for `-2`. @param random chance, as in Runtime. */
export function nextSlug(slug: string, clashes: number, random: (bytes: number) => Uint8Array): string {
  if (clashes === 0) return slug;
  if (clashes <= COUNTED) return withSuffix(slug, clashes + 1);
  const [high = 0, middle = 0, low = 0] = random(3);
  return withSuffix(slug, 1_000 + ((high << 16) | (middle << 8) | low));
}
