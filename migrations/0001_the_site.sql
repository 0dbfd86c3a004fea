-- The site's one row. Its epoch is drawn at random where the migration runs: no two databases share one.
INSERT INTO `site` (`id`, `epoch`, `settings`) VALUES (1, lower(hex(randomblob(8))), '{}');
