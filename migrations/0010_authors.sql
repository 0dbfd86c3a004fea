CREATE TABLE `author_names` (
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`author_id` integer NOT NULL,
	PRIMARY KEY(`lang`, `key`),
	FOREIGN KEY (`author_id`) REFERENCES `authors`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE INDEX `author_names_by_author` ON `author_names` (`author_id`);--> statement-breakpoint
ALTER TABLE `authors` ADD `about` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `authors` ADD `link` text;--> statement-breakpoint
ALTER TABLE `authors` ADD `group_id` integer;--> statement-breakpoint
CREATE UNIQUE INDEX `authors_translation` ON `authors` (`group_id`,`lang`) WHERE group_id IS NOT NULL;