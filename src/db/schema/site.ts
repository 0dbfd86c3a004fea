/** The site: settings, sections, pages, authors, receivers of notifications, tokens, and what the Worker notes for itself. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { LANGS } from "../../text/languages";

export const BODY_FORMATS = ["text", "html"] as const;

/** What a token may do. */
export const SCOPES = [
  "articles:draft",
  "articles:publish",
  "media:write",
  "observances:write",
  "settings:write",
  "tokens:write",
] as const;
export type Scope = (typeof SCOPES)[number];

export const ADDRESS_KINDS = ["section", "page"] as const;
export const RECEIVER_KINDS = ["webhook", "websub", "indexnow"] as const;
export const PAUSE_REASONS = ["editor", "gone", "failing"] as const;
export const DELIVERY_STATES = ["waiting", "delivered", "given-up", "overtaken"] as const;

/** The one row of the site: its epoch and its settings (`settings/settings.ts`). */
export const site = sqliteTable(
  "site",
  {
    id: integer("id").primaryKey(),
    /** A random mark. It stands in every stamp; a restored database gets a new one, because edition numbers then repeat. */
    epoch: text("epoch").notNull(),
    /** 18 random hexadecimal digits, drawn once and kept for ever, also by a restore: the ids in feeds begin with them. */
    identity: text("identity").notNull(),
    /** Signs preview links: 64 random hexadecimal digits, drawn once. */
    previewSecret: text("preview_secret").notNull(),
    /** JSON; a field that is missing has its default. */
    settings: text("settings").notNull(),
    /**
     * JSON, a copy: the sections and standing pages of each language, as a masthead names them. Written in the batch
     * of every change of those tables, so that a page knows its masthead from the one row that it reads anyway.
     */
    contents: text("contents").notNull(),
  },
  t => [
    check("site_is_one_row", sql`${t.id} = 1`),
    check("site_settings_json", sql`json_valid(${t.settings})`),
    check("site_contents_json", sql`json_valid(${t.contents})`),
  ],
);

export const sections = sqliteTable(
  "sections",
  {
    id: integer("id").primaryKey(),
    /** Shared by the translations of a section. */
    groupId: integer("group_id").notNull(),
    lang: text("lang", { enum: LANGS }).notNull(),
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

/** Pages without a date: about, contact. Each is one text in one language, and has no revisions. */
export const standingPages = sqliteTable(
  "standing_pages",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    /** Shared by the translations of a page. */
    groupId: integer("group_id").notNull(),
    lang: text("lang", { enum: LANGS }).notNull(),
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    title: text("title").notNull(),
    bodyFormat: text("body_format", { enum: BODY_FORMATS }).notNull(),
    body: text("body").notNull(),
    /** Its place among the others, smallest first. */
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
 * Former addresses of sections and standing pages: they redirect, and no other may take them while their owner exists;
 * the primary key decides. A row with an empty language holds the largest id of a removed section, so that no id is
 * given twice.
 */
export const oldAddresses = sqliteTable(
  "old_addresses",
  {
    kind: text("kind", { enum: ADDRESS_KINDS }).notNull(),
    lang: text("lang", { enum: [...LANGS, ""] }).notNull(),
    /** The slug folded. */
    key: text("key").notNull(),
    targetId: integer("target_id").notNull(),
  },
  t => [primaryKey({ columns: [t.kind, t.lang, t.key] })],
);

/** Bylines: people and desks that sign articles, by language. Who may write is a matter of tokens. */
export const authors = sqliteTable(
  "authors",
  {
    id: integer("id").primaryKey(),
    lang: text("lang", { enum: LANGS }).notNull(),
    /** The slug folded: two spellings of a name are one author. */
    key: text("key").notNull(),
    slug: text("slug").notNull(),
    /** The present name: printed bylines keep the name that they were printed with. */
    name: text("name").notNull(),
    /** A short biography: paragraphs, one a line. */
    about: text("about").notNull().default(""),
    /** An https address of the author elsewhere. */
    link: text("link"),
    /** A random integer shared by the same author in other languages; null for one who is in this language only. */
    groupId: integer("group_id"),
    /** The author that this one was merged into. The row stays, so that no id is given twice. */
    mergedInto: integer("merged_into"),
  },
  t => [
    uniqueIndex("authors_identity").on(t.lang, t.key),
    uniqueIndex("authors_translation").on(t.groupId, t.lang).where(sql`group_id IS NOT NULL`),
  ],
);

/** Other names by which a byline finds its author, besides the first. */
export const authorNames = sqliteTable(
  "author_names",
  {
    lang: text("lang", { enum: LANGS }).notNull(),
    /** The name's slug folded. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    authorId: integer("author_id")
      .notNull()
      .references(() => authors.id),
    /** Whether pages have shown it. A name that was only given to match bylines is not public. */
    isPublic: integer("is_public", { mode: "boolean" }).notNull().default(false),
  },
  t => [primaryKey({ columns: [t.lang, t.key] }), index("author_names_by_author").on(t.authorId)],
);

/** Who is notified of editions: webhooks of an editor's choosing, and the services that the settings name. */
export const receivers = sqliteTable(
  "receivers",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    kind: text("kind", { enum: RECEIVER_KINDS }).notNull(),
    url: text("url").notNull(),
    /** The events that a webhook gets; empty for the others, which are pinged. */
    events: text("events", { mode: "json" }).$type<readonly string[]>().notNull().default([]),
    /** `whsec_…`, to sign with: it must be stored as it is. Empty for what is pinged. */
    secret: text("secret").notNull().default(""),
    /** The one before: deliveries are signed with it too until `previous_until`. */
    previousSecret: text("previous_secret"),
    previousUntil: integer("previous_until"),
    /** The edition up to which its deliveries are in the queue. */
    followed: integer("followed").notNull(),
    /** Attempts that have failed since the last one that did not, and when the first of them did. */
    failures: integer("failures").notNull().default(0),
    failingSince: integer("failing_since"),
    pausedAt: integer("paused_at"),
    pauseReason: text("pause_reason", { enum: PAUSE_REASONS }),
    createdAt: integer("created_at").notNull(),
    tokenId: text("token_id"),
  },
  t => [check("receivers_events_json", sql`json_valid(${t.events})`)],
);

/**
 * The queue of deliveries, and for some days those that are over. The key is made of the event, so the same event is one
 * delivery, however often it is queued.
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
    /** Of a ping, which covers several editions: the one before the first of them. */
    afterEdition: integer("after_edition"),
    articleId: integer("article_id"),
    /** What is overdue, as the log calls it. */
    overdue: text("overdue"),
    state: text("state", { enum: DELIVERY_STATES }).notNull(),
    /** Those begun, whether or not their outcome is known. */
    attempts: integer("attempts").notNull().default(0),
    /** When it is sent next, or may be by another isolate if the one that took it has died; null when it is over. */
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

/** Who may write. Only a hash of the secret is kept, so a copy of this table opens nothing. */
export const tokens = sqliteTable("tokens", {
  /** The public half of the token. */
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  secretHash: text("secret_hash").notNull(),
  scopes: text("scopes", { mode: "json" }).$type<readonly Scope[]>().notNull(),
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
export const auditLog = sqliteTable("audit", {
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
