ALTER TABLE `articles` ADD `source_id` text;--> statement-breakpoint
CREATE UNIQUE INDEX `articles_source` ON `articles` (`lang`,`source_id`) WHERE source_id IS NOT NULL;