-- Sections are searched in. An index is never altered but built anew: it follows the editions from the first on.
DROP TABLE vocabulary;
DROP TABLE words;

CREATE VIRTUAL TABLE words USING fts5(
  title, title_stem, lead, lead_stem, body, body_stem, section,
  content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '4 5'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab(words, 'col');

DELETE FROM documents;
DELETE FROM follower;
