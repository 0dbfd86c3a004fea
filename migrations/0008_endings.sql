ALTER TABLE `articles` ADD `unpublish_at` integer;--> statement-breakpoint
CREATE INDEX `articles_ending` ON `articles` (`unpublish_at`) WHERE unpublish_at IS NOT NULL AND publish_at IS NOT NULL;