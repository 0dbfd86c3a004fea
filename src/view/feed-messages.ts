/** What feeds say of themselves, in each language of the house. The Arabic is the original and sets the shape. */
import type { Lang } from "../text/languages";

const ar = {
  /** The title of the feed of all commemorations. */
  commemorations: "أيام الذكرى",
};

export type FeedMessages = typeof ar;

export const feedMessages: Record<Lang, FeedMessages> = {
  ar,
  ckb: { commemorations: "ڕۆژانی یادکردنەوە" },
  kmr: { commemorations: "Rojên bîranînê" },
  en: { commemorations: "Days of remembrance" },
};
