ALTER TABLE `author_names` ADD `is_public` integer DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE `author_names` SET `is_public` = 1 WHERE (`author_id`, `name`) IN (
  SELECT id, name FROM authors
  UNION ALL
  SELECT printed.value->>'id', printed.value->>'name' FROM articles, json_each(articles.authors) printed
  WHERE articles.publish_at IS NOT NULL);
