-- What was said, what was promised, and what was told of its doing.

CREATE TABLE statements (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES documents (id),
    first    INTEGER NOT NULL,          -- first byte
    act      TEXT NOT NULL,
    form     TEXT NOT NULL,
    start    TEXT,
    "end"    TEXT,
    json     TEXT NOT NULL
) STRICT;
CREATE INDEX statements_by_document ON statements (document);

CREATE TABLE statement_actors (
    statement TEXT NOT NULL REFERENCES statements (id),
    place     INTEGER NOT NULL,
    part      TEXT NOT NULL,            -- speaker, addressee
    actor     TEXT,
    name      TEXT NOT NULL,
    country   TEXT,
    PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_actors_by_actor ON statement_actors (actor);

CREATE TABLE statement_evidence (
    statement TEXT NOT NULL REFERENCES statements (id),
    place     INTEGER NOT NULL,
    field     TEXT NOT NULL,
    document  TEXT NOT NULL,
    reading   TEXT NOT NULL,
    start     INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    PRIMARY KEY (statement, place),
    FOREIGN KEY (document, reading) REFERENCES readings (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX statement_evidence_by_reading ON statement_evidence (document, reading);

-- As their own documents tell them: what became of them is worked out from all that was read.
CREATE TABLE commitments (
    id        TEXT PRIMARY KEY,
    document  TEXT NOT NULL REFERENCES documents (id),
    first     INTEGER NOT NULL,         -- first byte
    kind      TEXT NOT NULL,
    state     TEXT NOT NULL,
    due_start TEXT,
    due_end   TEXT,
    json      TEXT NOT NULL
) STRICT;
CREATE INDEX commitments_by_document ON commitments (document);

CREATE TABLE commitment_actors (
    commitment TEXT NOT NULL REFERENCES commitments (id),
    place      INTEGER NOT NULL,
    part       TEXT NOT NULL,           -- by, to
    actor      TEXT NOT NULL,
    PRIMARY KEY (commitment, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_actors_by_actor ON commitment_actors (actor);

CREATE TABLE commitment_evidence (
    commitment TEXT NOT NULL REFERENCES commitments (id),
    place      INTEGER NOT NULL,
    field      TEXT NOT NULL,
    document   TEXT NOT NULL,
    reading    TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    PRIMARY KEY (commitment, place),
    FOREIGN KEY (document, reading) REFERENCES readings (document, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX commitment_evidence_by_reading ON commitment_evidence (document, reading);

-- What is held against commitments: told as done, not done, put off or called off.
CREATE TABLE deeds (
    document TEXT NOT NULL REFERENCES documents (id),
    place    INTEGER NOT NULL,          -- order within the document
    kind     TEXT NOT NULL,
    json     TEXT NOT NULL,
    PRIMARY KEY (document, place)
) STRICT, WITHOUT ROWID;
