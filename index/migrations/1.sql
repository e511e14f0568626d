-- The library's first tables. The text of an article version stands here once; passages and the lexical
-- index point into it.
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE versions (
    article_id      TEXT NOT NULL,
    version         INTEGER NOT NULL CHECK (version >= 1),
    is_current      INTEGER NOT NULL,
    title           TEXT NOT NULL,
    publisher       TEXT,
    byline          TEXT,
    published_at    TEXT,
    url             TEXT,
    language        TEXT,
    origin          TEXT NOT NULL,  -- where it was read from
    received_sha256 TEXT NOT NULL,  -- of the input as it came, with what was said of it on the command line
    sha256          TEXT NOT NULL,  -- of the text
    text            TEXT NOT NULL,
    PRIMARY KEY (article_id, version)
);
CREATE INDEX versions_received ON versions (received_sha256);
CREATE INDEX versions_sha256 ON versions (sha256);
CREATE INDEX versions_url ON versions (url) WHERE url IS NOT NULL;
CREATE INDEX versions_origin ON versions (origin);

-- Passages of current versions only: what is searched. Half-open, in code points. AUTOINCREMENT: the id of
-- a removed passage is never given to another, so a stale vector can not speak for a new passage.
CREATE TABLE passages (
    passage_id      INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id      TEXT NOT NULL,
    version         INTEGER NOT NULL,
    start_char      INTEGER NOT NULL,
    end_char        INTEGER NOT NULL,
    embedded_sha256 TEXT NOT NULL,
    FOREIGN KEY (article_id, version) REFERENCES versions (article_id, version)
);
CREATE INDEX passages_article ON passages (article_id, version);

CREATE VIEW passage_texts AS
    SELECT p.passage_id, v.title, substr(v.text, p.start_char + 1, p.end_char - p.start_char) AS body
    FROM passages p JOIN versions v ON v.article_id = p.article_id AND v.version = p.version;

CREATE VIRTUAL TABLE lexical USING fts5 (
    title, body,
    content = 'passage_texts', content_rowid = 'passage_id',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

-- The embedding cache: half-precision rows by embedder and by the hash of the text that was embedded.
CREATE TABLE embeddings (
    embedder TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    vector   BLOB NOT NULL,
    PRIMARY KEY (embedder, sha256)
) WITHOUT ROWID;

-- What Chroma has not been told yet. A row is written with the article and goes when Chroma has it.
CREATE TABLE pending (passage_id INTEGER PRIMARY KEY, is_removal INTEGER NOT NULL);
