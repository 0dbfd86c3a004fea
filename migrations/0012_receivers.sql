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
ALTER TABLE `editions` ADD `effect` text;--> statement-breakpoint
INSERT INTO `receivers` (`kind`, `url`, `followed`, `created_at`)
	SELECT 'websub', json_extract(`settings`, '$.websub_hub'), (SELECT coalesce(max(`number`), 0) FROM `editions`),
		CAST(strftime('%s', 'now') AS INTEGER) * 1000
	FROM `site` WHERE json_extract(`settings`, '$.websub_hub') IS NOT NULL;
