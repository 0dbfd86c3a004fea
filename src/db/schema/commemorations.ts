/** Days that return, what was published for them, and what holds them back. */
import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";
import { LANGS } from "../../text/languages";
import { articles } from "./articles";

export const MODES = ["off", "remind", "draft", "auto"] as const;
export const TONES = ["remembrance", "awareness", "celebration"] as const;
export const SENSITIVITIES = ["low", "high"] as const;
/** `verified`, `secondary`: as the pack says. `unreviewed`: checked by nobody. `confirmed`: by an editor of this site. */
export const REVIEWS = ["verified", "secondary", "unreviewed", "confirmed"] as const;
export type Review = (typeof REVIEWS)[number];
/** What is counted in years: the event, the day itself, or nothing. */
export const COUNTS = ["anniversary", "edition", "none"] as const;
/** `held`: an editor's own article was published for it. */
export const OUTCOMES = ["published", "drafted", "missed", "held"] as const;
export const SWITCH_SCOPES = ["all", "pack", "observance", "language"] as const;

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
    mode: text("mode", { enum: MODES }).notNull(),
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
    nameReviews: text("name_reviews").notNull(),
    /** JSON: language → names by which an editor's article may call the day. */
    aliases: text("aliases").notNull(),
    /** JSON: language → names of tags. */
    tags: text("tags").notNull(),
    /** JSON array of `{from, to, rule}`. */
    history: text("history").notNull(),
    /** JSON: year → date. */
    overrides: text("overrides").notNull(),
    /** JSON: Hijri year → −1, 0 or 1; a year that is here is confirmed. */
    adjustments: text("adjustments").notNull(),
    firstYear: integer("first_year"),
    counts: text("counts", { enum: COUNTS }).notNull(),
    roundYearsOnly: integer("round_years_only", { mode: "boolean" }).notNull(),
    tone: text("tone", { enum: TONES }).notNull(),
    sensitivity: text("sensitivity", { enum: SENSITIVITIES }).notNull(),
    dateStatus: text("date_status", { enum: REVIEWS }).notNull(),
    /** Where the date comes from, for readers. */
    source: text("source").notNull(),
    daysAhead: integer("days_ahead").notNull(),
    /** JSON `{approver, tokenId, at}`; null when nobody has approved it. */
    approval: text("approval"),
    /** `MM-DD` of one that falls on the same day each year; empty for every other, which code must evaluate. */
    monthDay: text("month_day").notNull(),
  },
  t => [
    uniqueIndex("observances_key").on(t.key),
    index("observances_on_day").on(t.monthDay).where(sql`mode <> 'off'`),
    check("observances_rule_json", sql`json_valid(${t.rule})`),
    check("observances_names_json", sql`json_valid(${t.names})`),
    check("observances_templates_json", sql`json_valid(${t.templates})`),
    check("observances_pack_entry_json", sql`json_valid(${t.packEntry})`),
    check("observances_name_reviews_json", sql`json_valid(${t.nameReviews})`),
    check("observances_aliases_json", sql`json_valid(${t.aliases})`),
    check("observances_tags_json", sql`json_valid(${t.tags})`),
    check("observances_history_json", sql`json_valid(${t.history})`),
    check("observances_overrides_json", sql`json_valid(${t.overrides})`),
    check("observances_adjustments_json", sql`json_valid(${t.adjustments})`),
    check("observances_approval_json", sql`json_valid(${t.approval})`),
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
  t => [
    primaryKey({ columns: [t.observanceId, t.version] }),
    check("observance_versions_content_json", sql`json_valid(${t.content})`),
  ],
);

/** What the clock has done. The primary key is what makes a commemoration appear once. */
export const occurrences = sqliteTable(
  "occurrences",
  {
    observanceId: integer("observance_id")
      .notNull()
      .references(() => observances.id),
    localDate: text("local_date").notNull(),
    lang: text("lang", { enum: LANGS }).notNull(),
    outcome: text("outcome", { enum: OUTCOMES }).notNull(),
    articleId: integer("article_id")
      .notNull()
      .references(() => articles.id),
    claimedAt: integer("claimed_at").notNull(),
    /** JSON: how the date was reckoned, where it comes from, who answered for it, by which version. */
    provenance: text("provenance").notNull(),
    /** JSON `{title, body}`: the rendered template, where an editor's article is published instead. */
    offer: text("offer"),
  },
  t => [
    primaryKey({ columns: [t.observanceId, t.localDate, t.lang] }),
    index("occurrences_by_article").on(t.articleId),
    index("occurrences_by_date").on(t.localDate),
    check("occurrences_provenance_json", sql`json_valid(${t.provenance})`),
    check("occurrences_offer_json", sql`json_valid(${t.offer})`),
  ],
);

/** What the clock may not do now, or on some dates (`commemorations/switches/`). */
export const killSwitches = sqliteTable(
  "kill_switches",
  {
    id: integer("id").primaryKey({ autoIncrement: true }),
    scope: text("scope", { enum: SWITCH_SCOPES }).notNull(),
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
