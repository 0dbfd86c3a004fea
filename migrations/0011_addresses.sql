CREATE TABLE `old_addresses` (
	`kind` text NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`target_id` integer NOT NULL,
	PRIMARY KEY(`kind`, `lang`, `key`)
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
ALTER TABLE `sections` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `standing_pages` ADD `revision` integer DEFAULT 1 NOT NULL;