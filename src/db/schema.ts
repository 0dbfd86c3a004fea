/**
 * Every table, in one readable file. The whole plan stands on four of them:
 * `editions` (what changed, in commit order), `articles` (what is), `revisions` (what was),
 * `occurrences` (what the clock has already done).
 *
 * Instants are integers, epoch milliseconds. A date without a time is TEXT `YYYY-MM-DD` in the newsroom's zone.
 * Booleans are 0/1. Sets and small lists are JSON text. Tables are STRICT; those that are read by their
 * primary key alone are WITHOUT ROWID (`scripts/migrations.mjs` adds both, which drizzle cannot say).
 * Every index costs one written row per change: an index that no query names does not belong here.
 */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The one row of the site: its epoch and its settings (`settings/settings.ts`). */
export const site = sqliteTable(
  "site",
  {
    id: integer("id").primaryKey(),
    /** A random mark. It stands in every stamp; a restored database gets a new one, because edition numbers then repeat. */
    epoch: text("epoch").notNull(),
    /** 18 random hexadecimal digits, drawn once and kept for ever, also by a restore: the ids in feeds begin with them. */
    identity: text("identity").notNull().default(""),
    /** Signs preview links: 64 random hexadecimal digits, drawn with the first of them; empty before. */
    previewSecret: text("preview_secret").notNull().default(""),
    /** JSON; a field that is missing has its default. */
    settings: text("settings").notNull(),
    /**
     * JSON, a copy: the sections and standing pages of each language, as a masthead names them. Written in the batch
     * of every change of those tables, so that a page knows its masthead from the one row that it reads anyway.
     */
    contents: text("contents").notNull().default("{}"),
  },
  t => [
    check("site_is_one_row", sql`${t.id} = 1`),
    check("site_settings_json", sql`json_valid(${t.settings})`),
    check("site_contents_json", sql`json_valid(${t.contents})`),
  ],
);

/**
 * Every change, in commit order. AUTOINCREMENT, because D1 has one writer, so the numbers are commit order, and
 * because a number must never be used again: renderings and ledgers everywhere compare themselves with it.
 */
export const editions = sqliteTable(
  "editions",
  {
    number: integer("number").primaryKey({ autoIncrement: true }),
    at: integer("at").notNull(),
    /** Who and why, for people: `upload`, `revise`, `retract`, `due`, `commemoration`, `settings`. */
    cause: text("cause").notNull(),
    /** The article that changed, if it was one: what the search index and other followers need to know. */
    articleId: integer("article_id"),
    /** JSON array of the tags that it touched (`editions/tags.ts`). */
    tags: text("tags").notNull(),
    /** The article that this edition took away from readers, if it did. Ledgers keep these for 48 hours. */
    retractedId: integer("retracted_id"),
    /**
     * What readers notice of its article: what receivers are told (`deliveries/`). Null for what they do not see, and
     * for an archive that is brought in, which is announced to nobody.
     */
    effect: text("effect", { enum: ["published", "revised", "retracted"] }),
  },
  t => [
    index("editions_retractions").on(t.number).where(sql`retracted_id IS NOT NULL`),
    check("editions_tags_json", sql`json_valid(${t.tags})`),
  ],
);

/** An article as it stands now; its text stands in its current revision. */
export const articles = sqliteTable(
  "articles",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** The translation group: a random integer shared by the article's translations. */
    groupId: integer("group_id").notNull(),
    lang: text("lang").notNull(),
    status: text("status", {
      enum: ["draft", "in_review", "scheduled", "published", "retracted", "trashed"],
    }).notNull(),
    /**
     * The instant from which readers see it; null unless it is released. `publish_at <= now` is the one
     * condition for "published", whatever the clock has done meanwhile.
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
    authors: text("authors").notNull().default("[]"),
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
    /** What the newsroom says to those who come for a retracted article. */
    retractionNote: text("retraction_note"),
    /** Whether it was retracted because a law demands it: 451 instead of 410. */
    isWithheld: integer("is_withheld", { mode: "boolean" }).notNull().default(false),
    /** Of a trashed article: what it is again when it is taken out. `retracted` if readers have ever seen it. */
    restoredStatus: text("restored_status", { enum: ["draft", "in_review", "retracted"] }),
    /** What its document is called where it comes from: one that comes again under this name is this article. */
    sourceId: text("source_id"),
    /**
     * The instant from which readers see it no more; null for no end. It counts whatever the clock has done meanwhile,
     * and is later than `publish_at`.
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
    /** Why, for people: `created`, `revised`, `published`, `retracted`. */
    reason: text("reason").notNull(),
    status: text("status").notNull(),
    title: text("title").notNull(),
    bodyFormat: text("body_format", { enum: ["text", "html"] }).notNull(),
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
    seeAlso: text("see_also").notNull().default("[]"),
    /** What this revision corrects, in the newsroom's words: shown to readers with its date. */
    correction: text("correction"),
    /** JSON (`articles/revisions/revision.ts`): address, date, tags, byline and section; `{}` of one older than this column. */
    particulars: text("particulars").notNull().default("{}"),
  },
  t => [
    primaryKey({ columns: [t.articleId, t.number] }),
    index("revisions_corrections").on(t.articleId, t.number).where(sql`correction IS NOT NULL`),
    check("revisions_see_also_json", sql`json_valid(${t.seeAlso})`),
    check("revisions_numbered_from_one", sql`${t.number} >= 1`),
    check("revisions_warnings_json", sql`json_valid(${t.warnings})`),
  ],
);

/**
 * Every address an article ever had. The key is the slug folded over all languages, so two spellings that a
 * reader cannot tell apart are one address; the primary key is the referee of who has it.
 */
export const slugs = sqliteTable(
  "slugs",
  {
    lang: text("lang").notNull(),
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
    lang: text("lang").notNull(),
    /** The slug folded: two spellings of a tag are one tag. */
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
  },
  t => [uniqueIndex("tags_identity").on(t.lang, t.key)],
);

/** Bylines: people and desks that sign articles, by language. Who may write is a matter of tokens. */
export const authors = sqliteTable(
  "authors",
  {
    id: integer("id").primaryKey(),
    lang: text("lang").notNull(),
    /** The slug folded: two spellings of a name are one author. */
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    /** As the author is called now: bylines that were printed keep the name that they were printed with. */
    name: text("name").notNull(),
    /** A short biography: paragraphs, one a line. */
    about: text("about").notNull().default(""),
    /** Where else the author is to be found, by https. */
    link: text("link"),
    /** A random integer shared by the same author in other languages; null for one who is in this language only. */
    groupId: integer("group_id"),
    /** The author that this one has become: the names are theirs now, and the row stays so that no id is given twice. */
    mergedInto: integer("merged_into"),
  },
  t => [
    uniqueIndex("authors_identity").on(t.lang, t.key),
    uniqueIndex("authors_translation").on(t.groupId, t.lang).where(sql`group_id IS NOT NULL`),
  ],
);

/** Other names by which a byline finds its author: those that an author has had besides the first. */
export const authorNames = sqliteTable(
  "author_names",
  {
    lang: text("lang").notNull(),
    /** The name's slug folded. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    authorId: integer("author_id")
      .notNull()
      .references(() => authors.id),
    /** Whether readers had it: the author was called so on pages. What was only given to find bylines by is nobody else's to know. */
    isPublic: integer("is_public", { mode: "boolean" }).notNull().default(false),
  },
  t => [primaryKey({ columns: [t.lang, t.key] }), index("author_names_by_author").on(t.authorId)],
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
    /** JSON, as `articles/lists/list-store.ts` makes it of an article. */
    card: text("card").notNull(),
  },
  t => [primaryKey({ columns: [t.list, t.publishAt, t.articleId] })],
);

export const sections = sqliteTable(
  "sections",
  {
    id: integer("id").primaryKey(),
    /** Shared by the translations of a section. */
    groupId: integer("group_id").notNull(),
    lang: text("lang").notNull(),
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    name: text("name").notNull(),
    position: integer("position").notNull().default(0),
    /** Raised by each change: what an editor has read. */
    revision: integer("revision").notNull().default(1),
  },
  t => [
    uniqueIndex("sections_address").on(t.lang, t.key),
    uniqueIndex("sections_translation").on(t.groupId, t.lang),
  ],
);

/** Pages that stand outside time: about, contact. Each is one text in one language, and has no revisions. */
export const standingPages = sqliteTable(
  "standing_pages",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Shared by the translations of a page. */
    groupId: integer("group_id").notNull(),
    lang: text("lang").notNull(),
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    bodyFormat: text("body_format", { enum: ["text", "html"] }).notNull(),
    body: text("body").notNull(),
    /** Where it stands among the others, smallest first. */
    position: integer("position").notNull().default(0),
    revisedAt: integer("revised_at").notNull(),
    /** Raised by each change: what an editor has read. */
    revision: integer("revision").notNull().default(1),
  },
  t => [
    uniqueIndex("standing_pages_address").on(t.lang, t.key),
    uniqueIndex("standing_pages_translation").on(t.groupId, t.lang),
  ],
);

/**
 * Addresses that a section or a standing page had before: they redirect, and nobody else may take them while it is
 * there; the primary key is the referee. A row of no language holds the largest id of a removed section, so that none
 * is given twice.
 */
export const oldAddresses = sqliteTable(
  "old_addresses",
  {
    kind: text("kind", { enum: ["section", "page"] }).notNull(),
    lang: text("lang").notNull(),
    /** The slug folded. */
    key: text("key").notNull(),
    targetId: integer("target_id").notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.lang, t.key] })],
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
    lang: text("lang").notNull(),
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

/** Days that return. The rule is data (`commemorations/rules/`). */
export const observances = sqliteTable(
  "observances",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** A permanent name for people and packs, e.g. `un.day-of-remembrance-…`. */
    key: text("key").notNull(),
    rule: text("rule").notNull(),
    names: text("names").notNull(),
    /** JSON: language → `{title, body}`. */
    templates: text("templates").notNull(),
    zone: text("zone").notNull(),
    /** Wall time `HH:MM` in the zone at which its article appears. */
    localTime: text("local_time").notNull(),
    originYear: integer("origin_year"),
    mode: text("mode", { enum: ["off", "remind", "draft", "auto"] }).notNull(),
    /** Local date of its making, switching on or last change of its days: nothing earlier is made up for. */
    since: text("since").notNull(),
    /** Raised by each change. */
    version: integer("version").notNull(),
    createdAt: integer("created_at").notNull(),
    revisedAt: integer("revised_at").notNull(),
    /** The pack it came from; null for an editor's own. */
    pack: text("pack"),
    /** JSON: what the pack said when it was last imported. Whatever differs from it is an editor's. */
    packEntry: text("pack_entry"),
    /** JSON: language → `{status, by, at}`; a name without one is the newsroom's own. */
    nameReviews: text("name_reviews").notNull().default("{}"),
    /** JSON: language → names by which an editor's article may call the day. */
    aliases: text("aliases").notNull().default("{}"),
    /** JSON: language → names of tags. */
    tags: text("tags").notNull().default("{}"),
    /** JSON array of `{from, to, rule}`. */
    history: text("history").notNull().default("[]"),
    /** JSON: year → date. */
    overrides: text("overrides").notNull().default("{}"),
    /** JSON: Hijri year → −1, 0 or 1; a year that is here is confirmed. */
    adjustments: text("adjustments").notNull().default("{}"),
    firstYear: integer("first_year"),
    counts: text("counts", { enum: ["anniversary", "edition", "none"] })
      .notNull()
      .default("anniversary"),
    roundYearsOnly: integer("round_years_only", { mode: "boolean" }).notNull().default(false),
    tone: text("tone", { enum: ["remembrance", "awareness", "celebration"] })
      .notNull()
      .default("awareness"),
    sensitivity: text("sensitivity", { enum: ["low", "high"] })
      .notNull()
      .default("low"),
    dateStatus: text("date_status", { enum: ["verified", "secondary", "unreviewed", "confirmed"] })
      .notNull()
      .default("confirmed"),
    /** Where the date comes from, for readers. */
    source: text("source").notNull().default(""),
    daysAhead: integer("days_ahead").notNull().default(3),
    /** JSON `{approver, tokenId, at}`; null when nobody answers for it. */
    approval: text("approval"),
    /** `MM-DD` of one that falls on the same day each year; empty for every other, which code must evaluate. */
    monthDay: text("month_day").notNull().default(""),
  },
  t => [
    uniqueIndex("observances_key").on(t.key),
    index("observances_on_day").on(t.monthDay).where(sql`mode <> 'off'`),
    check("observances_rule_json", sql`json_valid(${t.rule})`),
    check("observances_names_json", sql`json_valid(${t.names})`),
    check("observances_templates_json", sql`json_valid(${t.templates})`),
  ],
);

/**
 * Every state an observance was ever in: what an approval was given for, and what a commemoration was made from. The
 * primary key is the referee between two editors.
 */
export const observanceVersions = sqliteTable(
  "observance_versions",
  {
    observanceId: integer("observance_id")
      .notNull()
      .references(() => observances.id),
    version: integer("version").notNull(),
    at: integer("at").notNull(),
    tokenId: text("token_id").notNull(),
    /** JSON: its columns. */
    content: text("content").notNull(),
  },
  t => [primaryKey({ columns: [t.observanceId, t.version] })],
);

/** What the clock has done. The primary key is what makes a commemoration appear once. */
export const occurrences = sqliteTable(
  "occurrences",
  {
    observanceId: integer("observance_id")
      .notNull()
      .references(() => observances.id),
    localDate: text("local_date").notNull(),
    lang: text("lang").notNull(),
    /** `held`: an editor's own article stands for it. */
    outcome: text("outcome", { enum: ["published", "drafted", "missed", "held"] }).notNull(),
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
    claimedAt: integer("claimed_at").notNull(),
    /** JSON: how the date was reckoned, where it comes from, who answered for it, by which version. */
    provenance: text("provenance").notNull().default("{}"),
    /** JSON `{title, body}`: what would have been said where an editor's article stands instead. */
    offer: text("offer"),
  },
  t => [
    primaryKey({ columns: [t.observanceId, t.localDate, t.lang] }),
    index("occurrences_by_article").on(t.articleId),
    index("occurrences_by_date").on(t.localDate),
  ],
);

/** What the clock may not do just now, or on which dates (`commemorations/kill-switch.ts`). */
export const killSwitches = sqliteTable(
  "kill_switches",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    scope: text("scope", { enum: ["all", "pack", "observance", "language"] }).notNull(),
    /** The pack, the observance's key or the language; empty for everything. */
    subject: text("subject").notNull(),
    /** Local dates, both inclusive; empty for no bound, so that the unique key sees it. */
    fromDate: text("from_date").notNull(),
    toDate: text("to_date").notNull(),
    /** `celebration`, or empty for every tone. */
    tone: text("tone").notNull(),
    reason: text("reason").notNull(),
    tokenId: text("token_id").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  t => [uniqueIndex("kill_switches_identity").on(t.scope, t.subject, t.fromDate, t.toDate, t.tone)],
);

/** Who is told of editions: webhooks of an editor's choosing, and the services that the settings name. */
export const receivers = sqliteTable(
  "receivers",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    kind: text("kind", { enum: ["webhook", "websub", "indexnow"] }).notNull(),
    url: text("url").notNull(),
    /** JSON array of the events that a webhook is told of; empty for the others, which are pinged. */
    events: text("events").notNull().default("[]"),
    /** `whsec_…`, to sign with: it must lie here as it is. Empty for what is pinged. */
    secret: text("secret").notNull().default(""),
    /** The one before, with which is signed too until an instant. */
    previousSecret: text("previous_secret"),
    previousUntil: integer("previous_until"),
    /** The edition up to which its deliveries are in the queue. */
    followed: integer("followed").notNull(),
    /** Attempts that have failed since the last one that did not, and when the first of them did. */
    failures: integer("failures").notNull().default(0),
    failingSince: integer("failing_since"),
    pausedAt: integer("paused_at"),
    pauseReason: text("pause_reason", { enum: ["editor", "gone", "failing"] }),
    createdAt: integer("created_at").notNull(),
    tokenId: text("token_id"),
  },
  t => [check("receivers_events_json", sql`json_valid(${t.events})`)],
);

/**
 * What receivers are still to be told, and for some days what they were told. The key is made of what happened, so the
 * same happening is one delivery, whoever puts it here and how often.
 */
export const deliveries = sqliteTable(
  "deliveries",
  {
    receiverId: integer("receiver_id")
      .notNull()
      .references(() => receivers.id),
    /** When it happened, epoch ms. */
    at: integer("at").notNull(),
    /** `e128` for an edition; `o` and a hash for something overdue. */
    subject: text("subject").notNull(),
    /** `article.published`, …; `ping` for a service. */
    event: text("event").notNull(),
    edition: integer("edition").notNull(),
    /** Of a ping, which speaks of several editions: the one after which they begin. */
    afterEdition: integer("after_edition"),
    articleId: integer("article_id"),
    /** What is overdue, as the log calls it. */
    overdue: text("overdue"),
    state: text("state", { enum: ["waiting", "delivered", "given-up", "overtaken"] }).notNull(),
    /** Begun, whether or not anybody knows how they ended. */
    attempts: integer("attempts").notNull().default(0),
    /** When it is sent next, or may be by another if whoever took it has died; null when it is over. */
    nextAt: integer("next_at"),
    attemptedAt: integer("attempted_at"),
    /** HTTP status of the last answer; null when there was none. */
    status: integer("status"),
    /** Why the last attempt failed, in a few words. */
    failure: text("failure"),
  },
  t => [
    primaryKey({ columns: [t.receiverId, t.at, t.subject] }),
    index("deliveries_due").on(t.receiverId, t.nextAt).where(sql`next_at IS NOT NULL`),
  ],
);

/** The clock's heartbeat, one row. */
export const heartbeat = sqliteTable(
  "heartbeat",
  {
    id: integer("id").primaryKey(),
    /** The scheduled time of the newest tick. */
    tickedFor: integer("ticked_for").notNull(),
    tickedAt: integer("ticked_at").notNull(),
  },
  t => [check("heartbeat_is_one_row", sql`${t.id} = 1`)],
);

/** Who may write. Only a hash of the secret is kept, so a copy of this table opens nothing. */
export const tokens = sqliteTable("tokens", {
  /** The public half of the token. */
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  secretHash: text("secret_hash").notNull(),
  /** JSON array of scopes. */
  scopes: text("scopes").notNull(),
  createdAt: integer("created_at").notNull(),
  expiresAt: integer("expires_at"),
  revokedAt: integer("revoked_at"),
  /** To the hour. */
  lastUsedAt: integer("last_used_at"),
});

/** Requests that were answered, by the hash of their Idempotency-Key: claimed in the batch of their effect. */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    keyHash: text("key_hash").primaryKey(),
    requestHash: text("request_hash").notNull(),
    articleId: integer("article_id").notNull(),
    edition: integer("edition").notNull(),
    createdAt: integer("created_at").notNull(),
  },
  t => [index("idempotency_keys_age").on(t.createdAt)],
);

/** Every write, for people. Append only. */
export const audit = sqliteTable("audit", {
  id: integer("id").primaryKey(),
  at: integer("at").notNull(),
  /** Null for the clock. */
  tokenId: text("token_id"),
  /** `article.create`, `token.revoke`, … */
  action: text("action").notNull(),
  /** What it was done to: an id or a key. */
  subject: text("subject").notNull(),
  edition: integer("edition"),
});
