-- What people judged: a log that is only ever added to. Each line is chained to the one before it
-- by its hash.

CREATE TABLE judgements (
    number INTEGER PRIMARY KEY,         -- place in the log, from 1
    hash   TEXT NOT NULL UNIQUE,
    json   TEXT NOT NULL
) STRICT;

CREATE TRIGGER judgements_are_not_changed BEFORE UPDATE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;

CREATE TRIGGER judgements_are_not_removed BEFORE DELETE ON judgements
BEGIN SELECT RAISE(ABORT, 'judgements are only ever added'); END;

-- The ties between contacts that encounters were settled with.
CREATE TABLE tied (
    one      TEXT NOT NULL,
    other    TEXT NOT NULL,
    together INTEGER NOT NULL,          -- 1 where the two are one, 0 where they are not
    PRIMARY KEY (one, other, together)
) STRICT, WITHOUT ROWID;

-- Actors that judgements name, whether or not a document does.
CREATE TABLE judged_actors (
    actor TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;
