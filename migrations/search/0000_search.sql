-- How far the index has followed the editions of the main database.
CREATE TABLE follower (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch TEXT NOT NULL,
  edition INTEGER NOT NULL
) STRICT;

-- Where each article is in the index, and as of which edition; position is null when no reader may see it.
CREATE TABLE documents (
  article_id INTEGER PRIMARY KEY,
  position INTEGER,
  edition INTEGER NOT NULL
) STRICT;

-- Folded words and stems, separated by spaces; the rowid is the order of publication (src/search/entry.ts). Contentless:
-- the text itself is in the main database. The ascii tokenizer splits at spaces and leaves all other letters alone.
CREATE VIRTUAL TABLE words USING fts5(
  title, title_stem, lead, lead_stem, body, body_stem, section,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '4 5'
);

-- The words that there are, by column, for the nearest spelling.
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'col');
