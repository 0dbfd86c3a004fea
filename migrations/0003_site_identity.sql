ALTER TABLE `site` ADD `identity` text DEFAULT '' NOT NULL;--> statement-breakpoint
-- Drawn at random where the migration runs: no two sites share one.
UPDATE `site` SET `identity` = lower(hex(randomblob(9)));
