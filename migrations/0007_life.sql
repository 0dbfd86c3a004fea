ALTER TABLE `articles` ADD `restored_status` text;--> statement-breakpoint
ALTER TABLE `revisions` ADD `particulars` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `site` ADD `preview_secret` text DEFAULT '' NOT NULL;