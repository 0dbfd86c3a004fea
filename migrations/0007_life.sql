ALTER TABLE `articles` ADD `restored_status` text;--> statement-breakpoint
ALTER TABLE `revisions` ADD `particulars` text DEFAULT '{}' NOT NULL;