-- Columns are added where drizzle-kit would copy whole tables: a large archive must not be written again.
CREATE TABLE `listings` (
	`list` text NOT NULL,
	`publish_at` integer NOT NULL,
	`article_id` integer NOT NULL,
	`card` text NOT NULL,
	PRIMARY KEY(`list`, `publish_at`, `article_id`),
	FOREIGN KEY (`article_id`) REFERENCES `articles`(`id`) ON UPDATE no action ON DELETE no action
) STRICT, WITHOUT ROWID;
--> statement-breakpoint
CREATE TABLE `standing_pages` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`group_id` integer NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`title` text NOT NULL,
	`body_format` text NOT NULL,
	`body` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`revised_at` integer NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `standing_pages_address` ON `standing_pages` (`lang`,`key`);--> statement-breakpoint
CREATE UNIQUE INDEX `standing_pages_translation` ON `standing_pages` (`group_id`,`lang`);--> statement-breakpoint
-- Nothing could write a byline before: the two tables are empty.
DROP TABLE `article_authors`;--> statement-breakpoint
DROP TABLE `authors`;--> statement-breakpoint
CREATE TABLE `authors` (
	`id` integer PRIMARY KEY NOT NULL,
	`lang` text NOT NULL,
	`key` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `authors_identity` ON `authors` (`lang`,`key`);--> statement-breakpoint
ALTER TABLE `articles` ADD `authors` text DEFAULT '[]' NOT NULL CONSTRAINT "articles_authors_json" CHECK(json_valid(`authors`));--> statement-breakpoint
ALTER TABLE `articles` ADD `month_day` text GENERATED ALWAYS AS (substr(published_on, 6)) VIRTUAL;--> statement-breakpoint
ALTER TABLE `articles` ADD `is_withheld` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_day` ON `articles` (`lang`,`published_on`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_on_this_day` ON `articles` (`lang`,`month_day`,`publish_at`,`id`) WHERE publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_commemorations` ON `articles` (`lang`,`publish_at`,`id`) WHERE observance_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
CREATE INDEX `articles_by_observance` ON `articles` (`observance_id`,`lang`,`publish_at`) WHERE observance_id IS NOT NULL AND publish_at IS NOT NULL;--> statement-breakpoint
INSERT INTO `listings` (`list`, `publish_at`, `article_id`, `card`)
	SELECT 'tag:' || t.tag_id, t.publish_at, a.id, json_object('id', a.id, 'lang', a.lang, 'title', a.title, 'lead', a.lead, 'slug', a.slug,
		'publishedOn', a.published_on, 'publishAt', a.publish_at, 'sectionId', a.section_id, 'isCommemoration', a.observance_id IS NOT NULL)
	FROM `article_tags` t JOIN `articles` a ON a.id = t.article_id;--> statement-breakpoint
DROP TABLE `article_tags`;--> statement-breakpoint
ALTER TABLE `revisions` ADD `see_also` text DEFAULT '[]' NOT NULL CONSTRAINT "revisions_see_also_json" CHECK(json_valid(`see_also`));--> statement-breakpoint
ALTER TABLE `revisions` ADD `correction` text;--> statement-breakpoint
CREATE INDEX `revisions_corrections` ON `revisions` (`article_id`,`number`) WHERE correction IS NOT NULL;--> statement-breakpoint
UPDATE `revisions` SET `see_also` = (SELECT json_group_array(json_object('title', title, 'titleKey', title_key, 'excerpt', excerpt, 'articleId', NULL))
	FROM (SELECT * FROM `see_also` s WHERE s.article_id = `revisions`.article_id AND s.revision = `revisions`.number ORDER BY position))
	WHERE EXISTS (SELECT 1 FROM `see_also` s WHERE s.article_id = `revisions`.article_id AND s.revision = `revisions`.number);--> statement-breakpoint
DROP TABLE `see_also`;--> statement-breakpoint
ALTER TABLE `site` ADD `contents` text DEFAULT '{}' NOT NULL CONSTRAINT "site_contents_json" CHECK(json_valid(`contents`));
