CREATE TABLE `articles` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer NOT NULL,
	`lang` text NOT NULL,
	`status` text NOT NULL,
	`publish_at` integer,
	`published_on` text,
	`published_time` text,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`lead` text NOT NULL,
	`section_id` integer,
	`tags` text NOT NULL,
	`authors` text NOT NULL,
	`month_day` text GENERATED ALWAYS AS (substr(published_on, 6)) VIRTUAL,
	`observance_id` integer,
	`is_automatic` integer DEFAULT false NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revised_at` integer NOT NULL,
	`retraction_note` text,
	`is_withheld` integer DEFAULT false NOT NULL,
	`restored_status` text,
	`source_id` text,
	`unpublish_at` integer,
	FOREIGN KEY (`section_id`) REFERENCES `sections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "articles_released_has_instant" CHECK(("articles"."status" IN ('scheduled', 'published')) = ("articles"."publish_at" IS NOT NULL)),
	CONSTRAINT "articles_released_has_date" CHECK("articles"."publish_at" IS NULL OR "articles"."published_on" IS NOT NULL),
	CONSTRAINT "articles_tags_json" CHECK(json_valid("articles"."tags")),
	CONSTRAINT "articles_authors_json" CHECK(json_valid("articles"."authors"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_translation` ON `articles` (`group_id`,`lang`);--> statement-breakpoint
CREATE UNIQUE INDEX `articles_source` ON `articles` (`lang`,`source_id`) WHERE source_id IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_published` ON `articles` (`lang`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_title` ON `articles` (`lang`,`title_key`,`publish_at`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_section` ON `articles` (`section_id`,`publish_at`,`id`) WHERE section_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_day` ON `articles` (`lang`,`published_on`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_on_this_day` ON `articles` (`lang`,`month_day`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_commemorations` ON `articles` (`lang`,`publish_at`,`id`) WHERE observance_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_observance` ON `articles` (`observance_id`,`lang`,`publish_at`) WHERE observance_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_unreleased` ON `articles` (`status`,`id`) WHERE publish_at IS NULL;--> statement-breakpoint
CREATE INDEX `articles_due` ON `articles` (`publish_at`) WHERE status = 'scheduled';--> statement-breakpoint
CREATE INDEX `articles_ending` ON `articles` (`unpublish_at`) WHERE unpublish_at IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `editions` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`cause` text NOT NULL,
	`article_id` integer,
	`tags` text NOT NULL,
	`retracted_id` integer,
	`effect` text,
	CONSTRAINT "editions_tags_json" CHECK(json_valid("editions"."tags"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `editions_retractions` ON `editions` (`number`) WHERE retracted_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `listings` (
	`list` text NOT NULL,
	`publish_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	`card` text NOT NULL,
	PRIMARY KEY(`list`, `publish_at`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`hash` text NOT NULL,
	`type` text NOT NULL,
	`bytes` integer NOT NULL,
	`width` integer,
	`height` integer,
	`orientation` integer,
	`colour` text,
	`name` text NOT NULL,
	`created_at` integer NOT NULL,
	`token_id` text,
	`removed_at` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `media_hash` ON `media` (`hash`);--> statement-breakpoint
CREATE TABLE `media_texts` (
	`media_id` integer NOT NULL,
	`lang` text NOT NULL,
	`alt` text,
	`caption` text,
	`credit` text,
	PRIMARY KEY(`media_id`, `lang`),
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `media_uses` (
	`media_id` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`media_id`, `article_id`),
	FOREIGN KEY (`media_id`) REFERENCES `media`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `media_uses_by_article` ON `media_uses` (`article_id`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`article_id` integer NOT NULL,
	`number` integer NOT NULL,
	`at` integer NOT NULL,
	`token_id` text,
	`reason` text NOT NULL,
	`status` text NOT NULL,
	`title` text NOT NULL,
	`body_format` text NOT NULL,
	`body` text NOT NULL,
	`content_hash` text NOT NULL,
	`chain_hash` text NOT NULL,
	`source_hash` text,
	`warnings` text NOT NULL,
	`see_also` text NOT NULL,
	`correction` text,
	`particulars` text NOT NULL,
	PRIMARY KEY(`article_id`, `number`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "revisions_see_also_json" CHECK(json_valid("revisions"."see_also")),
	CONSTRAINT "revisions_numbered_from_one" CHECK("revisions"."number" >= 1),
	CONSTRAINT "revisions_warnings_json" CHECK(json_valid("revisions"."warnings")),
	CONSTRAINT "revisions_particulars_json" CHECK(json_valid("revisions"."particulars"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `revisions_corrections` ON `revisions` (`article_id`,`number`) WHERE correction IS NOT NULL;--> statement-breakpoint
CREATE TABLE `slugs` (
	`lang` text NOT NULL,
	`day` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`lang`, `day`, `key`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `tags` (
	`id` integer PRIMARY KEY NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `tags_identity` ON `tags` (`lang`,`key`);--> statement-breakpoint
CREATE TABLE `kill_switches` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`scope` text NOT NULL,
	`subject` text NOT NULL,
	`from_date` text NOT NULL,
	`to_date` text NOT NULL,
	`tone` text NOT NULL,
	`reason` text NOT NULL,
	`token_id` text NOT NULL,
	`created_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `kill_switches_identity` ON `kill_switches` (`scope`,`subject`,`from_date`,`to_date`,`tone`);--> statement-breakpoint
CREATE TABLE `observance_versions` (
	`observance_id` integer NOT NULL,
	`version` integer NOT NULL,
	`at` integer NOT NULL,
	`token_id` text NOT NULL,
	`content` text NOT NULL,
	PRIMARY KEY(`observance_id`, `version`),
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "observance_versions_content_json" CHECK(json_valid("observance_versions"."content"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `observances` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`key` text NOT NULL,
	`rule` text NOT NULL,
	`names` text NOT NULL,
	`templates` text NOT NULL,
	`zone` text NOT NULL,
	`local_time` text NOT NULL,
	`origin_year` integer,
	`mode` text NOT NULL,
	`since` text NOT NULL,
	`version` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revised_at` integer NOT NULL,
	`pack` text,
	`pack_entry` text,
	`name_reviews` text NOT NULL,
	`aliases` text NOT NULL,
	`tags` text NOT NULL,
	`history` text NOT NULL,
	`overrides` text NOT NULL,
	`adjustments` text NOT NULL,
	`first_year` integer,
	`counts` text NOT NULL,
	`round_years_only` integer NOT NULL,
	`tone` text NOT NULL,
	`sensitivity` text NOT NULL,
	`date_status` text NOT NULL,
	`source` text NOT NULL,
	`days_ahead` integer NOT NULL,
	`approval` text,
	`month_day` text NOT NULL,
	CONSTRAINT "observances_rule_json" CHECK(json_valid("observances"."rule")),
	CONSTRAINT "observances_names_json" CHECK(json_valid("observances"."names")),
	CONSTRAINT "observances_templates_json" CHECK(json_valid("observances"."templates")),
	CONSTRAINT "observances_pack_entry_json" CHECK(json_valid("observances"."pack_entry")),
	CONSTRAINT "observances_name_reviews_json" CHECK(json_valid("observances"."name_reviews")),
	CONSTRAINT "observances_aliases_json" CHECK(json_valid("observances"."aliases")),
	CONSTRAINT "observances_tags_json" CHECK(json_valid("observances"."tags")),
	CONSTRAINT "observances_history_json" CHECK(json_valid("observances"."history")),
	CONSTRAINT "observances_overrides_json" CHECK(json_valid("observances"."overrides")),
	CONSTRAINT "observances_adjustments_json" CHECK(json_valid("observances"."adjustments")),
	CONSTRAINT "observances_approval_json" CHECK(json_valid("observances"."approval"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `observances_key` ON `observances` (`key`);--> statement-breakpoint
CREATE INDEX `observances_on_day` ON `observances` (`month_day`) WHERE mode <> 'off';--> statement-breakpoint
CREATE TABLE `occurrences` (
	`observance_id` integer NOT NULL,
	`local_date` text NOT NULL,
	`lang` text NOT NULL,
	`outcome` text NOT NULL,
	`article_id` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	`provenance` text NOT NULL,
	`offer` text,
	PRIMARY KEY(`observance_id`, `local_date`, `lang`),
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "occurrences_provenance_json" CHECK(json_valid("occurrences"."provenance")),
	CONSTRAINT "occurrences_offer_json" CHECK(json_valid("occurrences"."offer"))
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `occurrences_by_article` ON `occurrences` (`article_id`);--> statement-breakpoint
CREATE INDEX `occurrences_by_date` ON `occurrences` (`local_date`);--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`token_id` text,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`edition` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `author_names` (
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`author_id` integer NOT NULL,
	`is_public` integer DEFAULT false NOT NULL,
	PRIMARY KEY(`lang`, `key`),
	FOREIGN KEY (`author_id`) REFERENCES `authors`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `author_names_by_author` ON `author_names` (`author_id`);--> statement-breakpoint
CREATE TABLE `authors` (
	`id` integer PRIMARY KEY NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`about` text DEFAULT '' NOT NULL,
	`link` text,
	`group_id` integer,
	`merged_into` integer
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `authors_identity` ON `authors` (`lang`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `authors_translation` ON `authors` (`group_id`,`lang`) WHERE group_id IS NOT NULL;--> statement-breakpoint
CREATE TABLE `deliveries` (
	`receiver_id` integer NOT NULL,
	`at` integer NOT NULL,
	`subject` text NOT NULL,
	`event` text NOT NULL,
	`edition` integer NOT NULL,
	`after_edition` integer,
	`article_id` integer,
	`overdue` text,
	`state` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`next_at` integer,
	`attempted_at` integer,
	`status` integer,
	`failure` text,
	PRIMARY KEY(`receiver_id`, `at`, `subject`),
	FOREIGN KEY (`receiver_id`) REFERENCES `receivers`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`receiver_id`,`next_at`) WHERE next_at IS NOT NULL;--> statement-breakpoint
CREATE TABLE `heartbeat` (
	`id` integer PRIMARY KEY NOT NULL,
	`ticked_for` integer NOT NULL,
	`ticked_at` integer NOT NULL,
	CONSTRAINT "heartbeat_is_one_row" CHECK("heartbeat"."id" = 1)
) STRICT;
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`key_hash` text PRIMARY KEY NOT NULL,
	`request_hash` text NOT NULL,
	`article_id` integer NOT NULL,
	`edition` integer NOT NULL,
	`created_at` integer NOT NULL
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `idempotency_keys_age` ON `idempotency_keys` (`created_at`);--> statement-breakpoint
CREATE TABLE `old_addresses` (
	`kind` text NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`target_id` integer NOT NULL,
	PRIMARY KEY(`kind`, `lang`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `receivers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`kind` text NOT NULL,
	`url` text NOT NULL,
	`events` text DEFAULT '[]' NOT NULL,
	`secret` text DEFAULT '' NOT NULL,
	`previous_secret` text,
	`previous_until` integer,
	`followed` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`failing_since` integer,
	`paused_at` integer,
	`pause_reason` text,
	`created_at` integer NOT NULL,
	`token_id` text,
	CONSTRAINT "receivers_events_json" CHECK(json_valid("receivers"."events"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `sections` (
	`id` integer PRIMARY KEY NOT NULL,
	`group_id` integer NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_address` ON `sections` (`lang`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `sections_translation` ON `sections` (`group_id`,`lang`);--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`identity` text NOT NULL,
	`preview_secret` text NOT NULL,
	`settings` text NOT NULL,
	`contents` text NOT NULL,
	CONSTRAINT "site_is_one_row" CHECK("site"."id" = 1),
	CONSTRAINT "site_settings_json" CHECK(json_valid("site"."settings")),
	CONSTRAINT "site_contents_json" CHECK(json_valid("site"."contents"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `standing_pages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`body_format` text NOT NULL,
	`body` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`revised_at` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `standing_pages_address` ON `standing_pages` (`lang`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `standing_pages_translation` ON `standing_pages` (`group_id`,`lang`);--> statement-breakpoint
CREATE TABLE `tokens` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`secret_hash` text NOT NULL,
	`scopes` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer,
	`revoked_at` integer,
	`last_used_at` integer
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
-- The site's one row. Its marks and its secret are drawn at random where the migration runs: no two sites share one.
INSERT INTO `site` (`id`, `epoch`, `identity`, `preview_secret`, `settings`, `contents`)
	VALUES (1, lower(hex(randomblob(8))), lower(hex(randomblob(9))), lower(hex(randomblob(32))), '{}', '{}');
