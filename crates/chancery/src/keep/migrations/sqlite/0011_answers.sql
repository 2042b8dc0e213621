-- What statements answer in earlier documents is kept. It is settled anew by the next program that
-- settles, since its rules are others.

CREATE TABLE answers (
    statement TEXT NOT NULL REFERENCES statements (id),
    place     INTEGER NOT NULL,          -- of several answers, the best first
    document  TEXT NOT NULL REFERENCES documents (id),  -- of the statement
    told_in   TEXT NOT NULL REFERENCES documents (id),  -- of the claim
    claim     TEXT REFERENCES statements (id),          -- null where nobody is told to say it
    kind      TEXT NOT NULL,
    json      TEXT NOT NULL,
    PRIMARY KEY (statement, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX answers_by_document ON answers (document);
CREATE INDEX answers_by_told_in ON answers (told_in);
CREATE INDEX answers_by_claim ON answers (claim, document);
