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
	FOREIGN KEY (`observance_id`) REFERENCES `observances`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `observances` ADD `pack` text;--> statement-breakpoint
ALTER TABLE `observances` ADD `pack_entry` text;--> statement-breakpoint
ALTER TABLE `observances` ADD `name_reviews` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `aliases` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `tags` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `history` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `overrides` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `adjustments` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `first_year` integer;--> statement-breakpoint
ALTER TABLE `observances` ADD `counts` text DEFAULT 'anniversary' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `round_years_only` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `tone` text DEFAULT 'awareness' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `sensitivity` text DEFAULT 'low' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `date_status` text DEFAULT 'confirmed' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `source` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `days_ahead` integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE `observances` ADD `approval` text;--> statement-breakpoint
ALTER TABLE `observances` ADD `month_day` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `observances_on_day` ON `observances` (`month_day`) WHERE mode <> 'off';--> statement-breakpoint
ALTER TABLE `occurrences` ADD `provenance` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `occurrences` ADD `offer` text;--> statement-breakpoint
CREATE INDEX `occurrences_by_article` ON `occurrences` (`article_id`);--> statement-breakpoint
CREATE INDEX `occurrences_by_date` ON `occurrences` (`local_date`);