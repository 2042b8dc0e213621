-- What the user knows of who is who, beside the tables of the program.

CREATE TABLE imports (
    number INTEGER PRIMARY KEY,         -- in order of importing
    sha256 TEXT NOT NULL,               -- of the file
    file   TEXT NOT NULL,
    day    TEXT NOT NULL
) STRICT;

-- The rows, as normalised JSON. A row of another name for a state counts from its latest import.
CREATE TABLE imported_actors (
    actor  TEXT NOT NULL,
    json   TEXT NOT NULL,
    open   INTEGER NOT NULL,            -- whether it contradicts what was known
    import INTEGER NOT NULL REFERENCES imports (number),
    PRIMARY KEY (actor, json)
) STRICT, WITHOUT ROWID;
