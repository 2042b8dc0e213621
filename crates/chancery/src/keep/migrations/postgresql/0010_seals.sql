-- A hash of every row as it was written, so that whatever changes by another way than this
-- program's is named. The rows that are there are sealed as they stand, by the program.

CREATE TABLE seals (
    what   TEXT COLLATE "C" NOT NULL,   -- the table whose rows are sealed; documents: all of one
    id     TEXT COLLATE "C" NOT NULL,
    rows   TEXT COLLATE "C" NOT NULL,   -- JSON: hashes of rows by table and key
    sha256 TEXT COLLATE "C" NOT NULL,   -- of what, id and rows
    PRIMARY KEY (what, id)
);
