-- What is long stands last: SQLite then reads a summary without it.
CREATE TABLE record (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    author BLOB NOT NULL CHECK (length(author) = 32),
    id BLOB NOT NULL CHECK (length(id) = 32),
    -- Rises with each version.
    sequence INTEGER NOT NULL,
    -- Times are milliseconds since 1970; expires is 0 for never.
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    -- Of the encoded record, in bytes.
    length INTEGER NOT NULL,
    -- The neighbour that sent it, or null when this node made it.
    source BLOB CHECK (length(source) = 32),
    received INTEGER NOT NULL,
    signature BLOB NOT NULL CHECK (length(signature) = 64),
    -- CBOR, empty when deleted.
    body BLOB NOT NULL,
    UNIQUE (kind, name, author)
) STRICT;

CREATE UNIQUE INDEX record_id ON record (id);

CREATE INDEX record_author ON record (author, kind, name);

CREATE TABLE acquaintance (
    key BLOB PRIMARY KEY CHECK (length(key) = 32),
    card BLOB NOT NULL,
    -- In milliseconds since 1970.
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
