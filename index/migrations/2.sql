-- What other formats say of an article, which inputs gave which versions, and twins.
ALTER TABLE versions ADD COLUMN wire_id TEXT;
ALTER TABLE versions ADD COLUMN pages TEXT;  -- offsets at which the pages begin, a JSON list; NULL: none
ALTER TABLE versions ADD COLUMN n_hidden INTEGER NOT NULL DEFAULT 0;  -- characters a reader would not see
CREATE INDEX versions_wire_id ON versions (wire_id) WHERE wire_id IS NOT NULL;

-- One input may hold many articles (an archive, a feed), and one article may come from many inputs.
CREATE TABLE inputs (
    received_sha256 TEXT NOT NULL,  -- of the input as it came, with what was said of it
    article_id      TEXT NOT NULL,
    version         INTEGER NOT NULL,
    PRIMARY KEY (received_sha256, article_id, version)
) WITHOUT ROWID;
CREATE INDEX inputs_article ON inputs (article_id);
INSERT OR IGNORE INTO inputs SELECT received_sha256, article_id, version FROM versions;
DROP INDEX versions_received;
ALTER TABLE versions DROP COLUMN received_sha256;

-- Twins: the group of each current article, named by one of them, and the hashes by which its twins are
-- found. A number stands for the article there: a hundred hashes an article should cost little.
CREATE TABLE twins (
    n          INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL UNIQUE,
    group_id   TEXT NOT NULL
);
CREATE INDEX twins_group ON twins (group_id);
CREATE TABLE sketches (hash INTEGER NOT NULL, n INTEGER NOT NULL, PRIMARY KEY (hash, n)) WITHOUT ROWID;
