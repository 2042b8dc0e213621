-- The record. The `json` column of each noun holds its export line byte for byte; the other
-- columns repeat parts of it so that they can be searched and joined.

CREATE TABLE documents (
    id              TEXT PRIMARY KEY,   -- SHA-256 of the raw bytes
    reading         TEXT NOT NULL,      -- the reading in force
    reader          TEXT NOT NULL,      -- version of the program that read it
    url             TEXT,
    outlet          TEXT,
    kind            TEXT NOT NULL,
    title           TEXT,
    language        TEXT,
    published_start TEXT,
    published_end   TEXT,
    json            TEXT NOT NULL,
    FOREIGN KEY (id, reading) REFERENCES readings (document, id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- Every place the same bytes were found at; the document's own `path` is the first of them in
-- byte order.
CREATE TABLE paths (
    document TEXT NOT NULL REFERENCES documents (id),
    path     TEXT NOT NULL,
    PRIMARY KEY (document, path)
) STRICT, WITHOUT ROWID;

-- Older readings of a document stay: evidence may cite them.
CREATE TABLE readings (
    number   INTEGER PRIMARY KEY,
    document TEXT NOT NULL,
    id       TEXT NOT NULL,
    cleaner  TEXT NOT NULL,
    text     TEXT NOT NULL,
    blocks   TEXT NOT NULL,             -- JSON
    cut      TEXT NOT NULL,             -- JSON
    UNIQUE (document, id)
) STRICT;

-- Full text over the readings in force.
CREATE VIRTUAL TABLE words USING fts5 (
    text,
    content = 'readings',
    content_rowid = 'number',
    tokenize = 'porter unicode61 remove_diacritics 2'
);

CREATE TABLE mentions (
    document TEXT NOT NULL REFERENCES documents (id),
    place    INTEGER NOT NULL,          -- order within the document
    actor    TEXT,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    json     TEXT NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX mentions_by_actor ON mentions (actor);

CREATE TABLE actors (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    name    TEXT NOT NULL,
    country TEXT,
    reader  TEXT NOT NULL,              -- version of the program whose tables it is from
    json    TEXT NOT NULL
) STRICT;
CREATE INDEX actors_by_name ON actors (name COLLATE NOCASE);

CREATE TABLE document_actors (
    document TEXT NOT NULL REFERENCES documents (id),
    actor    TEXT NOT NULL REFERENCES actors (id),
    PRIMARY KEY (document, actor)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_actors_by_actor ON document_actors (actor);

CREATE TABLE encounters (
    id          TEXT PRIMARY KEY,
    document    TEXT NOT NULL REFERENCES documents (id), -- whose reading anchors it
    kind        TEXT NOT NULL,
    status      TEXT NOT NULL,
    domestic    INTEGER NOT NULL,
    start       TEXT,
    "end"       TEXT,
    country     TEXT,
    first_known TEXT,
    json        TEXT NOT NULL
) STRICT;
CREATE INDEX encounters_by_document ON encounters (document);
CREATE INDEX encounters_by_start ON encounters (start, id);

CREATE TABLE encounter_participants (
    encounter TEXT NOT NULL REFERENCES encounters (id),
    place     INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    name      TEXT NOT NULL,
    office    TEXT,
    country   TEXT,
    role      TEXT NOT NULL,
    PRIMARY KEY (encounter, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX encounter_participants_by_actor ON encounter_participants (actor);
CREATE INDEX encounter_participants_by_country ON encounter_participants (country);

CREATE TABLE accounts (
    id        TEXT PRIMARY KEY,
    document  TEXT NOT NULL REFERENCES documents (id),
    encounter TEXT NOT NULL REFERENCES encounters (id) DEFERRABLE INITIALLY DEFERRED,
    side      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    status    TEXT NOT NULL,
    start     TEXT,
    "end"     TEXT,
    json      TEXT NOT NULL
) STRICT;
CREATE INDEX accounts_by_document ON accounts (document);
CREATE INDEX accounts_by_encounter ON accounts (encounter);

CREATE TABLE account_participants (
    account TEXT NOT NULL REFERENCES accounts (id),
    place   INTEGER NOT NULL,
    actor   TEXT NOT NULL,
    name    TEXT NOT NULL,
    office  TEXT,
    country TEXT,
    role    TEXT NOT NULL,
    PRIMARY KEY (account, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_participants_by_actor ON account_participants (actor);

-- The words behind each field of an account.
CREATE TABLE account_evidence (
    account  TEXT NOT NULL REFERENCES accounts (id),
    place    INTEGER NOT NULL,
    field    TEXT NOT NULL,
    document TEXT NOT NULL,
    reading  TEXT NOT NULL,
    start    INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    PRIMARY KEY (account, place),
    FOREIGN KEY (document, reading) REFERENCES readings (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_evidence_by_reading ON account_evidence (document, reading);

-- Inputs that could not be read.
CREATE TABLE problems (
    input TEXT PRIMARY KEY,
    day   TEXT NOT NULL,
    what  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
