/** Editions, articles with their revisions, addresses, tags and lists, and media. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { LANGS } from "../../text/languages";
import { observances } from "./commemorations";
import { BODY_FORMATS, sections } from "./site";

export const STATUSES = ["draft", "in_review", "scheduled", "published", "retracted", "trashed"] as const;
export type StoredStatus = (typeof STATUSES)[number];

/** What a trashed article can be when it is restored: never visible to readers by that. */
export const RESTORED_STATUSES = ["draft", "in_review", "retracted"] as const;
export type RestoredStatus = (typeof RESTORED_STATUSES)[number];

/** What readers notice of an edition. */
export const EFFECTS = ["published", "revised", "retracted"] as const;
export type Effect = (typeof EFFECTS)[number];

/**
 * Every change, in commit order. AUTOINCREMENT, because D1 has one writer, so the numbers are commit order, and
 * because a number must never be used again: renderings and ledgers everywhere compare themselves with it.
 */
export const editions = sqliteTable(
  "editions",
  {
    number: integer("number").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    /** Why, for people: `upload`, `api`, `retracted`, `due`, `commemoration`, `settings`, … */
    cause: text("cause").notNull(),
    /** The article that changed, if it was one: what the search index and other followers need to know. */
    articleId: integer("article_id"),
    /** The tags that it touched (`cache/tags.ts`). */
    tags: text("tags", { mode: "json" }).$type<readonly string[]>().notNull(),
    /** The article that this edition took away from readers, if it did. Ledgers keep these for 48 hours. */
    retractedId: integer("retracted_id"),
    /**
     * What readers notice of its article: what receivers get (`notifications/`). Null for what they do not see, and for
     * an imported archive, which is announced to nobody.
     */
    effect: text("effect", { enum: EFFECTS }),
  },
  t => [
    index("editions_retractions").on(t.number).where(sql`retracted_id IS NOT NULL`),
    check("editions_tags_json", sql`json_valid(${t.tags})`),
  ],
);

/** An article as it is now; its text is in its current revision. */
export const articles = sqliteTable(
  "articles",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The translation group: a random integer shared by the article's translations. */
    groupId: integer("group_id").notNull(),
    lang: text("lang", { enum: LANGS }).notNull(),
    status: text("status", { enum: STATUSES }).notNull(),
    /**
     * The instant from which readers see it; null unless it is released. `publish_at <= now` is the one condition for
     * "published", whether or not the clock has ticked.
     */
    publishAt: integer("publish_at"),
    /** The local date it carries; null for a draft that has none yet. */
    publishedOn: text("published_on"),
    /** The local wall time `HH:MM` the editor gave, or null: no midnight is invented. */
    publishedTime: text("published_time"),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    /** `titleKey` of the title: a see-also reference finds its article by it. */
    titleKey: text("title_key").notNull(),
    lead: text("lead").notNull(),
    sectionId: integer("section_id").references(() => sections.id),
    /** JSON array of `{id, slug, name}` in the editor's order: a copy of `tags`, so that showing them reads no row. */
    tags: text("tags").notNull(),
    /** JSON array of `{id, slug, name}`: the byline, a copy of `authors`. */
    authors: text("authors").notNull(),
    /** `MM-DD` of the date that it carries: what happened on this day, in all years. */
    monthDay: text("month_day").generatedAlwaysAs(sql`substr(published_on, 6)`, { mode: "virtual" }),
    /** The observance it commemorates, if it is a commemoration. */
    observanceId: integer("observance_id").references(() => observances.id),
    /** Whether the clock published it by itself: its page says so. */
    isAutomatic: integer("is_automatic", { mode: "boolean" }).notNull().default(false),
    /** The number of the current revision. */
    revision: integer("revision").notNull(),
    createdAt: integer("created_at").notNull(),
    revisedAt: integer("revised_at").notNull(),
    /** What the newsroom tells readers of a retracted article. */
    retractionNote: text("retraction_note"),
    /** Whether it was retracted because a law demands it: 451 instead of 410. */
    isWithheld: integer("is_withheld", { mode: "boolean" }).notNull().default(false),
    /** Of a trashed article: its status when it is restored. `retracted` if readers have ever seen it. */
    restoredStatus: text("restored_status", { enum: RESTORED_STATUSES }),
    /** What its document is called where it comes from: a document sent again under this name is this article. */
    sourceId: text("source_id"),
    /**
     * The instant from which readers see it no more; null for no end. It counts whether or not the clock has ticked, and is
     * later than `publish_at`.
     */
    unpublishAt: integer("unpublish_at"),
  },
  t => [
    uniqueIndex("articles_translation").on(t.groupId, t.lang),
    uniqueIndex("articles_source").on(t.lang, t.sourceId).where(sql`source_id IS NOT NULL`),
    index("articles_published").on(t.lang, t.publishAt, t.id).where(sql`publish_at IS NOT NULL`),
    index("articles_by_title").on(t.lang, t.titleKey, t.publishAt).where(sql`publish_at IS NOT NULL`),
    index("articles_by_section")
      .on(t.sectionId, t.publishAt, t.id)
      .where(sql`section_id IS NOT NULL AND publish_at IS NOT NULL`),
    index("articles_by_day").on(t.lang, t.publishedOn, t.publishAt, t.id).where(sql`publish_at IS NOT NULL`),
    index("articles_on_this_day")
      .on(t.lang, t.monthDay, t.publishAt, t.id)
      .where(sql`publish_at IS NOT NULL`),
    index("articles_commemorations")
      .on(t.lang, t.publishAt, t.id)
      .where(sql`observance_id IS NOT NULL AND publish_at IS NOT NULL`),
    index("articles_by_observance")
      .on(t.observanceId, t.lang, t.publishAt)
      .where(sql`observance_id IS NOT NULL AND publish_at IS NOT NULL`),
    index("articles_unreleased").on(t.status, t.id).where(sql`publish_at IS NULL`),
    index("articles_due").on(t.publishAt).where(sql`status = 'scheduled'`),
    index("articles_ending")
      .on(t.unpublishAt)
      .where(sql`unpublish_at IS NOT NULL AND publish_at IS NOT NULL`),
    check(
      "articles_released_has_instant",
      sql`(${t.status} IN ('scheduled', 'published')) = (${t.publishAt} IS NOT NULL)`,
    ),
    check("articles_released_has_date", sql`${t.publishAt} IS NULL OR ${t.publishedOn} IS NOT NULL`),
    check("articles_tags_json", sql`json_valid(${t.tags})`),
    check("articles_authors_json", sql`json_valid(${t.authors})`),
  ],
);

/**
 * Every state an article was ever in, immutable, numbered from 1. The primary key is the referee between two
 * editors: whoever inserts number n + 1 first has revised revision n.
 */
export const revisions = sqliteTable(
  "revisions",
  {
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
    number: integer("number").notNull(),
    at: integer("at").notNull(),
    /** The token that wrote it; null for the clock. */
    tokenId: text("token_id"),
    /** Why, for people: `created`, `revised`, `published`, …; an archive may bring others. */
    reason: text("reason").notNull(),
    status: text("status", { enum: STATUSES }).notNull(),
    title: text("title").notNull(),
    bodyFormat: text("body_format", { enum: BODY_FORMATS }).notNull(),
    /** For `text`: paragraphs, one a line, to the letter. */
    body: text("body").notNull(),
    /** SHA-256 of everything an editor can change: equal hashes are the same article, and no revision is made. */
    contentHash: text("content_hash").notNull(),
    /** SHA-256 over the previous revision's chain hash and this content: tampering with the past shows. */
    chainHash: text("chain_hash").notNull(),
    /** SHA-256 of the bytes that were uploaded, so that a better parser can be run again; null if none were. */
    sourceHash: text("source_hash"),
    /** JSON array of `{code, message}`. */
    warnings: text("warnings").notNull(),
    /**
     * JSON array of `{title, titleKey, excerpt, articleId}`: references to other articles at its foot. One without an
     * articleId finds its article by the title, when one is published. The excerpt is as cut by the site it came from:
     * never our summary, never indexed.
     */
    seeAlso: text("see_also").notNull(),
    /** What this revision corrects, in the newsroom's words: shown to readers with its date. */
    correction: text("correction"),
    /** JSON (`articles/revision.ts`): address, date, tags, byline and section. */
    particulars: text("particulars").notNull(),
  },
  t => [
    primaryKey({ columns: [t.articleId, t.number] }),
    index("revisions_corrections").on(t.articleId, t.number).where(sql`correction IS NOT NULL`),
    check("revisions_see_also_json", sql`json_valid(${t.seeAlso})`),
    check("revisions_numbered_from_one", sql`${t.number} >= 1`),
    check("revisions_warnings_json", sql`json_valid(${t.warnings})`),
    check("revisions_particulars_json", sql`json_valid(${t.particulars})`),
  ],
);

/**
 * Every address an article ever had. The key is the slug folded over all languages, so two spellings that a
 * reader cannot tell apart are one address; the primary key is the referee of who has it.
 */
export const slugs = sqliteTable(
  "slugs",
  {
    lang: text("lang", { enum: LANGS }).notNull(),
    /** `YYYY-MM-DD`; empty for a draft without a date, which no reader's address can name. */
    day: text("day").notNull(),
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
  },
  t => [primaryKey({ columns: [t.lang, t.day, t.key] })],
);

export const tags = sqliteTable(
  "tags",
  {
    id: integer("id").primaryKey(),
    lang: text("lang", { enum: LANGS }).notNull(),
    /** The slug folded: two spellings of a tag are one tag. */
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
  },
  t => [uniqueIndex("tags_identity").on(t.lang, t.key)],
);

/**
 * Released articles of a tag or an author, in the order that a list shows them, each with a copy of what the list
 * shows: so a list of n reads n rows.
 */
export const listings = sqliteTable(
  "listings",
  {
    /** `tag:12`, `author:5`. */
    list: text("list").notNull(),
    publishAt: integer("publish_at").notNull(),
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
    /** JSON, as `articles/card-queries.ts` makes it of an article. */
    card: text("card").notNull(),
  },
  t => [primaryKey({ columns: [t.list, t.publishAt, t.articleId] })],
);

/**
 * Pictures, recordings and PDFs, by the hash of their bytes as they are kept and served (R2: `{hash}.{ending}`). The
 * hash is the referee: the same bytes are the same medium.
 */
export const media = sqliteTable(
  "media",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    hash: text("hash").notNull(),
    /** As it is served: one of `media/media.ts`. */
    type: text("type").notNull(),
    bytes: integer("bytes").notNull(),
    /** Of the stored pixels; null for what is no picture. */
    width: integer("width"),
    height: integer("height"),
    /** As EXIF counts it, 1 to 8; null for what is no picture. */
    orientation: integer("orientation"),
    /** `#rrggbb`, the mean of a picture; null where nothing could make it. */
    colour: text("colour"),
    /** What its file was called; only editors see it. */
    name: text("name").notNull(),
    createdAt: integer("created_at").notNull(),
    /** The token that sent it first; null for the clock. */
    tokenId: text("token_id"),
    /** Since when it is on its way out: its bytes go next, then this row. */
    removedAt: integer("removed_at"),
  },
  t => [uniqueIndex("media_hash").on(t.hash)],
);

/** Alternative text, caption and credit of a medium, by language. */
export const mediaTexts = sqliteTable(
  "media_texts",
  {
    mediaId: integer("media_id")
      .notNull()
      .references(() => media.id),
    lang: text("lang", { enum: LANGS }).notNull(),
    /** Null when nobody has written one; empty for a picture that only adorns. */
    alt: text("alt"),
    caption: text("caption"),
    credit: text("credit"),
  },
  t => [primaryKey({ columns: [t.mediaId, t.lang] })],
);

/** Which articles show which media, as their current revisions stand. Written in the batch of each revision. */
export const mediaUses = sqliteTable(
  "media_uses",
  {
    mediaId: integer("media_id")
      .notNull()
      .references(() => media.id),
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
  },
  t => [primaryKey({ columns: [t.mediaId, t.articleId] }), index("media_uses_by_article").on(t.articleId)],
);
