CREATE TABLE `article_authors` (
	`article_id` integer NOT NULL,
	`position` integer NOT NULL,
	`author_id` integer NOT NULL,
	PRIMARY KEY(`article_id`, `position`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`author_id`) REFERENCES `authors`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `article_tags` (
	`tag_id` integer NOT NULL,
	`publish_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	PRIMARY KEY(`tag_id`, `publish_at`, `article_id`),
	FOREIGN KEY (`tag_id`) REFERENCES `tags`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
	`observance_id` integer,
	`is_automatic` integer DEFAULT false NOT NULL,
	`revision` integer NOT NULL,
	`created_at` integer NOT NULL,
	`revised_at` integer NOT NULL,
	`retraction_note` text,
	FOREIGN KEY (`section_id`) REFERENCES `sections`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "articles_released_has_instant" CHECK(("articles"."status" IN ('scheduled', 'published')) = ("articles"."publish_at" IS NOT NULL)),
	CONSTRAINT "articles_released_has_date" CHECK("articles"."publish_at" IS NULL OR "articles"."published_on" IS NOT NULL),
	CONSTRAINT "articles_tags_json" CHECK(json_valid("articles"."tags"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `articles_translation` ON `articles` (`group_id`,`lang`);--> statement-breakpoint
CREATE INDEX `articles_published` ON `articles` (`lang`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_title` ON `articles` (`lang`,`title_key`,`publish_at`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_section` ON `articles` (`section_id`,`publish_at`,`id`) WHERE section_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_unreleased` ON `articles` (`status`,`id`) WHERE publish_at IS NULL;--> statement-breakpoint
CREATE INDEX `articles_due` ON `articles` (`publish_at`) WHERE status = 'scheduled';--> statement-breakpoint
CREATE TABLE `audit` (
	`id` integer PRIMARY KEY NOT NULL,
	`at` integer NOT NULL,
	`token_id` text,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`edition` integer
) STRICT;
--> statement-breakpoint
CREATE TABLE `authors` (
	`id` integer PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`names` text NOT NULL,
	CONSTRAINT "authors_names_json" CHECK(json_valid("authors"."names"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `authors_slug` ON `authors` (`slug`);--> statement-breakpoint
CREATE TABLE `editions` (
	`number` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`cause` text NOT NULL,
	`article_id` integer,
	`tags` text NOT NULL,
	`retracted_id` integer,
	CONSTRAINT "editions_tags_json" CHECK(json_valid("editions"."tags"))
) STRICT;
--> statement-breakpoint
CREATE INDEX `editions_retractions` ON `editions` (`number`) WHERE retracted_id IS NOT NULL;--> statement-breakpoint
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
	CONSTRAINT "observances_rule_json" CHECK(json_valid("observances"."rule")),
	CONSTRAINT "observances_names_json" CHECK(json_valid("observances"."names")),
	CONSTRAINT "observances_templates_json" CHECK(json_valid("observances"."templates"))
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `observances_key` ON `observances` (`key`);--> statement-breakpoint
CREATE TABLE `occurrences` (
	`observance_id` integer NOT NULL,
	`local_date` text NOT NULL,
	`lang` text NOT NULL,
	`outcome` text NOT NULL,
	`article_id` integer NOT NULL,
	`claimed_at` integer NOT NULL,
	PRIMARY KEY(`observance_id`, `local_date`, `lang`),
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
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
	PRIMARY KEY(`article_id`, `number`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "revisions_numbered_from_one" CHECK("revisions"."number" >= 1),
	CONSTRAINT "revisions_warnings_json" CHECK(json_valid("revisions"."warnings"))
) STRICT;
--> statement-breakpoint
CREATE TABLE `sections` (
	`id` integer PRIMARY KEY NOT NULL,
	`group_id` integer NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `sections_address` ON `sections` (`lang`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `sections_translation` ON `sections` (`group_id`,`lang`);--> statement-breakpoint
CREATE TABLE `see_also` (
	`article_id` integer NOT NULL,
	`revision` integer NOT NULL,
	`position` integer NOT NULL,
	`title` text NOT NULL,
	`title_key` text NOT NULL,
	`excerpt` text,
	PRIMARY KEY(`article_id`, `revision`, `position`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `site` (
	`id` integer PRIMARY KEY NOT NULL,
	`epoch` text NOT NULL,
	`settings` text NOT NULL,
	CONSTRAINT "site_is_one_row" CHECK("site"."id" = 1),
	CONSTRAINT "site_settings_json" CHECK(json_valid("site"."settings"))
) STRICT;
--> statement-breakpoint
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
