-- Half the disk: a byte a number for a vector, bytes for hashes, a number for the name of an embedder.
CREATE TABLE embedders (n INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO embedders (name) SELECT DISTINCT embedder FROM embeddings ORDER BY 1;

ALTER TABLE embeddings RENAME TO embeddings_2;
CREATE TABLE embeddings (
    embedder INTEGER NOT NULL REFERENCES embedders (n),
    sha256   BLOB NOT NULL,  -- of the text that was embedded
    vector   BLOB NOT NULL,  -- see index/rounding.py
    PRIMARY KEY (embedder, sha256)
) WITHOUT ROWID;
INSERT INTO embeddings
    SELECT d.n, bytes_of(e.sha256), rounded_from_half(e.vector)
    FROM embeddings_2 e JOIN embedders d ON d.name = e.embedder ORDER BY 1, 2;
DROP TABLE embeddings_2;

ALTER TABLE passages RENAME COLUMN embedded_sha256 TO embedded_hex;
ALTER TABLE passages ADD COLUMN embedded_sha256 BLOB NOT NULL DEFAULT x'';
UPDATE passages SET embedded_sha256 = bytes_of(embedded_hex);
ALTER TABLE passages DROP COLUMN embedded_hex;
