/**
 * Which article a draft is. One whose document has a name (`sourceId`) is the article of that name; else the one at
 * its address: what comes again with the same language, day and slug is the same article, if the slug was given or the
 * title is one that the article has or has had.
 */
import { catchUp, learn } from "../../cache/follow";
import { runQueries } from "../../db/client";
import { newGroup } from "../../db/group";
import { throwIssues } from "../../http/problem";
import type { Runtime } from "../../runtime";
import { currentSettings } from "../../settings/queries";
import type { Settings } from "../../settings/settings";
import { titleKey } from "../../text/fold";
import { slugKey, withSuffix } from "../../text/slug";
import type { Article } from "../article";
import { addressOf, type Draft, type Note, type PlacedDraft } from "../draft";
import {
  articleAt,
  articleOfSource,
  type ClaimedKey,
  type ConflictingTranslation,
  claimedKey,
  hasHadTitle,
  translatedArticle,
  translationIn,
} from "../queries";
import { placeDraft, unknownFaults } from "./references";
import type { IdempotencyClaim, SaveOptions } from "./request";

/** Where a new article goes. */
export interface NewTarget {
  readonly settings: Settings;
  /** The translation group that it joins or founds. */
  readonly groupId: number;
  /** Another article of that group in its language; null when there is none. */
  readonly conflict: ConflictingTranslation | null;
  /** epoch ms */
  readonly now: number;
}

/** The article that a draft revises, and the newest edition. */
export interface ExistingTarget extends NewTarget {
  readonly article: Article;
  /** The slug from now on: its own, unless an editor asked for another. */
  readonly slug: string;
  readonly edition: number;
}

/** The article that has the address which a draft would have. */
type Namesake = Pick<Article, "id" | "title">;

export type Target =
  | { readonly kind: "replayed"; readonly claim: IdempotencyClaim; readonly claimed: ClaimedKey }
  /** The draft needs another slug. */
  | { readonly kind: "address-taken"; readonly namesake: Namesake }
  | { readonly kind: "new"; readonly draft: PlacedDraft; readonly target: NewTarget }
  | { readonly kind: "existing"; readonly draft: PlacedDraft; readonly target: ExistingTarget };

/**
 * Others may write between this read and the write: the unique keys of the write decide.
 * @throws ProblemError `invalid` for a section or an article to translate that does not exist.
 */
export async function resolveTarget(runtime: Runtime, draft: Draft, options: SaveOptions): Promise<Target> {
  const now = runtime.now();
  const { db } = runtime;
  const queries = [
    catchUp(runtime, now),
    currentSettings(db),
    articleAt(db, addressOf(draft), now),
    translatedArticle(db, draft.translationOf),
    claimedKey(db, options.idempotency?.keyHash ?? ""),
    articleOfSource(db, draft.lang, draft.sourceId ?? null, now),
    translationIn(db, draft.translationOf, draft.lang),
  ] as const;
  const [present, settings, atAddress, translated, claimed, ofSource, translation] = await runQueries(
    db,
    queries,
    runtime.waits.d1Ms,
  );
  learn(runtime, present);
  if (claimed !== null && options.idempotency)
    return { kind: "replayed", claim: options.idempotency, claimed };
  throwIssues(unknownFaults(draft, settings, translated));
  const found = ofSource ?? atAddress;
  if (found === null || options.sameAddress === "suffix") {
    const groupId = options.groupId ?? translated?.groupId ?? newGroup(runtime);
    const target = { settings, groupId, now, conflict: translation };
    return { kind: "new", draft: placeDraft(draft, settings, null), target };
  }
  const { article } = found;
  if (ofSource === null && !(await isSameDocument(runtime, draft, article)))
    return { kind: "address-taken", namesake: article };
  const warnings = [...draft.warnings, ...addressKept(draft, article)];
  const target: ExistingTarget = {
    ...found,
    slug: article.slug,
    groupId: translated?.groupId ?? article.groupId,
    edition: present.current,
    now,
    conflict: translation?.id === article.id ? null : translation,
  };
  return { kind: "existing", draft: placeDraft({ ...draft, warnings }, settings, article), target };
}

/** Warns that a new title makes no new address. A number at the end of the slug makes no difference. */
function addressKept(draft: Draft, article: Article): Note[] {
  const requested = slugKey(draft.slug);
  const [given, plain] = [article.slug, article.slug.replace(/-\d+$/, "")].map(slugKey);
  if (requested === given || requested === plain) return [];
  const message = `The article keeps its address '${article.slug}', which readers may have; its slug now would be '${draft.slug}'.`;
  return [{ code: "address-kept", message }];
}

/**
 * A slug is cut, so equal slugs do not make two titles one article, and documents of different names never are one. A
 * document is still the same when its headline was changed here.
 */
async function isSameDocument({ db, waits }: Runtime, draft: Draft, article: Article): Promise<boolean> {
  const isOtherSource =
    draft.sourceId != null && article.sourceId !== null && draft.sourceId !== article.sourceId;
  if (isOtherSource) return false;
  if (draft.isSlugGiven || titleKey(article.title) === titleKey(draft.title)) return true;
  const [had] = await runQueries(db, [hasHadTitle(db, article.id, draft.title)], waits.d1Ms);
  return had;
}

/** The addresses to try for a draft, one after the other, while others have them. */
export function addressSearch(draft: Draft, random: Runtime["random"]) {
  let clashes = 0;
  let namesake: Namesake | null = null;
  return {
    /** The draft at the address to try now. */
    candidate(): Draft {
      if (clashes === 0) return draft;
      // The number after the slug was given by nobody.
      const tried = { ...draft, slug: nextSlug(draft.slug, clashes, random), isSlugGiven: false };
      return namesake === null ? tried : { ...tried, warnings: [...draft.warnings, addressShared(namesake)] };
    },
    /** @param other the article that has that address, where it is known; an editor is warned of the first. */
    addressTaken(other: Namesake | null): void {
      namesake ??= other;
      clashes += 1;
    },
  };
}

function addressShared({ id, title }: Namesake): Note {
  const message = `Article ${id}, “${title}”, has the address of this one on this day, and is taken for another article. If it is the same, send it with its slug or its source_id, or to PUT /api/articles/${id}.`;
  return { code: "address-shared", message };
}

/** After so many numbers in a row another one is drawn by chance, so that the hundredth title of a day finds its place. */
const COUNTED = 5;

/** @param clashes how many were taken: 0 for the slug itself, 1 for `-2`. @param random chance, as in Runtime. */
export function nextSlug(slug: string, clashes: number, random: Runtime["random"]): string {
  if (clashes === 0) return slug;
  if (clashes <= COUNTED) return withSuffix(slug, clashes + 1);
  const [high = 0, middle = 0, low = 0] = random(3);
  return withSuffix(slug, 1_000 + ((high << 16) | (middle << 8) | low));
}
